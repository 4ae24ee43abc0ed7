'use client';

import { parseAsBoolean, useQueryState } from 'nuqs';
import { useCallback } from 'react';

/** Whether a dialog of the page is open, kept in the URL so that a link can open it. */
export function useOpenParam(name: string) {
  const [isOpen, setParam] = useQueryState(name, parseAsBoolean.withDefault(false));
  const setOpen = useCallback((open: boolean) => void setParam(open ? true : null), [setParam]);
  return [isOpen, setOpen] as const;
}
