'use client';

import { useCallback } from 'react';
import { textParam } from '@/lib/url-params';
import { useUrlParam, useUrlParams } from '@/lib/url-state';

const vhostParam = textParam.withDefault('/').withHistory('push');
const params = { vhost: vhostParam, selected: textParam, q: textParam };

/** The virtual host of this page, kept in the URL. */
export function useVHost() {
  return useUrlParam('vhost', vhostParam);
}

/** Goes to another virtual host; what was chosen and filtered stays behind. */
export function useSwitchVHost() {
  const [, setParams] = useUrlParams(params);
  return useCallback((vhost: string) => setParams({ vhost, selected: null, q: null }), [setParams]);
}
