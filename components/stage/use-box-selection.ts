'use client';

import type { NodeChange } from '@xyflow/react';
import { useMemo, useRef } from 'react';
import type { FlowNode } from './flow-types';
import { useStageUi } from './stage-ui';

/** Selecting several nodes with a box. What React Flow selects at other times does not count: the inspector follows one node. */
export function useBoxSelection() {
  const isBoxing = useRef(false);
  return useMemo(
    () => ({
      onSelectionStart: () => {
        isBoxing.current = true;
        useStageUi.getState().pick(new Set());
      },
      onSelectionEnd: () => {
        isBoxing.current = false;
      },
      onNodesChange: (changes: readonly NodeChange<FlowNode>[]) => {
        const chosen = changes.filter((change) => change.type === 'select');
        if (!isBoxing.current || chosen.length === 0) return;
        const { picked, pick } = useStageUi.getState();
        const next = new Set(picked);
        for (const { id, selected } of chosen) {
          if (selected) next.add(id);
          else next.delete(id);
        }
        pick(next);
      },
    }),
    [],
  );
}
