'use client';

import { parseAsString, useQueryState, useQueryStates } from 'nuqs';
import { useCallback } from 'react';

/** The virtual host of this page, kept in the URL. */
export function useVHost() {
  return useQueryState('vhost', parseAsString.withDefault('/').withOptions({ history: 'push' }));
}

const parsers = { vhost: parseAsString, selected: parseAsString, q: parseAsString };

/** Goes to another virtual host; what was chosen and filtered stays behind. */
export function useSwitchVHost() {
  const [, setParams] = useQueryStates(parsers, { history: 'push' });
  return useCallback(
    (vhost: string) => void setParams({ vhost: vhost === '/' ? null : vhost, selected: null, q: null }),
    [setParams],
  );
}
