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
const FIRST_LOAD_MS = 1_200;

let isFirstPictureDone = false;
const waiting = new Set<() => void>();

function onFirstPictureDone() {
  isFirstPictureDone = true;
  for (const run of waiting) run();
  waiting.clear();
}

if (typeof window !== 'undefined') {
  const wait = () => setTimeout(onFirstPictureDone, FIRST_LOAD_MS);
  if (document.readyState === 'complete') wait();
  else window.addEventListener('load', wait, { once: true });
}

/** Runs it when the first picture of the page is done and the browser has time; the function that is given back calls it off. */
export function runWhenIdle(run: () => void): () => void {
  let cancel = () => {};
  const start = () => {
    // Safari does not tell when it is idle.
    if (typeof requestIdleCallback === 'undefined') {
      run();
      return;
    }
    const request = requestIdleCallback(run, { timeout: TIMEOUT_MS });
    cancel = () => cancelIdleCallback(request);
  };
  if (isFirstPictureDone) start();
  else waiting.add(start);
  return () => {
    waiting.delete(start);
    cancel();
  };
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
      if (isFirstPictureDone) return ask();
      return runWhenIdle(ask);
    }, [ask]);
    return { part, ask };
  };
}
