import { type RefObject, useEffect } from 'react';
import { ClickLinking } from './click-linking';
import type { GesturePort } from './gesture';
import { Pointers } from './pointers';
import { wheelFactor } from './viewport';

/** Listens to pointers, the wheel and Escape on one canvas, for as long as it is mounted. */
export function useGestures(port: RefObject<GesturePort | null>): void {
  useEffect(() => (port.current === null ? undefined : listen(port.current)), [port]);
}

function listen(port: GesturePort): () => void {
  const { root } = port;
  const left = new AbortController();
  const { signal } = left;
  const pointers = new Pointers(port);
  const linking = new ClickLinking(port);
  const isWithin = ({ target }: Event) => target instanceof Node && root.contains(target);
  root.addEventListener(
    'pointerdown',
    (event) => {
      port.view.hold(true);
      pointers.onDown(event);
    },
    { signal },
  );
  window.addEventListener(
    'pointermove',
    (event) => {
      pointers.onMove(event);
      linking.onMove(event);
    },
    { signal },
  );
  for (const kind of ['pointerup', 'pointercancel'] as const) {
    window.addEventListener(
      kind,
      (event) => {
        port.view.hold(false);
        pointers.onUp(event);
      },
      { signal },
    );
  }
  // The middle button moves the view; it does not begin to scroll the page.
  root.addEventListener('mousedown', (event) => event.button === 1 && event.preventDefault(), { signal });
  root.addEventListener('click', (event) => linking.onClick(event) && event.stopPropagation(), {
    capture: true,
    signal,
  });
  window.addEventListener('pointerdown', (event) => !isWithin(event) && linking.cancel(), { signal });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    const [isDrag, isLink] = [pointers.cancel(), linking.cancel()];
    if (isDrag || isLink) event.stopImmediatePropagation();
  };
  window.addEventListener('keydown', onKeyDown, { capture: true, signal });
  root.addEventListener('wheel', (event) => onWheel(event, port), { passive: false, signal });
  return () => {
    pointers.cancel();
    linking.cancel();
    port.view.hold(false);
    left.abort();
  };
}

function onWheel(event: WheelEvent, { view, events }: GesturePort): void {
  const isInText = event.target instanceof Element && event.target.closest('.nowheel') !== null;
  if (isInText && !event.ctrlKey) return;
  event.preventDefault();
  events().onUserMove();
  view.zoom(view.inView({ x: event.clientX, y: event.clientY }), wheelFactor(event));
}
