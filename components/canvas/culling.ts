import { around, type Box } from '@/lib/stage-align';
import type { Size } from '@/lib/stage-layout';
import { type Boxes, grow, isInside, isTouching } from './boxes';
import { type Viewport, visibleBox } from './viewport';

/** A drawn area so many times as wide as the view is worth to be made smaller. */
const TOO_WIDE = 5;
/** Lines swing out so far from the box around their ends. */
const SWING = 160;

/** What is drawn when only a part is: what is in view, and as much around it as is soon in view. */
export function areaAround(view: Viewport, size: Size): Box {
  const seen = visibleBox(view, size);
  return grow(seen, seen.width / 2, seen.height / 2);
}

/** Whether the area, once drawn, still does for this view. */
export function isEnough(area: Box, view: Viewport, size: Size): boolean {
  const seen = visibleBox(view, size);
  return isInside(seen, area) && area.width < seen.width * TOO_WIDE;
}

/** Whether a line between two nodes may be seen in the area. */
export function crossesArea(area: Box, source: Box, target: Box): boolean {
  const both = around([source, target], SWING);
  return both !== null && isTouching(both, area);
}

/** Which nodes are drawn; those that are kept are, wherever they stand. */
export function drawnIn(area: Box | null, boxes: Boxes, kept: ReadonlySet<string>): (id: string) => boolean {
  return (id) => {
    const box = boxes.get(id);
    return area === null || kept.has(id) || (box !== undefined && isTouching(box, area));
  };
}
