import type { Point } from '@/lib/stage-layout';
import { boxBetween, idsInside } from './boxes';
import type { Gesture, GesturePort } from './gesture';
import { toCanvas, toScreen } from './viewport';

/** A box from where the pointer came down to where it is; the nodes in it are told whenever they change. */
export function beginBox({ root, view, box, events }: GesturePort, from: Point): Gesture {
  const corner = view.fromWindow(from);
  let told: ReadonlySet<string> = new Set();
  events().onBox(told);
  box.hidden = false;
  const hide = () => {
    box.hidden = true;
  };
  return {
    move(to) {
      const pointer = view.inView(to);
      const { x, y, width, height } = boxBetween(toScreen(corner, view.viewport), pointer);
      Object.assign(box.style, { transform: `translate(${x}px,${y}px)`, width: `${width}px`, height: `${height}px` });
      const inside = idsInside(view.boxes, boxBetween(corner, toCanvas(pointer, view.viewport)));
      if (inside.size === told.size && [...inside].every((id) => told.has(id))) return;
      told = inside;
      events().onBox(inside);
    },
    end() {
      hide();
      // The keyboard goes on from one of them: arrow keys move them all.
      const [first] = told;
      if (first !== undefined) root.querySelector<HTMLElement>(nodeWith(first))?.focus({ preventScroll: true });
    },
    cancel() {
      hide();
      events().onBox(new Set());
    },
  };
}

function nodeWith(id: string): string {
  return `.canvas-node[data-id="${CSS.escape(id)}"]`;
}
