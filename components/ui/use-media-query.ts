'use client';

import { useCallback, useSyncExternalStore } from 'react';
import { useVisit } from './visit';

/** Of queries about the width. */
const narrow = /max-width|width </;

/** Whether the query holds: at first as far as it can be guessed from whether this is a phone. */
export function useMediaQuery(query: string): boolean {
  const { isPhone } = useVisit();
  const subscribe = useCallback(
    (onChange: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', onChange);
      return () => list.removeEventListener('change', onChange);
    },
    [query],
  );
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(query).matches,
    () => isPhone && narrow.test(query),
  );
}

export function useIsNarrow(): boolean {
  return useMediaQuery('(max-width: 63.99rem)');
}
