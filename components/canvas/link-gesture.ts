import { curveBetween, svgPath } from '@/lib/stage-curve';
import type { Point } from '@/lib/stage-layout';
import { endAt, nearestEnd, otherSide, type Side } from './ends';
import { type Gesture, type GesturePort, idAround } from './gesture';
import { panAtRim } from './rim-pan';

/** How near to the end of a node a line is drawn to it, in units of the canvas. */
const MAGNET = 44;

export interface LinkFrom {
  readonly id: string;
  readonly side: Side;
}

/** The handle that an element belongs to. */
export function handleAround(element: Element | null): LinkFrom | null {
  const handle = element?.closest<HTMLElement>('.canvas-handle') ?? null;
  const id = idAround(handle, '.canvas-node');
  return handle === null || id === null ? null : { id, side: handle.dataset['side'] as Side };
}

/** A line that is being drawn from a handle, by dragging or by click and click. */
export function beginLink(port: GesturePort, { id, side }: LinkFrom): Gesture {
  const { root, view, link, events } = port;
  let pointer: Point = { x: 0, y: 0 };
  let aimed: Element | null = null;
  const accepts = (other: string) =>
    side === 'source' ? events().canConnect(id, other) : events().canConnect(other, id);

  /** By its end, or by the body of the node under the pointer. */
  const targetAt = (at: Point): string | null => {
    const near = nearestEnd(view.boxes, view.fromWindow(at), { side: otherSide(side), radius: MAGNET, accepts });
    if (near !== null) return near;
    const under = idAround(document.elementFromPoint(at.x, at.y), '.canvas-node');
    return under !== null && accepts(under) ? under : null;
  };

  const mark = (target: string | null) => {
    const node = target === null ? null : root.querySelector(`.canvas-node[data-id="${CSS.escape(target)}"]`);
    link.toggleAttribute('data-valid', target !== null);
    if (node === aimed) return;
    aimed?.removeAttribute('data-aimed');
    node?.setAttribute('data-aimed', '');
    aimed = node;
  };

  const draw = () => {
    const own = view.boxes.get(id);
    if (own === undefined) return;
    const target = targetAt(pointer);
    const box = target === null ? undefined : view.boxes.get(target);
    const here = endAt(own, side);
    const there = box === undefined ? view.fromWindow(pointer) : endAt(box, otherSide(side));
    link.setAttribute('d', svgPath(side === 'source' ? curveBetween(here, there) : curveBetween(there, here)));
    mark(target);
  };

  const rim = panAtRim(view, draw);
  const stop = () => {
    rim.stop();
    mark(null);
    link.removeAttribute('d');
    delete root.dataset['linking'];
  };
  root.dataset['linking'] = '';
  return {
    move(to) {
      pointer = to;
      rim.at(to);
      draw();
    },
    end(at) {
      const target = targetAt(at);
      stop();
      if (target === null) return;
      const [source, destination] = side === 'source' ? [id, target] : [target, id];
      events().onConnect(source, destination, at);
    },
    cancel: stop,
  };
}
