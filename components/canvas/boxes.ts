import type { Box } from '@/lib/stage-align';
import type { Point } from '@/lib/stage-layout';

export type Boxes = ReadonlyMap<string, Box>;

/** The box between two corners, whichever they are. */
export function boxBetween(a: Point, b: Point): Box {
  return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
}

export function isInside(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

export function isTouching(a: Box, b: Box): boolean {
  return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
}

/** Larger by so much on each side. */
export function grow({ x, y, width, height }: Box, across: number, down: number): Box {
  return { x: x - across, y: y - down, width: width + 2 * across, height: height + 2 * down };
}

/** Which of them lie wholly in the area. */
export function idsInside(boxes: Boxes, area: Box): Set<string> {
  return new Set([...boxes].filter(([, box]) => isInside(box, area)).map(([id]) => id));
}
