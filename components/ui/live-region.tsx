'use client';

import { useEffect, useState } from 'react';

const intervalMs = 2000;
const listeners = new Set<(message: string) => void>();
let waiting: string | null = null;
let timer: ReturnType<typeof setTimeout> | null = null;
let spokenAt = 0;

function speak() {
  timer = null;
  if (waiting === null) return;
  spokenAt = Date.now();
  for (const listener of listeners) listener(waiting);
  waiting = null;
}

/** Tells a screen reader, at most once in two seconds; of several messages the last one is spoken. */
export function announce(message: string): void {
  waiting = message;
  if (timer === null) timer = setTimeout(speak, Math.max(50, spokenAt + intervalMs - Date.now()));
}

export function LiveRegion() {
  const [message, setMessage] = useState('');
  useEffect(() => {
    listeners.add(setMessage);
    return () => {
      listeners.delete(setMessage);
    };
  }, []);
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {message}
    </div>
  );
}
