'use client';

import { Maximize2 } from 'lucide-react';
import { memo, useRef } from 'react';
import { cn } from '@/components/ui/cn';
import { formatCompact } from '@/lib/format';
import { liveStore } from '@/lib/live-store';
import type { FrameStageNode } from '@/lib/stage-graph';
import { contentsOf, countsOf } from '@/lib/stage-numbers';
import type { FrameFlowNode, NodeViewProps } from './flow-types';
import { LiveName, LiveRate } from './node-parts';
import { writeText } from './number-painters';
import { useNumbers } from './stage-context';
import { foldRegion } from './stage-saved-store';

/** A folded frame: a stack of cards with what is in it, and what all of its queues hold. */
export const FrameNodeView = memo(function FrameNodeView({ data, selected }: NodeViewProps<FrameFlowNode>) {
  const { node } = data;
  return (
    <div className="group/node relative h-[104px] w-[252px] [--kind:var(--primary)]">
      <span aria-hidden className="stage-region absolute inset-0 translate-x-2 translate-y-2 rounded-xl" />
      <span aria-hidden className="stage-region absolute inset-0 translate-x-1 translate-y-1 rounded-xl bg-card" />
      <div
        className={cn(
          'stage-shape stage-region-title relative flex h-full flex-col justify-center gap-1 rounded-xl px-4',
          selected && 'outline-2 outline-ring',
        )}
      >
        <div className="flex items-center gap-1.5">
          <span className="stage-name min-w-0 flex-1 truncate font-semibold" title={node.name}>
            {node.name}
          </span>
          <button
            type="button"
            aria-label={`Unfold the frame ${node.name}`}
            title="Unfold it (+)"
            onClick={(event) => {
              event.stopPropagation();
              foldRegion(node.id, false);
            }}
            className="nodrag flex size-6.5 shrink-0 items-center justify-center rounded-full hover:bg-muted"
          >
            <Maximize2 aria-hidden className="size-3.5" />
          </button>
        </div>
        <p className="stage-detail truncate text-[11px] text-muted-foreground">{contentsOf(node)}</p>
        <div className="flex items-center gap-2 text-[11px]">
          <Counts node={node} />
          <span className="stage-detail ml-auto flex gap-2 font-medium">
            <LiveRate node={node} direction="in" />
            <LiveRate node={node} direction="out" />
          </span>
        </div>
      </div>
      <LiveName node={node} />
    </div>
  );
});

function Counts({ node }: { readonly node: FrameStageNode }) {
  const text = useRef<HTMLSpanElement>(null);
  useNumbers(() => {
    const { ready, unacked } = countsOf(node, liveStore.numbers);
    writeText(text.current, `${formatCompact(ready)} ready${unacked > 0 ? `, ${formatCompact(unacked)} unacked` : ''}`);
  });
  return <span ref={text} className="stage-rate min-w-0 truncate font-semibold" />;
}
