'use client';

import { useCallback, useEffect, useState } from 'react';

const TIMEOUT_MS = 1_500;

export interface Arriving<Part> {
  /** Null until it has come. */
  readonly part: Part | null;
  /** Somebody comes near: bring it now. */
  readonly ask: () => void;
}

/** So long after the page was loaded its first picture is done, and nothing has to wait any more. */
const FIRST_LOAD_MS = 2_000;

function isFirstLoad(): boolean {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const loadedAt = navigation?.loadEventEnd ?? 0;
  return loadedAt === 0 || performance.now() - loadedAt < FIRST_LOAD_MS;
}

/** Makes a hook for code that a page can be shown without: it comes when the browser has time, or when it is asked for. */
export function whenIdle<Part>(load: () => Promise<Part>): () => Arriving<Part> {
  let part: Part | null = null;
  return () => {
    const [, setHere] = useState(false);
    const ask = useCallback(() => {
      void load().then((loaded) => {
        part = loaded;
        setHere(true);
      });
    }, []);
    useEffect(() => {
      if (part !== null) return;
      if (!isFirstLoad()) return ask();
      // Safari does not tell when it is idle.
      if (typeof requestIdleCallback === 'undefined') {
        const timer = setTimeout(ask, TIMEOUT_MS);
        return () => clearTimeout(timer);
      }
      const request = requestIdleCallback(ask, { timeout: TIMEOUT_MS });
      return () => cancelIdleCallback(request);
    }, [ask]);
    return { part, ask };
  };
}
