import type { Point } from './stage-layout';

/** A note that a person put on the stage. */
export interface StageNote {
  readonly id: string;
  readonly text: string;
  readonly at: Point;
}

/** A named frame around nodes; it goes with them. */
export interface StageRegion {
  readonly id: string;
  readonly name: string;
  /** Ids of nodes and notes. */
  readonly members: readonly string[];
  /** It is drawn as one node. */
  readonly isFolded: boolean;
}

/** How a person has arranged the stage of one vhost. It belongs to this browser, not to the broker. */
export interface SavedStage {
  /** Where nodes were dragged to. */
  readonly pins: ReadonlyMap<string, Point>;
  /** Nodes behind which everything is folded away. */
  readonly folded: ReadonlySet<string>;
  readonly notes: readonly StageNote[];
  readonly regions: readonly StageRegion[];
  readonly hasLanes: boolean;
  readonly hasMinimap: boolean;
}

export const NOTHING_SAVED: SavedStage = {
  pins: new Map(),
  folded: new Set(),
  notes: [],
  regions: [],
  hasLanes: true,
  hasMinimap: true,
};

const MAX_NOTES = 200;
const MAX_NOTE = 2_000;
const MAX_REGIONS = 100;
const MAX_REGION_NAME = 100;

const keyOf = (user: string, vhost: string) => `warren:stage:${encodeURIComponent(user)}:${vhost}`;

export function readStage(user: string, vhost: string): SavedStage {
  try {
    return parseStage(localStorage.getItem(keyOf(user, vhost)));
  } catch {
    return NOTHING_SAVED;
  }
}

export function writeStage(user: string, vhost: string, saved: SavedStage): void {
  try {
    localStorage.setItem(keyOf(user, vhost), formatStage(saved));
  } catch {
    // Storage is full or forbidden: the arrangement lasts until the page is left.
  }
}

export function formatStage({ pins, folded, ...rest }: SavedStage): string {
  return JSON.stringify({ ...rest, pins: [...pins].map(([id, { x, y }]) => [id, x, y]), folded: [...folded] });
}

/** Whatever is not as it should be is left out: somebody may have edited the storage by hand. */
export function parseStage(text: string | null): SavedStage {
  let stored: unknown = null;
  try {
    stored = JSON.parse(text ?? 'null');
  } catch {
    return NOTHING_SAVED;
  }
  if (typeof stored !== 'object' || stored === null) return NOTHING_SAVED;
  const { pins, folded, notes, regions, hasLanes, hasMinimap } = stored as Record<string, unknown>;
  return {
    pins: new Map(listOf(pins).flatMap(pinOf)),
    folded: new Set(listOf(folded).filter((id) => typeof id === 'string')),
    notes: listOf(notes).flatMap(noteOf).slice(0, MAX_NOTES),
    regions: listOf(regions).flatMap(regionOf).slice(0, MAX_REGIONS),
    hasLanes: typeof hasLanes === 'boolean' ? hasLanes : NOTHING_SAVED.hasLanes,
    hasMinimap: typeof hasMinimap === 'boolean' ? hasMinimap : NOTHING_SAVED.hasMinimap,
  };
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function pinOf(value: unknown): [string, Point][] {
  if (!Array.isArray(value)) return [];
  const [id, x, y] = value;
  return typeof id === 'string' && Number.isFinite(x) && Number.isFinite(y) ? [[id, { x, y }]] : [];
}

function noteOf(value: unknown): StageNote[] {
  if (typeof value !== 'object' || value === null) return [];
  const { id, text, at } = value as { id?: unknown; text?: unknown; at?: { x?: unknown; y?: unknown } };
  if (typeof id !== 'string' || typeof text !== 'string') return [];
  const [x, y] = [at?.x, at?.y];
  if (typeof x !== 'number' || typeof y !== 'number' || !Number.isFinite(x + y)) return [];
  return [{ id, text: text.slice(0, MAX_NOTE), at: { x, y } }];
}

function regionOf(value: unknown): StageRegion[] {
  if (typeof value !== 'object' || value === null) return [];
  const { id, name, members, isFolded } = value as Record<string, unknown>;
  if (typeof id !== 'string' || typeof name !== 'string') return [];
  const known = listOf(members).filter((member) => typeof member === 'string');
  return known.length === 0
    ? []
    : [{ id, name: name.slice(0, MAX_REGION_NAME), members: known, isFolded: isFolded === true }];
}
