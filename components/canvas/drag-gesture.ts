import type { Point } from '@/lib/stage-layout';
import type { Moves } from './canvas-types';
import type { Gesture, GesturePort } from './gesture';
import { panAtRim } from './rim-pan';

/** A node goes with the pointer, and all that are selected go along if it is one of them. */
export function beginDrag({ view, events, selected }: GesturePort, id: string, from: Point): Gesture {
  const ids = selected().has(id) ? [...selected()].filter((other) => view.boxes.has(other)) : [id];
  const began = new Map(ids.map((other) => [other, view.boxes.get(other) ?? { x: 0, y: 0 }]));
  const origin = view.fromWindow(from);
  let pointer = from;
  const follow = () => {
    const now = view.fromWindow(pointer);
    const moved = ({ x, y }: Point) => ({ x: x + now.x - origin.x, y: y + now.y - origin.y });
    events().onDrag(new Map([...began].map(([other, at]) => [other, moved(at)])));
  };
  const rim = panAtRim(view, follow);
  const stop = () => {
    rim.stop();
    events().onDragEnd(ids);
  };
  events().onDragStart();
  return {
    move(to) {
      pointer = to;
      rim.at(to);
      follow();
    },
    end: stop,
    cancel: stop,
  };
}

const STEP = 5;
const LONG_STEP = 20;

const directions: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** Where an arrow key moves the selected nodes to; null for any other key, and while none is selected. */
export function stepsOf(
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  boxes: ReadonlyMap<string, Point>,
  selected: ReadonlySet<string>,
): Moves | null {
  const direction = directions[key];
  if (direction === undefined || selected.size === 0) return null;
  const length = shiftKey ? LONG_STEP : STEP;
  const moves = new Map<string, Point>();
  for (const id of selected) {
    const at = boxes.get(id);
    if (at !== undefined) moves.set(id, { x: at.x + direction.x * length, y: at.y + direction.y * length });
  }
  return moves;
}
