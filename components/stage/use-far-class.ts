'use client';

import { type RefObject, useEffect } from 'react';
import { useCanvasView } from '@/components/canvas/canvas-context';

/** Below this the controls on nodes are smaller than 24 px. */
const SMALL = 0.708;
const FAR = 0.5;
const VERY_FAR = 0.32;
/** From here on small print can be read. */
const NEAR = 1.25;

/** From far away only names are readable, so only names are shown, and larger; from near by there is more to read. Set as classes, without a render. */
export function useFarClass(wrapper: RefObject<HTMLElement | null>): void {
  const view = useCanvasView();
  useEffect(() => {
    const apply = (zoom: number) => {
      wrapper.current?.classList.toggle('is-small', zoom < SMALL);
      wrapper.current?.classList.toggle('is-far', zoom < FAR);
      wrapper.current?.classList.toggle('is-very-far', zoom < VERY_FAR);
      wrapper.current?.classList.toggle('is-near', zoom >= NEAR);
    };
    apply(view.viewport.zoom);
    return view.subscribe((now, former) => {
      if (now.zoom !== former.zoom) apply(now.zoom);
    });
  }, [view, wrapper]);
}
