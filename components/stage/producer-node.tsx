'use client';

import { memo } from 'react';
import { cn } from '@/components/ui/cn';
import { formatCompact } from '@/lib/format';
import type { PlaygroundClient } from '@/lib/live-events';
import { ClientLine } from './client-line';
import type { NodeViewProps, ProducerFlowNode } from './flow-types';
import { NodeMarks } from './node-marks';
import { Handles, LiveName, LiveRate } from './node-parts';
import { ProducerDial } from './producer-dial';

/** A pill with a dial that turns with the rate. */
export const ProducerNodeView = memo(function ProducerNodeView({ data, selected }: NodeViewProps<ProducerFlowNode>) {
  const { node } = data;
  const isExternal = node.client === null;
  const isFailed = node.client?.state === 'failed';
  return (
    <div
      className={cn(
        'group/node stage-shape relative flex stage-pill h-[72px] w-[196px] items-center gap-2.5 rounded-full border-[1.5px] border-producer bg-producer-soft [--kind:var(--producer)]',
        isExternal && 'border-dashed',
        isFailed && 'border-destructive bg-destructive-soft',
        selected && 'outline-2 outline-producer',
      )}
    >
      <ProducerDial node={node} />
      <div className="min-w-0 flex-1 leading-tight">
        <div className="stage-name truncate font-semibold" title={node.name}>
          {node.name}
        </div>
        <ClientLine connection={node.connection} client={node.client} isBlocked={node.isBlocked} />
        <div className="flex items-center gap-2 font-medium text-[11px]">
          <LiveRate node={node} direction="out" className="stage-rate" />
          <Confirms client={node.client} />
        </div>
      </div>
      <Handles sourceHint={isExternal ? null : 'Drag to an exchange to publish there'} />
      <NodeMarks data={data} />
      <LiveName node={node} />
    </div>
  );
});

/** What the broker has not confirmed yet, and what came back because no queue wanted it. */
function Confirms({ client }: { readonly client: PlaygroundClient | null }) {
  if (client === null) return null;
  const waiting = Math.max(0, client.published - client.confirmed);
  return (
    <>
      {waiting > 1 && (
        <span title="Waiting for the broker's confirm" className="stage-detail">
          {formatCompact(waiting)}…
        </span>
      )}
      {client.returned > 0 && (
        <span title="Returned: mandatory, and no queue wanted them" className="stage-detail text-warning">
          ↩ {formatCompact(client.returned)}
        </span>
      )}
    </>
  );
}
