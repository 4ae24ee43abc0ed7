'use client';

import { choiceParam } from '@/lib/url-params';
import { useUrlParam } from '@/lib/url-state';

/** The open tab of a detail sheet, kept in the URL; the first name is the default. */
export function useDetailTab<Name extends string>(names: readonly [Name, ...Name[]]) {
  return useUrlParam('tab', choiceParam(names).withDefault(names[0]));
}
