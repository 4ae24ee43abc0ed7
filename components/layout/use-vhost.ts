'use client';

import { parseAsString, useQueryState } from 'nuqs';

/** The virtual host of this page, kept in the URL. */
export function useVHost() {
  return useQueryState('vhost', parseAsString.withDefault('/').withOptions({ history: 'push' }));
}
