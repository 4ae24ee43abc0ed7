'use client';

import { Maximize2 } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { formatCount, formatRate } from '@/lib/format';
import { liveStore } from '@/lib/live-store';
import type { FrameStageNode } from '@/lib/stage-graph';
import { contentsOf, countsOf, flowOf, labelOf } from '@/lib/stage-numbers';
import { NodeIcon } from './node-icon';
import { foldRegion } from './stage-saved-store';
import { useStageUi } from './stage-ui';
import { Section, Stat, StatGrid } from './stat';

/** A folded frame: what its queues hold together, and what is in it. */
export function FrameInspector({ node }: { readonly node: FrameStageNode }) {
  const select = useStageUi((state) => state.select);
  const { numbers } = liveStore;
  return (
    <>
      <div className="px-5 pb-4">
        <Button size="sm" onClick={() => foldRegion(node.id, false)}>
          <Maximize2 aria-hidden /> Unfold
        </Button>
      </div>
      <Section title="Now">
        <StatGrid>
          <Stat label="Ready" read={() => formatCount(countsOf(node, numbers).ready)} />
          <Stat label="Unacked" read={() => formatCount(countsOf(node, numbers).unacked)} />
          <Stat label="In" read={() => formatRate(flowOf(node, numbers).inPerSecond)} />
          <Stat label="Out" read={() => formatRate(flowOf(node, numbers).outPerSecond)} />
        </StatGrid>
      </Section>
      <Section title={contentsOf(node)}>
        <ul className="flex flex-col gap-1.5 text-sm">
          {node.members.map((member) => (
            <li key={member.id} className="flex items-center gap-2">
              <NodeIcon node={member} size="sm" />
              <button
                type="button"
                className="min-w-0 truncate rounded-sm font-medium hover:underline"
                onClick={() => select(member.id)}
              >
                {labelOf(member)}
              </button>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
