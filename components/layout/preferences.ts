'use client';

import { useSyncExternalStore } from 'react';

/** How this browser shows things; each is an attribute of the document, which style sheets and components read. */
export const preferenceKeys = { density: 'warren:density', motion: 'warren:motion' } as const;

export type Preference = keyof typeof preferenceKeys;

const listeners = new Set<() => void>();

function readPreference(preference: Preference): string | null {
  return document.documentElement.dataset[preference] ?? null;
}

/** Null goes back to what is usual. */
export function setPreference(preference: Preference, value: string | null): void {
  const { dataset } = document.documentElement;
  if (value === null) delete dataset[preference];
  else dataset[preference] = value;
  try {
    if (value === null) localStorage.removeItem(preferenceKeys[preference]);
    else localStorage.setItem(preferenceKeys[preference], value);
  } catch {
    // Storage is forbidden: it holds for this page only.
  }
  for (const listener of listeners) listener();
}

function subscribe(onChange: () => void) {
  listeners.add(onChange);
  return () => {
    listeners.delete(onChange);
  };
}

export function usePreference(preference: Preference): string | null {
  return useSyncExternalStore(
    subscribe,
    () => readPreference(preference),
    () => null,
  );
}
