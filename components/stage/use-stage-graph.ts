'use client';

import { useMemo, useRef } from 'react';
import { useLive } from '@/lib/live-hooks';
import { type StageGraph, shareGraph } from '@/lib/stage-graph';
import { buildGraph } from '@/lib/stage-graph-builder';
import { useStageUi } from './stage-ui';

/** The graph of the joined vhost, or null while its snapshot is on the way. Unchanged parts keep their identity. */
export function useStageGraph(): StageGraph | null {
  const model = useLive((state) => state.model);
  const clients = useLive((state) => state.clients);
  const defaultRoutes = useLive((state) => state.defaultRoutes);
  const replyRoutes = useLive((state) => state.replyRoutes);
  const showAll = useStageUi((state) => state.showAll);
  const previous = useRef<StageGraph | null>(null);
  return useMemo(() => {
    if (model === null) {
      previous.current = null;
      return null;
    }
    previous.current = shareGraph(
      previous.current,
      buildGraph(model, { clients, defaultRoutes, replyRoutes, showAll }),
    );
    return previous.current;
  }, [model, clients, defaultRoutes, replyRoutes, showAll]);
}
