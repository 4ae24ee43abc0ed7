'use client';

import type { NodeProps } from '@xyflow/react';
import { Send } from 'lucide-react';
import { memo, useRef } from 'react';
import { toast } from 'sonner';
import { cn } from '@/components/ui/cn';
import { liveStore } from '@/lib/live-store';
import type { ProducerStageNode } from '@/lib/stage-graph';
import { flowOf } from '@/lib/stage-numbers';
import { ClientLine } from './client-line';
import type { ProducerFlowNode } from './flow-types';
import { NodeMarks } from './node-marks';
import { Handles, LiveName, LiveRate } from './node-parts';
import { useNumbers } from './stage-context';

/** A pill with a dial that turns with the rate. */
export const ProducerNodeView = memo(function ProducerNodeView({ data, selected }: NodeProps<ProducerFlowNode>) {
  const { node } = data;
  const isExternal = node.client === null;
  const isFailed = node.client?.state === 'failed';
  return (
    <div
      className={cn(
        'group/node stage-shape relative flex h-[60px] w-[196px] items-center gap-2.5 rounded-full border-[1.5px] border-producer bg-producer-soft pr-4 pl-2 [--kind:var(--producer)]',
        isExternal && 'border-dashed',
        isFailed && 'border-destructive bg-destructive-soft',
        selected && 'outline-2 outline-producer',
      )}
    >
      <Dial node={node} />
      <div className="min-w-0 flex-1 leading-tight">
        <div className="stage-name truncate font-semibold text-[13px]" title={node.name}>
          {node.name}
        </div>
        <ClientLine connection={node.connection} client={node.client} />
        <LiveRate node={node} direction="out" className="stage-detail font-medium text-[11px]" />
      </div>
      <Handles sides="source" sourceHint={isExternal ? null : 'Drag to an exchange to publish there'} />
      <NodeMarks data={data} />
      <LiveName node={node} />
    </div>
  );
});

const DIAL_DECADES = 3.7;

function Dial({ node }: { readonly node: ProducerStageNode }) {
  const ring = useRef<HTMLSpanElement>(null);
  useNumbers(() => {
    const rate = flowOf(node, liveStore.numbers).outPerSecond;
    const level = Math.min(1, Math.log10(rate + 1) / DIAL_DECADES);
    ring.current?.style.setProperty('--level', `${level}turn`);
  });
  const { client } = node;
  const face = <Send aria-hidden className="size-4 text-producer" />;
  return (
    <span ref={ring} className="stage-dial stage-mark flex size-11 shrink-0 items-center justify-center rounded-full">
      <span className={cn('flex size-9 items-center justify-center rounded-full bg-card', client && 'stage-stand-in')}>
        {face}
      </span>
      {client !== null && (
        <button
          type="button"
          aria-label={`Publish one message from ${node.name}`}
          title="Publish one message"
          className="stage-control nodrag nopan flex size-9 items-center justify-center rounded-full bg-card transition-transform hover:scale-108 active:scale-92"
          onClick={(event) => {
            event.stopPropagation();
            liveStore.playground.publish(client.id, 1).catch((failure: Error) => toast.error(failure.message));
          }}
        >
          {face}
        </button>
      )}
    </span>
  );
}
