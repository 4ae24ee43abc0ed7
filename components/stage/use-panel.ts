'use client';

import { useCallback } from 'react';
import { choiceParam } from '@/lib/url-params';
import { useUrlParam } from '@/lib/url-state';

export const panelTabs = ['events', 'messages', 'charts', 'wire', 'code'] as const;

export type PanelTab = (typeof panelTabs)[number];

const panelParam = choiceParam(panelTabs);

/** Which tab of the panel under the stage is open; it is in the URL. */
export function usePanel() {
  const [tab, setTab] = useUrlParam('panel', panelParam);
  const toggle = useCallback(() => setTab(tab === null ? 'events' : null), [tab, setTab]);
  return { tab, setTab, toggle };
}

export type Panel = ReturnType<typeof usePanel>;
