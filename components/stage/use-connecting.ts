'use client';

import { useMemo } from 'react';
import type { CanvasEvents } from '@/components/canvas/canvas-types';
import { toast } from '@/components/ui/toast';
import { exchangeLabel } from '@/lib/amqp-names';
import type { StageGraph, StageNode } from '@/lib/stage-graph';
import type { Point } from '@/lib/stage-layout';
import { change } from './stage-operations';
import { useStageUi } from './stage-ui';

type Ends = { readonly source: StageNode; readonly target: StageNode };

/** Connecting two nodes: an exchange binds, a producer of ours publishes elsewhere, a queue feeds a consumer of ours. */
export function useConnecting(graph: StageGraph): Pick<CanvasEvents, 'canConnect' | 'onConnect'> {
  return useMemo(() => {
    const endsOf = (from: string, to: string): Ends | null => {
      const [source, target] = [graph.nodes.get(from), graph.nodes.get(to)];
      return source === undefined || target === undefined || !canConnect(source, target) ? null : { source, target };
    };
    return {
      canConnect: (from, to) => endsOf(from, to) !== null,
      onConnect: (from, to, at) => {
        const ends = endsOf(from, to);
        if (ends !== null) connect(ends, at);
      },
    };
  }, [graph]);
}

function canConnect(source: StageNode, target: StageNode): boolean {
  if (source.kind === 'exchange') {
    if (source.name === '') return false;
    return target.kind === 'queue' || (target.kind === 'exchange' && target.name !== '' && target.id !== source.id);
  }
  if (source.kind === 'producer') return source.client !== null && target.kind === 'exchange';
  return source.kind === 'queue' && target.kind === 'consumer' && target.client !== null;
}

function connect({ source, target }: Ends, at: Point): void {
  if (source.kind === 'exchange' && (target.kind === 'queue' || target.kind === 'exchange')) {
    const binding = { source: source.name, destination: target.name, destinationType: target.kind };
    // Headers need more room than a popover has.
    if (source.exchange.type === 'headers') useStageUi.getState().open({ kind: 'bind', ...binding });
    else useStageUi.getState().bind({ ...binding, at });
    return;
  }
  const failed = (failure: Error) => toast.error(failure.message);
  if (source.kind === 'producer' && source.client?.spec.kind === 'producer' && target.kind === 'exchange') {
    const spec = { ...source.client.spec, exchange: target.name };
    change(source.client, spec, `Publish from ${source.name} to ${exchangeLabel(target.name)}`).catch(failed);
  }
  if (source.kind === 'queue' && target.kind === 'consumer' && target.client?.spec.kind === 'consumer') {
    const spec = { ...target.client.spec, queue: source.name };
    change(target.client, spec, `Consume ${source.name} by ${target.name}`).catch(failed);
  }
}
