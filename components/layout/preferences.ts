'use client';

import { useSyncExternalStore } from 'react';
import { type Preference, preferenceKeys } from './preference-keys';

const listeners = new Set<() => void>();

function readPreference(preference: Preference): string | null {
  return document.documentElement.dataset[preference] ?? null;
}

/** Changes how this browser shows things. Null goes back to what is usual. */
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
