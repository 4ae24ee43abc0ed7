import type { Box } from './stage-align';
import { type Curve, curveBetween, overheadCurve, verticalCurve } from './stage-curve';
import type { StageEdge } from './stage-graph';
import type { Point } from './stage-layout';
import { curveAround, type Detour, deadLetterCurve, deadLetterOverhead } from './stage-ways';

/** What decides how a line runs. */
export interface Course {
  /** Where the nodes at its ends stand. */
  readonly source: Box;
  readonly target: Box;
  /** Around nodes that are in its way. */
  readonly detour: Detour | undefined;
  /** Of dead letters: whether it goes over the nodes. */
  readonly isOverhead: boolean;
}

/** From the right side of one node to the left side of the other, or over, under and around them. */
export function curveOf(kind: StageEdge['kind'], { source, target, detour, isOverhead }: Course): Curve {
  switch (kind) {
    case 'dead-letter':
      return isOverhead ? deadLetterOverhead(source, target) : deadLetterCurve(source, target);
    case 'reply':
      return overheadCurve(roofOf(source), roofOf(target));
    case 'alternate':
      return target.y > source.y
        ? verticalCurve(floorOf(source), roofOf(target))
        : verticalCurve(roofOf(source), floorOf(target));
    default: {
      const from = { x: source.x + source.width, y: source.y + source.height / 2 };
      const to = { x: target.x, y: target.y + target.height / 2 };
      return detour === undefined ? curveBetween(from, to) : curveAround(from, to, detour);
    }
  }
}

function roofOf({ x, y, width }: Box): Point {
  return { x: x + width / 2, y };
}

function floorOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height };
}
