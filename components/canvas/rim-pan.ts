import type { Point } from '@/lib/stage-layout';
import { driftAt } from './auto-pan';
import type { CanvasView } from './canvas-view';

/** A frame that took longer than this does not make the picture jump. */
const LONGEST_FRAME_MS = 50;

export interface RimPan {
  /** What is dragged is there now. */
  at(window: Point): void;
  stop(): void;
}

/** Moves the view for as long as something is held at its rim, and tells after each step. */
export function panAtRim(view: CanvasView, onPan: () => void): RimPan {
  let place: Point | null = null;
  let request = 0;
  let last = 0;
  const step = (now: number) => {
    request = 0;
    const drift = place === null ? { x: 0, y: 0 } : driftAt(place, view.size);
    if (drift.x === 0 && drift.y === 0) return;
    const took = Math.min(LONGEST_FRAME_MS, Math.max(0, now - last));
    last = now;
    view.pan({ x: drift.x * took, y: drift.y * took });
    onPan();
    request = requestAnimationFrame(step);
  };
  return {
    at(window) {
      place = view.inView(window);
      if (request !== 0) return;
      last = performance.now();
      request = requestAnimationFrame(step);
    },
    stop() {
      cancelAnimationFrame(request);
      place = null;
    },
  };
}
