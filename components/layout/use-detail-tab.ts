'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useCallback } from 'react';

/** The open tab of a detail sheet, kept in the URL; the first name is the default. */
export function useDetailTab<Name extends string>(names: readonly [Name, ...Name[]]) {
  const [tab, setTabParam] = useQueryState('tab', parseAsStringLiteral(names).withDefault(names[0]));
  const setTab = useCallback((next: Name) => void setTabParam(() => next), [setTabParam]);
  return [tab as Name, setTab] as const;
}
