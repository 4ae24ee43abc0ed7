'use client';

import { ChevronRight } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { HeldSlots } from '@/components/playground/held-slots';
import { cn } from '@/components/ui/cn';
import { formatCompact, formatRate } from '@/lib/format';
import { liveStore } from '@/lib/live-store';
import type { StageNode } from '@/lib/stage-graph';
import { flowOf, heldBy, labelOf, waitingOf, workWords } from '@/lib/stage-numbers';
import { ConsumerMark } from './consumer-mark';
import { NodeIcon } from './node-icon';
import { writeText } from './number-painters';
import { ScheduledMark } from './scheduled-mark';
import { useLiveName } from './stage-context';
import { StageMenu } from './stage-menu';
import { useStageUi } from './stage-ui';

export interface OutlineRowProps {
  readonly node: StageNode;
  readonly isNested?: boolean;
  /** Has a switch that opens and closes what is under it. */
  readonly hasChildren?: boolean;
  readonly children?: ReactNode;
}

export function OutlineRow({ node, isNested = false, hasChildren = false, children }: OutlineRowProps) {
  const select = useStageUi((state) => state.select);
  const [isOpen, setOpen] = useState(true);
  const isSelected = useStageUi((state) => state.selection === node.id);
  const name = labelOf(node);
  return (
    <li className={cn('flex flex-col', isNested && 'ml-4 border-l pl-2 sm:ml-6 sm:pl-3')}>
      <div className={cn('flex min-h-11 items-center gap-2 px-2 sm:px-3', isSelected && 'bg-accent/50')}>
        {hasChildren && (
          <button
            type="button"
            data-fold
            aria-expanded={isOpen}
            aria-label={`What belongs to ${name}`}
            onClick={() => setOpen(!isOpen)}
            className="-ml-1 flex size-6 shrink-0 items-center justify-center rounded-sm text-muted-foreground hover:bg-muted"
          >
            <ChevronRight aria-hidden className={cn('size-4 transition-transform', isOpen && 'rotate-90')} />
          </button>
        )}
        <NodeIcon node={node} size="sm" />
        <button
          type="button"
          data-stage-id={node.id}
          onClick={() => select(node.id)}
          className="min-h-6 min-w-0 truncate rounded-sm text-left font-medium text-sm hover:underline"
        >
          {name}
        </button>
        {node.kind === 'exchange' && node.name !== '' && (
          <span className="text-muted-foreground text-xs max-sm:hidden">{node.exchange.type}</span>
        )}
        {node.kind === 'exchange' && node.exchange.type === 'x-delayed-message' && (
          <span className="shrink-0 text-xs">
            <ScheduledMark exchange={node.name} />
          </span>
        )}
        {node.kind === 'consumer' && <ConsumerMark state={node.state} />}
        <Numbers node={node} />
        <StageMenu node={node} name={name} />
      </div>
      {node.kind === 'consumer' && node.byHand && node.client !== null && (
        <div className="flex flex-wrap items-center gap-2 px-3 pb-2 pl-10">
          <HeldSlots client={node.client} />
        </div>
      )}
      {isOpen && children}
    </li>
  );
}

/** Once a second is enough for a list that is read, not watched. */
function Numbers({ node }: { readonly node: StageNode }) {
  const text = useRef<HTMLSpanElement>(null);
  useLiveName(() => writeText(text.current, numbersOf(node)));
  return <span ref={text} className="ml-auto max-w-1/2 shrink-0 pl-2 text-right text-muted-foreground text-xs" />;
}

function numbersOf(node: StageNode): string {
  const { numbers } = liveStore;
  const { inPerSecond, outPerSecond } = flowOf(node, numbers);
  switch (node.kind) {
    case 'frame':
    case 'producer':
      return formatRate(outPerSecond);
    case 'exchange':
      return `${formatRate(inPerSecond)} in`;
    case 'queue': {
      const { ready, unacked } = numbers.queue(node.name);
      const counts = [`${formatCompact(ready)} ready`, ...(unacked === 0 ? [] : [`${formatCompact(unacked)} unacked`])];
      return [...counts, ...(node.queue.isPaused ? ['paused'] : []), ...waitingOf(node.name, numbers)].join(', ');
    }
    case 'consumer':
      if (node.noAck) return formatRate(inPerSecond);
      return [`${formatCompact(heldBy(node, numbers))} held`, ...workWords(node, numbers)].join(', ');
  }
}
