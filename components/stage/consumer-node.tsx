'use client';

import { Download } from 'lucide-react';
import { memo, useRef } from 'react';
import { HeldSlots } from '@/components/playground/held-slots';
import { cn } from '@/components/ui/cn';
import { formatCompact, formatMs, formatPercent } from '@/lib/format';
import { liveStore } from '@/lib/live-store';
import type { ConsumerStageNode } from '@/lib/stage-graph';
import { heldBy } from '@/lib/stage-numbers';
import { ClientLine } from './client-line';
import { ConsumerMark } from './consumer-mark';
import type { ConsumerFlowNode, NodeViewProps } from './flow-types';
import { NodeMarks } from './node-marks';
import { Handles, LiveName, LiveRate } from './node-parts';
import { writeText } from './number-painters';
import { useNumbers } from './stage-context';

const SLOTS = 12;
const SLOT_PX = 14;

/** A card with one slot for each delivery that it may hold. */
export const ConsumerNodeView = memo(function ConsumerNodeView({ data, selected }: NodeViewProps<ConsumerFlowNode>) {
  const { node } = data;
  const isExternal = node.client === null;
  const isFailed = node.client?.state === 'failed';
  return (
    <div
      className={cn(
        'group/node stage-shape relative flex w-[244px] flex-col justify-center gap-1.5 rounded-lg border-[1.5px] border-consumer bg-consumer-soft px-3 [--kind:var(--consumer)]',
        node.byHand ? 'h-[140px]' : 'h-[84px]',
        isExternal && 'border-dashed',
        isFailed && 'border-destructive bg-destructive-soft',
        selected && 'outline-2 outline-consumer',
      )}
    >
      <div className="stage-stack flex items-start gap-2 leading-tight">
        <Download aria-hidden className="stage-detail -mr-0.5 size-3.5 shrink-0 translate-y-px text-consumer" />
        <div className="min-w-0 max-w-full flex-1">
          <div className="flex items-center gap-1">
            <span className="stage-name truncate font-semibold" title={node.name}>
              {node.name}
            </span>
            <ConsumerMark state={node.state} />
          </div>
          <ClientLine connection={node.connection} client={node.client} />
        </div>
        <div className="flex shrink-0 flex-col items-end text-[11px]">
          <LiveRate node={node} direction="in" className="stage-rate font-medium" />
          <WorkOf node={node} />
        </div>
      </div>
      {node.byHand && node.client !== null ? (
        <>
          <div className="stage-control flex flex-col gap-1.5">
            <HeldSlots client={node.client} />
          </div>
          <div className="stage-stand-in">
            <PrefetchSlots node={node} />
          </div>
        </>
      ) : (
        <PrefetchSlots node={node} />
      )}
      <Handles targetHint="Drop a queue here to consume from it" />
      <NodeMarks data={data} />
      <LiveName node={node} />
    </div>
  );
});

/** How long it takes for a message, and how many of them it refuses. */
function WorkOf({ node }: { readonly node: ConsumerStageNode }) {
  const time = useRef<HTMLSpanElement>(null);
  const failed = useRef<HTMLSpanElement>(null);
  useNumbers(() => {
    const work = liveStore.numbers.workOf(...node.members);
    writeText(time.current, work === null ? '' : `${formatMs(work.msPerJob)}/job`);
    writeText(failed.current, work === null || work.failed === 0 ? '' : `✗ ${formatPercent(work.failed)}`);
  });
  return (
    <span className="stage-detail flex gap-1.5 whitespace-nowrap text-muted-foreground">
      <span
        ref={failed}
        title="Rejected or negatively acknowledged, of what it settled lately"
        className="text-destructive"
      />
      <span ref={time} title="The mean time from delivery to settlement, lately" />
    </span>
  );
}

function PrefetchSlots({ node }: { readonly node: ConsumerStageNode }) {
  const filled = useRef<HTMLSpanElement>(null);
  const count = useRef<HTMLSpanElement>(null);
  const limit = node.prefetchCount;
  const isSlotted = limit > 0 && limit <= SLOTS;
  useNumbers(() => {
    const held = heldBy(node, liveStore.numbers);
    writeText(count.current, formatCompact(held));
    if (filled.current === null) return;
    const full = limit > 0 ? limit : Math.max(SLOTS, held);
    const width = isSlotted ? Math.min(held, SLOTS) * SLOT_PX : Math.min(1, held / full) * SLOTS * SLOT_PX;
    filled.current.style.width = `${width}px`;
  });
  if (node.noAck) {
    return <div className="stage-detail text-[11px] text-muted-foreground">automatic ack: holds nothing</div>;
  }
  return (
    <div className="stage-held flex items-center justify-between gap-2 text-[11px] text-muted-foreground leading-none">
      <span
        aria-hidden
        className={cn('relative block h-[11px]', !isSlotted && 'overflow-hidden rounded-full bg-card')}
        style={{ width: (isSlotted ? limit : 9) * SLOT_PX }}
      >
        {isSlotted && <span className="stage-slots absolute inset-y-0 left-0 w-full [--slot:var(--card)]" />}
        <span
          ref={filled}
          className={cn(
            'absolute inset-y-0 left-0',
            isSlotted ? 'stage-slots [--slot:var(--unacked)]' : 'rounded-full bg-unacked',
          )}
        />
      </span>
      <span className="stage-detail whitespace-nowrap">
        <span ref={count} className="font-semibold text-foreground" />
        {limit === 0 ? ' held, no limit' : ` / ${formatCompact(limit)}`}
      </span>
    </div>
  );
}
