'use client';

import { useEffect } from 'react';
import { textParam } from '@/lib/url-params';
import { useUrlParam } from '@/lib/url-state';
import { useStageUi } from './stage-ui';

/** Another page may lead to one thing on the stage: it is selected once, and the address forgets it. */
export function useSelectedParam(): void {
  const [selected, setSelected] = useUrlParam('selected', textParam);
  useEffect(() => {
    if (selected === null) return;
    useStageUi.getState().select(selected);
    setSelected(null);
  }, [selected, setSelected]);
}
