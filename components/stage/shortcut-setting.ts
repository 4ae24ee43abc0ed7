'use client';

import { useSyncExternalStore } from 'react';

const KEY = 'warren:stage-shortcuts';
const listeners = new Set<() => void>();

/** Single-letter keys can be switched off, for people whose speech input or habits press them by accident. */
export function shortcutsAreOn(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}

export function setShortcuts(on: boolean): void {
  try {
    localStorage.setItem(KEY, on ? 'on' : 'off');
  } catch {
    // Storage is forbidden: the setting stays as it is.
  }
  for (const listener of listeners) listener();
}

export function useShortcutSetting(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    shortcutsAreOn,
    () => true,
  );
}
