'use client';

import { useEffect, useSyncExternalStore } from 'react';
import { themeStorageKey, themes } from './theme-script';

export type Theme = (typeof themes)[number];
export type ThemeChoice = 'system' | Theme;

const darkQuery = '(prefers-color-scheme: dark)';
const contrastQuery = '(prefers-contrast: more)';
const listeners = new Set<() => void>();

function readChoice(): ThemeChoice {
  try {
    const stored = localStorage.getItem(themeStorageKey);
    return themes.find((theme) => theme === stored) ?? 'system';
  } catch {
    return 'system';
  }
}

function applyTheme() {
  const choice = readChoice();
  document.documentElement.dataset['theme'] = choice === 'system' ? systemTheme() : choice;
  for (const listener of listeners) listener();
}

function systemTheme(): Theme {
  if (window.matchMedia(contrastQuery).matches) return 'contrast';
  return window.matchMedia(darkQuery).matches ? 'dark' : 'light';
}

function setTheme(choice: ThemeChoice) {
  try {
    localStorage.setItem(themeStorageKey, choice);
  } catch {
    document.documentElement.dataset['theme'] = choice === 'system' ? systemTheme() : choice;
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
    const media = [window.matchMedia(darkQuery), window.matchMedia(contrastQuery)];
    for (const query of media) query.addEventListener('change', applyTheme);
    window.addEventListener('storage', applyTheme);
    return () => {
      for (const query of media) query.removeEventListener('change', applyTheme);
      window.removeEventListener('storage', applyTheme);
    };
  }, []);
}
