'use client';

import { useEffect, useSyncExternalStore } from 'react';
import { themeStorageKey } from './theme-script';

export type ThemeChoice = 'system' | 'light' | 'dark';

const darkQuery = '(prefers-color-scheme: dark)';
const listeners = new Set<() => void>();

function readChoice(): ThemeChoice {
  try {
    const stored = localStorage.getItem(themeStorageKey);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    return 'system';
  }
}

function applyTheme() {
  const choice = readChoice();
  const resolved = choice === 'system' ? (window.matchMedia(darkQuery).matches ? 'dark' : 'light') : choice;
  document.documentElement.dataset['theme'] = resolved;
  for (const listener of listeners) listener();
}

function setTheme(choice: ThemeChoice) {
  try {
    localStorage.setItem(themeStorageKey, choice);
  } catch {
    document.documentElement.dataset['theme'] = choice === 'system' ? 'light' : choice;
    return;
  }
  applyTheme();
}

function subscribe(onChange: () => void) {
  listeners.add(onChange);
  return () => {
    listeners.delete(onChange);
  };
}

export function useTheme(): readonly [ThemeChoice, (choice: ThemeChoice) => void] {
  const choice = useSyncExternalStore(subscribe, readChoice, () => 'system' as const);
  return [choice, setTheme];
}

/** Follows the system's theme and the choice made in another tab. */
export function useThemeSync() {
  useEffect(() => {
    const media = window.matchMedia(darkQuery);
    media.addEventListener('change', applyTheme);
    window.addEventListener('storage', applyTheme);
    return () => {
      media.removeEventListener('change', applyTheme);
      window.removeEventListener('storage', applyTheme);
    };
  }, []);
}
