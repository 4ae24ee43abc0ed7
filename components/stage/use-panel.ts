'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useCallback } from 'react';

export const panelTabs = ['events', 'messages', 'charts', 'wire', 'code'] as const;

export type PanelTab = (typeof panelTabs)[number];

/** Which tab of the panel under the stage is open; it is in the URL. */
export function usePanel() {
  const [tab, setParam] = useQueryState('panel', parseAsStringLiteral(panelTabs));
  const setTab = useCallback((next: PanelTab | null) => void setParam(next), [setParam]);
  const toggle = useCallback(() => void setParam((current) => (current === null ? 'events' : null)), [setParam]);
  return { tab, setTab, toggle };
}

export type Panel = ReturnType<typeof usePanel>;
