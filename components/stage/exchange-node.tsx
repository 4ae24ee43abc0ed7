'use client';

import { memo, useRef } from 'react';
import { cn } from '@/components/ui/cn';
import { exchangeLabel } from '@/lib/amqp-names';
import { formatCompact } from '@/lib/format';
import { liveStore } from '@/lib/live-store';
import { type ExchangeStageNode, type KeyGroup, nodeId } from '@/lib/stage-graph';
import { ExchangeGlyph } from './exchange-glyph';
import type { ExchangeFlowNode, NodeViewProps } from './flow-types';
import { NodeMarks } from './node-marks';
import { Handles, LiveName, LiveRate } from './node-parts';
import { writeText } from './number-painters';
import { ScheduledMark } from './scheduled-mark';
import { useLiveName } from './stage-context';
import { useStageUi } from './stage-ui';

/** How many followed messages of the last minute found no queue here. */
function Unroutable({ exchange }: { readonly exchange: string }) {
  const text = useRef<HTMLSpanElement>(null);
  useLiveName(() => {
    const count = liveStore.recorder.unroutable(exchange);
    writeText(text.current, count === 0 ? '' : `∅ ${formatCompact(count)}`);
  });
  return (
    <span
      ref={text}
      title="Unroutable, of the messages followed in the last minute"
      className="stage-rate rounded-sm bg-card px-1 text-destructive empty:hidden"
    />
  );
}

const KEYS = 3;

/** What its bindings ask for, and where what none of them takes goes: small print for those who come near. */
function KeyIndex({ node: { keys, exchange } }: { readonly node: ExchangeStageNode }) {
  const { alternateExchange } = exchange;
  const select = useStageUi((state) => state.select);
  if (keys.length === 0 && alternateExchange === null) return null;
  const more = keys.length - KEYS;
  return (
    <div className="stage-near mt-0.5 flex flex-col font-mono text-[8px] text-muted-foreground leading-[10px]">
      {keys.length > 0 && (
        <span className="truncate" title={keys.map(keyLabel).join('\n')}>
          {keys.slice(0, KEYS).map(keyLabel).join(' · ')}
          {more > 0 && ` +${more}`}
        </span>
      )}
      {alternateExchange !== null && (
        <button
          type="button"
          className="nodrag truncate text-left underline decoration-dotted underline-offset-2"
          onClick={(event) => {
            event.stopPropagation();
            select(nodeId.exchange(alternateExchange));
          }}
        >
          else → {alternateExchange}
        </button>
      )}
    </div>
  );
}

function keyLabel({ key, bindings }: KeyGroup): string {
  return `${key === '' ? '(empty)' : key}${bindings > 1 ? ` ×${bindings}` : ''}`;
}

/** A hexagon: keys are looked at here, and copies leave on the right. */
export const ExchangeNodeView = memo(function ExchangeNodeView({ data, selected }: NodeViewProps<ExchangeFlowNode>) {
  const { node } = data;
  const { exchange } = node;
  return (
    <div className="group/node relative h-[76px] w-[204px] [--kind:var(--exchange)]">
      <svg viewBox="0 0 204 76" aria-hidden className="stage-shape absolute inset-0 size-full overflow-visible">
        <path
          d="M21 1.5H183L202.5 38 183 74.5H21L1.5 38Z"
          className={cn('fill-exchange-soft stroke-exchange', selected ? 'stroke-[3]' : 'stroke-[1.5]')}
          strokeLinejoin="round"
          strokeDasharray={exchange.durable || node.name === '' ? undefined : '7 4'}
        />
      </svg>
      <div className="relative flex h-full items-center gap-2.5 pr-6 pl-5">
        <span className="stage-glyph flex size-8 shrink-0 items-center justify-center rounded-md bg-card text-exchange">
          <ExchangeGlyph type={exchange.type} name={node.name} className="size-5" />
        </span>
        <div className="min-w-0 flex-1 leading-tight">
          <div className={cn('stage-name truncate font-semibold', node.name === '' && 'italic')} title={node.name}>
            {exchangeLabel(node.name).replace(/[()]/g, '')}
          </div>
          <div className="stage-detail mt-0.5 flex gap-2 text-[11px] text-muted-foreground">
            <span>{node.name === '' ? 'by queue name' : exchange.type}</span>
            {exchange.internal && <span>internal</span>}
            {exchange.autoDelete && <span title="Deleted with its last binding">auto</span>}
          </div>
          <div className="mt-0.5 flex items-center gap-2.5 font-medium text-[11px]">
            <ExchangeGlyph
              type={exchange.type}
              name={node.name}
              className="stage-far-glyph size-6 shrink-0 text-exchange"
            />
            <LiveRate node={node} direction="in" className="stage-rate" />
            <LiveRate node={node} direction="out" className="stage-detail" />
            <Unroutable exchange={node.name} />
            {exchange.type === 'x-delayed-message' && <ScheduledMark exchange={node.name} />}
          </div>
          <KeyIndex node={node} />
        </div>
      </div>
      <Handles
        targetHint="Messages come in here"
        sourceHint={node.name === '' ? null : 'Drag to a queue or an exchange to bind'}
      />
      <NodeMarks data={data} />
      <LiveName node={node} />
    </div>
  );
});
