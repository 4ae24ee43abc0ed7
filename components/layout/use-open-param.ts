'use client';

import { flagParam } from '@/lib/url-params';
import { useUrlParam } from '@/lib/url-state';

const openParam = flagParam.withDefault(false);

/** Whether a dialog of the page is open, kept in the URL so that a link can open it. */
export function useOpenParam(name: string) {
  return useUrlParam(name, openParam);
}
