'use client';

import { type RefObject, useLayoutEffect, useState } from 'react';
import { useVisit } from './visit';

/** What most windows leave for a table. */
const GUESS = { phone: 390, other: 1280 } as const;

/** In pixels: a guess in the first picture of a page, then what is measured. */
export function useElementWidth(ref: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState<number>(useVisit().isPhone ? GUESS.phone : GUESS.other);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    setWidth(element.clientWidth);
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return width;
}
