import type { Box } from '@/lib/stage-align';
import type { Point } from '@/lib/stage-layout';
import type { Boxes } from './boxes';

/** Lines leave a node at the middle of its right side, the source, and come in at the middle of its left, the target. */
export type Side = 'source' | 'target';

export function endAt({ x, y, width, height }: Box, side: Side): Point {
  return { x: side === 'source' ? x + width : x, y: y + height / 2 };
}

export function otherSide(side: Side): Side {
  return side === 'source' ? 'target' : 'source';
}

export interface Magnet {
  readonly side: Side;
  /** How near an end has to be to draw a line to itself. */
  readonly radius: number;
  readonly accepts: (id: string) => boolean;
}

/** The node whose end is the nearest to this point; null when none that accepts is near enough. */
export function nearestEnd(boxes: Boxes, at: Point, { side, radius, accepts }: Magnet): string | null {
  let found: string | null = null;
  let nearest = radius;
  for (const [id, box] of boxes) {
    const end = endAt(box, side);
    const distance = Math.hypot(end.x - at.x, end.y - at.y);
    if (distance > nearest || !accepts(id)) continue;
    nearest = distance;
    found = id;
  }
  return found;
}
