import type { Point } from '@/lib/stage-layout';
import { beginBox } from './box-gesture';
import { beginDrag } from './drag-gesture';
import { type Begin, type Gesture, type GesturePort, idAround } from './gesture';
import { beginLink, handleAround } from './link-gesture';
import { beginPan, beginPinch, type Pinch } from './pan-gesture';
import type { Fingers } from './viewport';

/** A pointer that moves less than this clicks. Fingers are less sure. */
const MOUSE_SLOP_PX = 3;
const FINGER_SLOP_PX = 8;
const MIDDLE = 1;

/** What a pointer that comes down here does once it moves; null when that is none of the canvas's business. */
function meant(port: GesturePort, { target, button, shiftKey }: PointerEvent): Begin | null {
  if (!(target instanceof Element)) return null;
  if (button === MIDDLE) return (at) => beginPan(port, at);
  if (button !== 0) return null;
  const handle = port.isConnectable() ? handleAround(target) : null;
  if (handle !== null) return () => beginLink(port, handle);
  if (target.closest('.nodrag') !== null) return null;
  if (shiftKey) return (at) => beginBox(port, at);
  const node = idAround(target, '.canvas-node');
  return node === null ? (at) => beginPan(port, at) : (at) => beginDrag(port, node, at);
}

const placeOf = ({ clientX, clientY }: PointerEvent): Point => ({ x: clientX, y: clientY });

/** From pointers that come down on the canvas to gestures: one pointer drags, two fingers pinch. */
export class Pointers {
  readonly #port: GesturePort;
  /** Those that are down, and where they are. */
  readonly #down = new Map<number, Point>();
  #from: Point = { x: 0, y: 0 };
  #begin: Begin | null = null;
  #gesture: Gesture | null = null;
  #pinch: Pinch | null = null;
  /** The pointer is still down, but its gesture is over. */
  #wasCancelled = false;

  constructor(port: GesturePort) {
    this.#port = port;
  }

  onDown(event: PointerEvent): void {
    // The end of a former pointer was never told, because the page was away.
    if (event.isPrimary && this.#down.size > 0) this.#forget();
    const begin = meant(this.#port, event);
    if (begin === null || this.#down.size > 1) return;
    this.#wasCancelled = false;
    this.#down.set(event.pointerId, placeOf(event));
    if (this.#down.size === 1) this.#wait(placeOf(event), begin);
    else this.#startPinch();
  }

  onMove(event: PointerEvent): void {
    if (!this.#down.has(event.pointerId)) return;
    const at = placeOf(event);
    this.#down.set(event.pointerId, at);
    if (this.#pinch !== null) return this.#pinch.move(this.#fingers());
    const slop = event.pointerType === 'touch' ? FINGER_SLOP_PX : MOUSE_SLOP_PX;
    if (this.#begin !== null && Math.hypot(at.x - this.#from.x, at.y - this.#from.y) >= slop) {
      this.#gesture = this.#begin(this.#from);
      this.#begin = null;
    }
    this.#gesture?.move(at);
  }

  onUp(event: PointerEvent): void {
    if (!this.#down.delete(event.pointerId)) return;
    const [left] = this.#down.values();
    if (this.#pinch !== null) {
      this.#pinch = null;
      swallowClick();
      // The finger that stays goes on to move the view.
      if (left !== undefined) this.#wait(left, (at) => beginPan(this.#port, at));
      return;
    }
    this.#begin = null;
    const gesture = this.#gesture;
    this.#gesture = null;
    if (gesture === null && this.#wasCancelled) swallowClick();
    if (gesture === null) return;
    if (event.type === 'pointercancel') return gesture.cancel();
    swallowClick();
    gesture.move(placeOf(event));
    gesture.end(placeOf(event));
  }

  /** Calls off what is under way. False when nothing is. */
  cancel(): boolean {
    const gesture = this.#gesture;
    this.#begin = null;
    this.#gesture = null;
    this.#wasCancelled = gesture !== null;
    gesture?.cancel();
    return gesture !== null;
  }

  #forget(): void {
    this.cancel();
    this.#down.clear();
    this.#pinch = null;
  }

  #wait(from: Point, begin: Begin): void {
    this.#from = from;
    this.#begin = begin;
  }

  #startPinch(): void {
    this.cancel();
    this.#pinch = beginPinch(this.#port, this.#fingers());
  }

  #fingers(): Fingers {
    const [a = { x: 0, y: 0 }, b = a] = this.#down.values();
    return [a, b];
  }
}

/** What was dragged was not clicked: the click that the browser makes of it reaches nobody. */
function swallowClick(): void {
  const swallow = (event: MouseEvent) => event.stopPropagation();
  window.addEventListener('click', swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }));
}
