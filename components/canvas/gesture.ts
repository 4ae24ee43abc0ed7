import type { Point } from '@/lib/stage-layout';
import type { CanvasEvents } from './canvas-types';
import type { CanvasView } from './canvas-view';

/** What gestures work on. */
export interface GesturePort {
  readonly root: HTMLElement;
  readonly view: CanvasView;
  /** The elements that are drawn on directly: the selection box and the line that is being drawn. */
  readonly box: HTMLElement;
  readonly link: SVGPathElement;
  events(): CanvasEvents;
  selected(): ReadonlySet<string>;
  isConnectable(): boolean;
}

/** A pointer that is down and has moved. Places are of the window. */
export interface Gesture {
  move(to: Point): void;
  /** Let go here. */
  end(at: Point): void;
  /** Taken away: by a second finger, by Escape, or by the system. */
  cancel(): void;
}

/** Begins a gesture where the pointer came down. */
export type Begin = (at: Point) => Gesture;

/** The node or edge that an element belongs to, by its id. */
export function idAround(element: Element | null, selector: string): string | null {
  return element?.closest<HTMLElement>(selector)?.dataset['id'] ?? null;
}
