'use client';

import { type RefObject, useCallback, useLayoutEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** So many rows above and below the visible ones are there as well. */
const OVERSCAN = 8;
/** The window moves by so many rows at a time: scrolling renders once for several rows. */
const STEP = 4;
/** The header stays on top and covers this much of what lies under it, in pixels. */
const HEADER = 36;

/** So many rows are in the first picture, before it is known how high the table is. */
const FIRST_ROWS = 24;

interface Window {
  readonly first: number;
  readonly last: number;
}

const FIRST_LOOK: Window = { first: 0, last: FIRST_ROWS };

export interface RowWindowOptions {
  readonly scrollRef: RefObject<HTMLElement | null>;
  readonly count: number;
  /** In pixels; all rows are equally high. */
  readonly rowHeight: number;
}

/** Which rows of a long table are near the viewport: `first` to before `last`. */
export function useRowWindow({ scrollRef, count, rowHeight }: RowWindowOptions) {
  const [near, setNear] = useState<Window>(FIRST_LOOK);

  const look = useCallback((): Window => {
    const element = scrollRef.current;
    const top = Math.floor((element?.scrollTop ?? 0) / rowHeight / STEP) * STEP;
    const height = Math.ceil((element?.clientHeight ?? 0) / rowHeight) + STEP;
    return { first: Math.max(0, top - OVERSCAN), last: top + height + OVERSCAN };
  }, [scrollRef, rowHeight]);

  useLayoutEffect(() => {
    const element = scrollRef.current;
    if (!element) return;
    const follow = () => setNear((former) => (isSame(former, look()) ? former : look()));
    // A frame that shows no rows would flash.
    const onScroll = () => flushSync(follow);
    follow();
    element.addEventListener('scroll', onScroll, { passive: true });
    const observer = new ResizeObserver(follow);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', onScroll);
      observer.disconnect();
    };
  }, [scrollRef, look]);

  // Fewer rows than before: the browser scrolls up by itself, and must not show a gap until it has said so.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the number of rows is what it waits for.
  useLayoutEffect(() => {
    setNear((former) => (former.first === 0 || isSame(former, look()) ? former : look()));
  }, [count, look]);

  const scrollTo = useCallback(
    (index: number) => {
      const element = scrollRef.current;
      if (!element) return;
      const top = index * rowHeight;
      const lowest = top + HEADER + rowHeight - element.clientHeight;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (lowest > element.scrollTop) element.scrollTop = lowest;
      setNear(look());
    },
    [scrollRef, rowHeight, look],
  );
  const last = Math.min(count, near.last);
  return { first: Math.min(near.first, last), last, scrollTo };
}

function isSame(a: Window, b: Window): boolean {
  return a.first === b.first && a.last === b.last;
}
