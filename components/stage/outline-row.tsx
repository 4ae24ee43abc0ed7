'use client';

import { type ReactNode, useRef } from 'react';
import { HeldSlots } from '@/components/playground/held-slots';
import { cn } from '@/components/ui/cn';
import { exchangeLabel } from '@/lib/amqp-names';
import { formatCompact, formatRate } from '@/lib/format';
import { liveStore } from '@/lib/live-store';
import type { StageNode } from '@/lib/stage-graph';
import { flowOf, heldBy } from '@/lib/stage-numbers';
import { NodeIcon } from './node-icon';
import { writeText } from './number-painters';
import { useLiveName } from './stage-context';
import { StageMenu } from './stage-menu';
import { useStageUi } from './stage-ui';

export interface OutlineRowProps {
  readonly node: StageNode;
  readonly isNested?: boolean;
  readonly prefix?: ReactNode;
  readonly children?: ReactNode;
}

export function OutlineRow({ node, isNested = false, prefix, children }: OutlineRowProps) {
  const select = useStageUi((state) => state.select);
  const isSelected = useStageUi((state) => state.selection === node.id);
  const name = node.kind === 'exchange' ? exchangeLabel(node.name) : node.name;
  return (
    <li className={cn('flex flex-col', isNested && 'ml-4 border-l pl-2 sm:ml-6 sm:pl-3')}>
      <div
        className={cn(
          'flex min-h-11 items-center gap-2 px-2 sm:px-3',
          prefix !== undefined && 'max-sm:flex-wrap max-sm:gap-y-0 max-sm:pt-2',
          isSelected && 'bg-accent/50',
        )}
      >
        {prefix}
        <NodeIcon node={node} size="sm" />
        <button
          type="button"
          onClick={() => select(node.id)}
          className="min-w-0 truncate rounded-sm text-left font-medium text-sm hover:underline"
        >
          {name}
        </button>
        {node.kind === 'exchange' && node.name !== '' && (
          <span className="text-muted-foreground text-xs max-sm:hidden">{node.exchange.type}</span>
        )}
        <Numbers node={node} />
        <StageMenu node={node} name={name} />
      </div>
      {node.kind === 'consumer' && node.byHand && node.client !== null && (
        <div className="flex flex-wrap items-center gap-2 px-3 pb-2 pl-10">
          <HeldSlots client={node.client} />
        </div>
      )}
      {children}
    </li>
  );
}

/** Once a second is enough for a list that is read, not watched. */
function Numbers({ node }: { readonly node: StageNode }) {
  const text = useRef<HTMLSpanElement>(null);
  useLiveName(() => writeText(text.current, numbersOf(node)));
  return <span ref={text} className="ml-auto shrink-0 pl-2 text-muted-foreground text-xs" />;
}

function numbersOf(node: StageNode): string {
  const { numbers } = liveStore;
  const { inPerSecond, outPerSecond } = flowOf(node, numbers);
  switch (node.kind) {
    case 'producer':
      return formatRate(outPerSecond);
    case 'exchange':
      return `${formatRate(inPerSecond)} in`;
    case 'queue': {
      const { ready, unacked } = numbers.queue(node.name);
      return `${formatCompact(ready)} ready${unacked === 0 ? '' : `, ${formatCompact(unacked)} unacked`}`;
    }
    case 'consumer':
      return node.noAck ? formatRate(inPerSecond) : `${formatCompact(heldBy(node, numbers))} held`;
  }
}
