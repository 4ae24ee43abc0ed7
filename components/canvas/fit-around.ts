import { around, type Box } from '@/lib/stage-align';
import type { Point, Size } from '@/lib/stage-layout';
import { isTouching } from './boxes';
import { clamp, type Fit, fitBox, type Viewport } from './viewport';

/** What is in the way of a fit, and what is to be seen when not everything can be. */
export interface Surroundings {
  /** Parts of the view that something else lies over, in pixels from its corner. */
  readonly covers: readonly Box[];
  /** Where on the canvas to look when not all of it can be shown. */
  readonly focus: Point | null;
}

/** Each try is so much further away than the one before. */
const STEP = 0.98;
/** Further away than this, something may rather be covered. */
const WORST = 0.72;

/**
 * The viewport nearest by from which all boxes are seen and nothing lies over them. When even the least zoom of the fit
 * is too near for that, as much as there is room for, about the focus.
 */
export function fitAround(boxes: readonly Box[], size: Size, fit: Fit, { covers, focus }: Surroundings): Viewport {
  const all = around(boxes, 0);
  if (all === null) return { x: 0, y: 0, zoom: 1 };
  const near = fitBox(all, size, fit);
  const room = { across: size.width - fit.left - fit.right, down: size.height - fit.top - fit.bottom };
  if (all.width * near.zoom > room.across + 1 || all.height * near.zoom > room.down + 1) {
    return lookAt(focus ?? middleOf(all), all, size, { fit, zoom: near.zoom });
  }
  for (let { zoom } = near; zoom >= Math.max(near.zoom * WORST, fit.minZoom); zoom *= STEP) {
    const [width, height] = [all.width * zoom, all.height * zoom];
    for (const top of starts(height, size.height, fit.top, fit.bottom)) {
      for (const left of starts(width, size.width, fit.left, fit.right)) {
        const view = { x: left - all.x * zoom, y: top - all.y * zoom, zoom };
        if (isClear(boxes, view, covers)) return view;
      }
    }
  }
  return near;
}

/** From the middle of the room to its ends. */
const WAYS: readonly number[] = [0, -0.33, 0.33, -0.67, 0.67, -1, 1];

/** Where something so long may begin: as near to the middle as can be. */
function starts(length: number, whole: number, before: number, after: number): number[] {
  const last = Math.max(before, whole - after - length);
  const best = clamp((whole - length) / 2, before, last);
  return WAYS.map((way) => best + (way < 0 ? best - before : last - best) * way);
}

function isClear(boxes: readonly Box[], { x, y, zoom }: Viewport, covers: readonly Box[]): boolean {
  return !boxes.some((box) => {
    const drawn = { x: box.x * zoom + x, y: box.y * zoom + y, width: box.width * zoom, height: box.height * zoom };
    return covers.some((cover) => isTouching(drawn, cover));
  });
}

/** With this point in the middle, as far as that leaves no room unused at the ends. */
function lookAt(at: Point, all: Box, size: Size, { fit, zoom }: { fit: Fit; zoom: number }): Viewport {
  const place = (start: number, length: number, wanted: number, whole: number, ends: readonly [number, number]) => {
    const [before, after] = ends;
    const last = whole - after - length * zoom;
    const begin = last >= before ? clamp((whole - length * zoom) / 2, before, last) : null;
    return (begin ?? clamp(whole / 2 - (wanted - start) * zoom, last, before)) - start * zoom;
  };
  return {
    x: place(all.x, all.width, at.x, size.width, [fit.left, fit.right]),
    y: place(all.y, all.height, at.y, size.height, [fit.top, fit.bottom]),
    zoom,
  };
}

function middleOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}
