import type { Box } from '@/lib/stage-align';
import type { Point, Size } from '@/lib/stage-layout';

/** How a canvas is looked at: its point `p` is drawn at `p * zoom + (x, y)`, in pixels from the corner of the view. */
export interface Viewport extends Point {
  readonly zoom: number;
}

export interface ZoomRange {
  readonly minZoom: number;
  readonly maxZoom: number;
}

/** How everything is brought into view: the free room at each side in pixels, and how near and far at most. */
export interface Fit extends ZoomRange {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

export function toCanvas({ x, y }: Point, view: Viewport): Point {
  return { x: (x - view.x) / view.zoom, y: (y - view.y) / view.zoom };
}

export function toScreen({ x, y }: Point, view: Viewport): Point {
  return { x: x * view.zoom + view.x, y: y * view.zoom + view.y };
}

export function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}

export function panBy(view: Viewport, by: Point): Viewport {
  return { x: view.x + by.x, y: view.y + by.y, zoom: view.zoom };
}

/** Nearer or further away; what is drawn at this place of the view stays there. */
export function zoomAt(view: Viewport, at: Point, wanted: number, { minZoom, maxZoom }: ZoomRange): Viewport {
  const zoom = clamp(wanted, minZoom, maxZoom);
  const fixed = toCanvas(at, view);
  return { x: at.x - fixed.x * zoom, y: at.y - fixed.y * zoom, zoom };
}

type Wheel = Pick<WheelEvent, 'deltaY' | 'deltaMode' | 'ctrlKey'>;

const PER_PIXEL = 0.002;
const PER_LINE = 0.05;
/** Browsers tell of a pinch on a trackpad as of a wheel with Ctrl, in much smaller steps. */
const PINCH = 5;

/** By which factor one turn of the wheel zooms. */
export function wheelFactor({ deltaY, deltaMode, ctrlKey }: Wheel): number {
  const unit = deltaMode === 0 ? PER_PIXEL : deltaMode === 1 ? PER_LINE : 1;
  return 2 ** clamp(-deltaY * unit * (ctrlKey ? PINCH : 1), -1, 1);
}

export type Fingers = readonly [Point, Point];

/** What two fingers hold stays under them, as far as the range of the zoom allows. */
export function pinch(view: Viewport, before: Fingers, now: Fingers, range: ZoomRange): Viewport {
  const [from, to] = [middleOf(before), middleOf(now)];
  const moved = panBy(view, { x: to.x - from.x, y: to.y - from.y });
  return zoomAt(moved, to, view.zoom * (gapOf(now) / gapOf(before)), range);
}

function middleOf([a, b]: Fingers): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

function gapOf([a, b]: Fingers): number {
  return Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));
}

/** The part of the canvas that is in view. */
export function visibleBox(view: Viewport, { width, height }: Size): Box {
  return { ...toCanvas({ x: 0, y: 0 }, view), width: width / view.zoom, height: height / view.zoom };
}

/** The viewport from which all of the box is seen, in the middle if the free room at the sides allows it. */
export function fitBox(box: Box, size: Size, fit: Fit): Viewport {
  const across = Math.max(1, size.width - fit.left - fit.right) / Math.max(1, box.width);
  const down = Math.max(1, size.height - fit.top - fit.bottom) / Math.max(1, box.height);
  const zoom = clamp(Math.min(across, down), fit.minZoom, fit.maxZoom);
  const left = placeOf(box.width * zoom, size.width, fit.left, fit.right);
  const top = placeOf(box.height * zoom, size.height, fit.top, fit.bottom);
  return { x: left - box.x * zoom, y: top - box.y * zoom, zoom };
}

/** Where something so long begins: centred in all, but not in the room that is to stay free at both ends. */
function placeOf(length: number, all: number, before: number, after: number): number {
  const last = all - after - length;
  return last < before ? (before + last) / 2 : clamp((all - length) / 2, before, last);
}

/** On the way from one viewport to another. What both show at one place stays there all the way. */
export function between(from: Viewport, to: Viewport, part: number): Viewport {
  const zoom = from.zoom * (to.zoom / from.zoom) ** part;
  const way = Math.abs(to.zoom - from.zoom) < 1e-6 ? part : (zoom - from.zoom) / (to.zoom - from.zoom);
  return { x: from.x + (to.x - from.x) * way, y: from.y + (to.y - from.y) * way, zoom };
}
