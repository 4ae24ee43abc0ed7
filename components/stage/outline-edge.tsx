'use client';

import { Unlink } from 'lucide-react';
import { useRef } from 'react';
import { IconButton } from '@/components/ui/icon-button';
import { exchangeLabel } from '@/lib/amqp-names';
import { formatRate } from '@/lib/format';
import { liveStore } from '@/lib/live-store';
import type { StageEdge, StageNode } from '@/lib/stage-graph';
import { edgeRate, labelOf } from '@/lib/stage-numbers';
import { BindingKey } from './binding-list';
import { NodeIcon } from './node-icon';
import { writeText } from './number-painters';
import { askUnbind } from './stage-actions';
import { useLiveName } from './stage-context';
import { StageMenu } from './stage-menu';
import { useStageUi } from './stage-ui';

interface OutlineEdgeProps {
  readonly edge: StageEdge;
  readonly target: StageNode | undefined;
}

const SHOWN = 4;

/** A line of the stage as a row: what it is, where it leads, how much passes, and how to take it away. */
export function OutlineEdge({ edge, target }: OutlineEdgeProps) {
  const { select, isReadOnly } = useStageUi();
  const rate = useRef<HTMLSpanElement>(null);
  useLiveName(() =>
    writeText(rate.current, edge.kind === 'dead-letter' ? '' : formatRate(edgeRate(edge, liveStore.numbers))),
  );
  if (target === undefined) return null;
  const name = labelOf(target);
  return (
    <li className="ml-4 flex min-h-11 items-center gap-2 border-l pr-2 pl-2 max-sm:flex-wrap max-sm:gap-y-0 max-sm:pt-2 sm:ml-6 sm:pr-3 sm:pl-3">
      <span className="flex min-w-0 flex-wrap items-center gap-1 max-sm:basis-full sm:max-w-[45%]">
        <Words edge={edge} />
        <span aria-hidden className="text-muted-foreground">
          →
        </span>
      </span>
      <NodeIcon node={target} size="sm" />
      <button
        type="button"
        data-stage-id={edge.id}
        onClick={() => select(edge.id)}
        className="min-h-6 min-w-0 truncate max-sm:flex-1 rounded-sm text-left font-medium text-sm hover:underline"
      >
        {name}
      </button>
      <span ref={rate} className="ml-auto shrink-0 pl-2 text-muted-foreground text-xs" />
      {edge.kind === 'binding' && edge.bindings.length > 0 && (
        <IconButton
          size="sm"
          tone="destructive"
          tooltip={false}
          disabled={isReadOnly}
          label={`Unbind ${name} from ${exchangeLabel(edge.from)}`}
          onClick={() => askUnbind(edge)}
        >
          <Unlink aria-hidden />
        </IconButton>
      )}
      <StageMenu node={target} name={name} />
    </li>
  );
}

function Words({ edge }: { readonly edge: StageEdge }) {
  if (edge.kind === 'alternate') return <Plain text="alternate, for what cannot be routed" />;
  if (edge.kind === 'reply') return <Plain text="replies" />;
  if (edge.kind === 'dead-letter') {
    return <Plain text={edge.routingKey === null ? 'dead letters' : `dead letters with the key ${edge.routingKey}`} />;
  }
  if (edge.kind !== 'binding') return null;
  if (edge.bindings.length === 0) return <Plain text="by name" />;
  return (
    <>
      {edge.bindings.slice(0, SHOWN).map((binding) => (
        <BindingKey key={binding.propertiesKey} binding={binding} />
      ))}
      {edge.bindings.length > SHOWN && <Plain text={`+${edge.bindings.length - SHOWN}`} />}
    </>
  );
}

function Plain({ text }: { readonly text: string }) {
  return <span className="text-muted-foreground text-xs">{text}</span>;
}
