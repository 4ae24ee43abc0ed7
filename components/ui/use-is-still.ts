'use client';

import { useSyncExternalStore } from 'react';
import { useMediaQuery } from './use-media-query';

/** Whether nothing should move: the system asks for it, or the settings of this browser do. */
export function useIsStill(): boolean {
  const isSystemStill = useMediaQuery('(prefers-reduced-motion: reduce)');
  const isChosen = useSyncExternalStore(subscribe, read, () => false);
  return isSystemStill || isChosen;
}

function read(): boolean {
  return document.documentElement.dataset['motion'] === 'reduced';
}

function subscribe(onChange: () => void) {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributeFilter: ['data-motion'] });
  return () => observer.disconnect();
}
