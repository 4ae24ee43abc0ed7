'use client';

import { type RefObject, useEffect, useLayoutEffect } from 'react';
import { useCanvasView } from '@/components/canvas/canvas-context';

/** Below this the controls on nodes are smaller than 24 px. */
const SMALL = 0.708;
/** From here on down the type for near by would be smaller than 11 px on the screen. */
const AWAY = 0.85;
/** And these are where the larger types of stage-far.css would be. */
const FAR = 0.62;
const VERY_FAR = 0.43;
/** From here on small print can be read. */
const NEAR = 1.25;

/**
 * The further away, the less is shown, in larger type, so that all that is shown can be read: first without small print,
 * then names with one number each. From near by there is more to read. Set as classes, without a render.
 */
export function useFarClass(wrapper: RefObject<HTMLElement | null>): void {
  const view = useCanvasView();
  // A render may write the classes of the wrapper anew.
  useLayoutEffect(() => apply(wrapper.current, view.viewport.zoom));
  useEffect(
    () =>
      view.subscribe((now, former) => {
        if (now.zoom !== former.zoom) apply(wrapper.current, now.zoom);
      }),
    [view, wrapper],
  );
}

function apply(element: HTMLElement | null, zoom: number): void {
  element?.classList.toggle('is-small', zoom < SMALL);
  element?.classList.toggle('is-away', zoom < AWAY);
  element?.classList.toggle('is-far', zoom < FAR);
  element?.classList.toggle('is-very-far', zoom < VERY_FAR);
  element?.classList.toggle('is-near', zoom >= NEAR);
}
