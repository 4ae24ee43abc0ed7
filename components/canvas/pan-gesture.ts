import type { Point } from '@/lib/stage-layout';
import type { Gesture, GesturePort } from './gesture';
import { type Fingers, pinch } from './viewport';

/** The view goes with the pointer. */
export function beginPan({ root, view, events }: GesturePort, from: Point): Gesture {
  let last = from;
  root.dataset['panning'] = '';
  events().onUserMove();
  const stop = () => {
    delete root.dataset['panning'];
  };
  return {
    move(to) {
      view.pan({ x: to.x - last.x, y: to.y - last.y });
      last = to;
    },
    end: stop,
    cancel: stop,
  };
}

export interface Pinch {
  move(fingers: Fingers): void;
}

/** The view goes with two fingers. */
export function beginPinch({ view, events }: GesturePort, from: Fingers): Pinch {
  let last = from;
  events().onUserMove();
  return {
    move(fingers) {
      const inView = ([a, b]: Fingers): Fingers => [view.inView(a), view.inView(b)];
      view.set(pinch(view.viewport, inView(last), inView(fingers), view));
      last = fingers;
    },
  };
}
