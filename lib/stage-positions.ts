import type { Point } from './stage-layout';

const keyOf = (vhost: string) => `warren:stage:${vhost}`;

/** The places that a person dragged nodes to. They belong to this browser, not to the broker. */
export function readPins(vhost: string): Map<string, Point> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(vhost)) ?? '[]');
    if (!Array.isArray(stored)) return new Map();
    return new Map(stored.filter(isEntry).map(([id, x, y]) => [id, { x, y }]));
  } catch {
    return new Map();
  }
}

export function writePins(vhost: string, pins: ReadonlyMap<string, Point>): void {
  try {
    if (pins.size === 0) localStorage.removeItem(keyOf(vhost));
    else localStorage.setItem(keyOf(vhost), JSON.stringify([...pins].map(([id, { x, y }]) => [id, x, y])));
  } catch {
    // Storage is full or forbidden: the places last until the page is left.
  }
}

function isEntry(value: unknown): value is [string, number, number] {
  return Array.isArray(value) && typeof value[0] === 'string' && Number.isFinite(value[1]) && Number.isFinite(value[2]);
}
