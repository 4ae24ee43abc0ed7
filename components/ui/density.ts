'use client';

import { useSyncExternalStore } from 'react';

export type Density = 'comfortable' | 'compact';

/** How close the rows of tables stand: what `data-density` of the document says. */
export function useDensity(): Density {
  return useSyncExternalStore(subscribe, read, () => 'comfortable' as const);
}

function read(): Density {
  return document.documentElement.dataset['density'] === 'compact' ? 'compact' : 'comfortable';
}

function subscribe(onChange: () => void) {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributeFilter: ['data-density'] });
  return () => observer.disconnect();
}
