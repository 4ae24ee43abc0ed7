'use client';

import type { Connection, FinalConnectionState, IsValidConnection } from '@xyflow/react';
import { useCallback, useRef } from 'react';
import { toast } from '@/components/ui/toast';
import { exchangeLabel } from '@/lib/amqp-names';
import type { StageGraph, StageNode } from '@/lib/stage-graph';
import type { FlowEdge } from './flow-types';
import { change } from './stage-operations';
import { useStageUi } from './stage-ui';

type Ends = { readonly source: StageNode; readonly target: StageNode };

/** Connecting two nodes: an exchange binds, a producer of ours publishes elsewhere, a queue feeds a consumer of ours. */
export function useConnecting(graph: StageGraph) {
  const accepted = useRef<Connection | null>(null);

  const endsOf = useCallback(
    (from: string | null | undefined, to: string | null | undefined): Ends | null => {
      const [source, target] = [graph.nodes.get(from ?? ''), graph.nodes.get(to ?? '')];
      return source === undefined || target === undefined || !canConnect(source, target) ? null : { source, target };
    },
    [graph],
  );

  const isValidConnection: IsValidConnection<FlowEdge> = useCallback(
    ({ source, target }) => endsOf(source, target) !== null,
    [endsOf],
  );

  const onConnect = useCallback((connection: Connection) => {
    accepted.current = connection;
  }, []);

  /** Also for a drop on the body of a node, not only on its handle. */
  const onConnectEnd = useCallback(
    (event: MouseEvent | TouchEvent, state?: FinalConnectionState) => {
      const point = 'changedTouches' in event ? event.changedTouches[0] : event;
      const at = { x: point?.clientX ?? 0, y: point?.clientY ?? 0 };
      const under = document.elementFromPoint(at.x, at.y)?.closest<HTMLElement>('.react-flow__node')?.dataset['id'];
      const from = accepted.current?.source ?? state?.fromNode?.id;
      const ends = endsOf(from, accepted.current?.target ?? under);
      accepted.current = null;
      if (ends !== null) connect(ends, at);
    },
    [endsOf],
  );

  return { isValidConnection, onConnect, onConnectEnd };
}

function canConnect(source: StageNode, target: StageNode): boolean {
  if (source.kind === 'exchange') {
    if (source.name === '') return false;
    return target.kind === 'queue' || (target.kind === 'exchange' && target.name !== '' && target.id !== source.id);
  }
  if (source.kind === 'producer') return source.client !== null && target.kind === 'exchange';
  return source.kind === 'queue' && target.kind === 'consumer' && target.client !== null;
}

function connect({ source, target }: Ends, at: { readonly x: number; readonly y: number }): void {
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
