import type { Point, Size } from '@/lib/stage-layout';
import type { Boxes } from './boxes';
import { fitAround, type Surroundings } from './fit-around';
import {
  between,
  type Fit,
  panBy,
  toCanvas,
  toScreen,
  type Viewport,
  visibleBox,
  type ZoomRange,
  zoomAt,
} from './viewport';

type Listener = (now: Viewport, former: Viewport) => void;

/**
 * How one canvas is looked at, outside of React: moving the view renders nothing. Whoever draws by the viewport
 * subscribes to it.
 */
export class CanvasView implements ZoomRange {
  readonly minZoom: number;
  readonly maxZoom: number;
  /** Where the nodes stand, as they were drawn last. */
  boxes: Boxes = new Map();
  /** Nothing glides: the view is at once where it goes. */
  isStill = false;
  #viewport: Viewport = { x: 0, y: 0, zoom: 1 };
  #size: Size = { width: 0, height: 0 };
  #element: HTMLElement | null = null;
  #gliding = 0;
  #isHeld = false;
  readonly #listeners = new Set<Listener>();
  readonly #sizeListeners = new Set<() => void>();

  constructor({ minZoom, maxZoom }: ZoomRange) {
    this.minZoom = minZoom;
    this.maxZoom = maxZoom;
  }

  get viewport(): Viewport {
    return this.#viewport;
  }

  get size(): Size {
    return this.#size;
  }

  /** Calls it after each move of the view, until the function that is given back is called. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  readonly onResize = (listener: () => void): (() => void) => {
    this.#sizeListeners.add(listener);
    return () => this.#sizeListeners.delete(listener);
  };

  /** From now on the view is this element; its size is followed. */
  attach(element: HTMLElement): () => void {
    this.#element = element;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = element;
      if (width === this.#size.width && height === this.#size.height) return;
      this.#size = { width, height };
      for (const listener of this.#sizeListeners) listener();
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => {
      observer.disconnect();
      cancelAnimationFrame(this.#gliding);
      this.#element = null;
    };
  }

  /** Where a place of the window is in the view. */
  inView(window: Point): Point {
    const corner = this.#element?.getBoundingClientRect() ?? { x: 0, y: 0 };
    return { x: window.x - corner.x, y: window.y - corner.y };
  }

  /** Where a place of the window is on the canvas. */
  fromWindow(window: Point): Point {
    return toCanvas(this.inView(window), this.#viewport);
  }

  set(viewport: Viewport): void {
    cancelAnimationFrame(this.#gliding);
    this.#move(viewport);
  }

  pan(by: Point): void {
    this.set(panBy(this.#viewport, by));
  }

  zoom(at: Point, factor: number): void {
    this.set(zoomAt(this.#viewport, at, this.#viewport.zoom * factor, this));
  }

  /** Nearer or further away, about the middle. */
  zoomBy(factor: number, ms: number): void {
    const middle = { x: this.#size.width / 2, y: this.#size.height / 2 };
    this.glide(zoomAt(this.#viewport, middle, this.#viewport.zoom * factor, this), ms);
  }

  /** Brings this point of the canvas to the middle. */
  centre(at: Point): void {
    const { x, y, width, height } = visibleBox(this.#viewport, this.#size);
    const from = toScreen({ x: x + width / 2, y: y + height / 2 }, this.#viewport);
    const to = toScreen(at, this.#viewport);
    this.pan({ x: from.x - to.x, y: from.y - to.y });
  }

  /** Brings all nodes into view, or as many as the least zoom allows. */
  fit(fit: Fit, surroundings: Surroundings, ms: number): void {
    if (this.boxes.size === 0 || this.#size.width === 0) return;
    this.glide(fitAround([...this.boxes.values()], this.#size, fit, surroundings), ms);
  }

  glide(to: Viewport, ms: number): void {
    cancelAnimationFrame(this.#gliding);
    if (this.isStill || ms === 0) return this.#move(to);
    const from = this.#viewport;
    let left = ms;
    let former = performance.now();
    const step = (now: number) => {
      if (!this.#isHeld) {
        left = Math.max(0, left - Math.max(0, now - former));
        this.#move(between(from, to, 1 - (left / ms) ** 3));
      }
      former = now;
      if (left > 0) this.#gliding = requestAnimationFrame(step);
    };
    this.#gliding = requestAnimationFrame(step);
  }

  /** While a pointer is down the view does not glide on: what it came down on would slip away from under it. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
  }

  #move(viewport: Viewport): void {
    const former = this.#viewport;
    this.#viewport = viewport;
    for (const listener of this.#listeners) listener(viewport, former);
  }
}
