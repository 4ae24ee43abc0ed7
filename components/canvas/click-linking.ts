import type { Gesture, GesturePort } from './gesture';
import { beginLink, handleAround } from './link-gesture';

const placeOf = ({ clientX, clientY }: MouseEvent) => ({ x: clientX, y: clientY });

/** Drawing a line without dragging: a click on a handle begins it, the next click ends it where it falls. */
export class ClickLinking {
  readonly #port: GesturePort;
  #gesture: Gesture | null = null;

  constructor(port: GesturePort) {
    this.#port = port;
  }

  /** True when the click was for a line, and for nothing else. */
  onClick(event: MouseEvent): boolean {
    const gesture = this.#gesture;
    this.#gesture = null;
    if (gesture !== null) {
      gesture.end(placeOf(event));
      return true;
    }
    const from = event.target instanceof Element && this.#port.isConnectable() ? handleAround(event.target) : null;
    if (from === null) return false;
    this.#gesture = beginLink(this.#port, from);
    this.#gesture.move(placeOf(event));
    return true;
  }

  onMove(event: PointerEvent): void {
    this.#gesture?.move(placeOf(event));
  }

  cancel(): boolean {
    const gesture = this.#gesture;
    this.#gesture = null;
    gesture?.cancel();
    return gesture !== null;
  }
}
