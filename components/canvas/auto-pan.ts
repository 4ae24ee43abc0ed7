import type { Box } from '@/lib/stage-align';
import type { Point, Size } from '@/lib/stage-layout';
import { clamp } from './viewport';

/** From here to the rim of the view, what is dragged takes the view along. */
const RIM_PX = 40;
const FASTEST_PX_PER_MS = 0.9;
/** So far from the rim what has the focus comes to stand. */
const ROOM_PX = 24;

/** How fast the picture moves while something is dragged at this place of the view, in pixels a millisecond. */
export function driftAt({ x, y }: Point, { width, height }: Size): Point {
  return { x: drift(x, width), y: drift(y, height) };
}

function drift(at: number, length: number): number {
  const into = at < RIM_PX ? RIM_PX - at : Math.min(0, length - RIM_PX - at);
  return (clamp(into, -RIM_PX, RIM_PX) / RIM_PX) * FASTEST_PX_PER_MS;
}

/** How far the picture has to move so that this box of the view is seen: not at all when it is. */
export function stepInto({ x, y, width, height }: Box, size: Size): Point {
  return { x: stepAlong(x, width, size.width), y: stepAlong(y, height, size.height) };
}

function stepAlong(from: number, length: number, all: number): number {
  const to = from + length;
  const isLonger = length > all - 2 * ROOM_PX;
  // Of what is longer than the view a part is enough.
  if (isLonger ? from < all && to > 0 : from >= 0 && to <= all) return 0;
  if (isLonger) return from >= all ? ROOM_PX - from : all - ROOM_PX - to;
  return from < 0 ? ROOM_PX - from : all - ROOM_PX - to;
}
