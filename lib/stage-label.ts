import type { Box } from './stage-align';
import { curveBetween, pointOn } from './stage-curve';
import type { StageEdge } from './stage-graph';
import type { Point } from './stage-layout';
import { curveAround, type Detour } from './stage-ways';

/** Half of what a usual label needs, with a little room. */
const HALF = { width: 62, height: 12 } as const;
/** Labels stand above the line, so that messages do not run over them. */
export const LABEL_LIFT = 15;
/** Other places on the line, tried in this order when a node covers the first. */
const ELSEWHERE = [0.76, 0.45, 0.85, 0.3] as const;

/** Where on its line a label is seen: at the wanted part of the way, or beside the nodes that would cover it there. */
export function labelPlace(edge: StageEdge, wanted: number, boxes: ReadonlyMap<string, Box>, detour?: Detour): number {
  const [from, to] = [boxes.get(edge.source), boxes.get(edge.target)];
  if (from === undefined || to === undefined || isUnusual(edge.kind)) return wanted;
  const start = { x: from.x + from.width, y: from.y + from.height / 2 };
  const end = { x: to.x, y: to.y + to.height / 2 };
  const curve = detour === undefined ? curveBetween(start, end) : curveAround(start, end, detour);
  const isFree = (part: number) => {
    const { x, y } = pointOn(curve, part);
    return ![...boxes.values()].some((box) => covers(box, { x, y: y - LABEL_LIFT }));
  };
  return [wanted, ...ELSEWHERE].find(isFree) ?? wanted;
}

/** These have ways of their own. */
function isUnusual(kind: StageEdge['kind']): boolean {
  return kind === 'alternate' || kind === 'dead-letter' || kind === 'reply';
}

function covers({ x, y, width, height }: Box, label: Point): boolean {
  return (
    label.x + HALF.width > x &&
    label.x - HALF.width < x + width &&
    label.y + HALF.height > y &&
    label.y - HALF.height < y + height
  );
}
