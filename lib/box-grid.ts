import type { Box } from './stage-align';

/** About the size of a node. */
const CELL = 160;

/** Boxes by the cells that they touch, so that what is near is found without looking at all. */
export class BoxGrid {
  readonly #cells = new Map<number, Box[]>();

  constructor(boxes: readonly Box[]) {
    for (const box of boxes) this.add(box);
  }

  add(box: Box): void {
    for (const key of keysOf(box)) {
      const cell = this.#cells.get(key);
      if (cell === undefined) this.#cells.set(key, [box]);
      else cell.push(box);
    }
  }

  remove(box: Box): void {
    for (const key of keysOf(box)) {
      const cell = this.#cells.get(key) ?? [];
      const index = cell.indexOf(box);
      if (index >= 0) cell.splice(index, 1);
    }
  }

  /** Whether any box but the excepted one lies on this one. */
  covers(box: Box, except?: Box): boolean {
    return keysOf(box).some((key) =>
      this.#cells.get(key)?.some((other) => other !== except && overlap(box, other) > 0),
    );
  }

  /** How much of a box is covered. A box that lies in two cells counts in both: it is only to be compared. */
  areaOver(box: Box): number {
    let area = 0;
    for (const key of keysOf(box)) for (const other of this.#cells.get(key) ?? []) area += overlap(box, other);
    return area;
  }
}

function keysOf({ x, y, width, height }: Box): number[] {
  const keys: number[] = [];
  for (let column = Math.floor(x / CELL); column <= Math.floor((x + width) / CELL); column += 1) {
    for (let row = Math.floor(y / CELL); row <= Math.floor((y + height) / CELL); row += 1) {
      keys.push(column * 100_003 + row);
    }
  }
  return keys;
}

/** The area that two boxes share. */
function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}
