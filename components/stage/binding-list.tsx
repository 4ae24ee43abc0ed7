'use client';

import { Unlink } from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import { exchangeLabel } from '@/lib/amqp-names';
import { formatArgument } from '@/lib/format';
import type { BindingEdge } from '@/lib/live-events';
import { bindingKeyOf } from '@/lib/live-model';
import { useStageUi } from './stage-ui';

export interface BindingListProps {
  readonly bindings: readonly BindingEdge[];
  /** Which end is named in each row; the other one is what the list is about. */
  readonly show: 'source' | 'destination' | 'none';
}

/** Bindings with their keys, each with a button to take it away. */
export function BindingList({ bindings, show }: BindingListProps) {
  const { select, open, isReadOnly } = useStageUi();
  return (
    <ul className="flex flex-col">
      {bindings.map((binding) => {
        const end =
          show === 'source' ? `exchange:${binding.source}` : `${binding.destinationType}:${binding.destination}`;
        const name = show === 'source' ? exchangeLabel(binding.source) : binding.destination;
        return (
          <li key={bindingKeyOf(binding)} className="flex min-h-9 items-center gap-2 text-sm">
            <BindingKey binding={binding} />
            {show !== 'none' && (
              <>
                <span aria-hidden className="text-muted-foreground">
                  {show === 'source' ? '←' : '→'}
                </span>
                <button
                  type="button"
                  onClick={() => select(end)}
                  className="min-w-0 truncate rounded-sm font-medium hover:underline"
                >
                  {name}
                </button>
              </>
            )}
            <IconButton
              size="sm"
              tone="destructive"
              className="ml-auto"
              disabled={isReadOnly}
              label={`Unbind ${binding.destination} from ${binding.source}`}
              onClick={() => open({ kind: 'unbind', bindings: [binding] })}
            >
              <Unlink aria-hidden />
            </IconButton>
          </li>
        );
      })}
    </ul>
  );
}

export function BindingKey({ binding }: { readonly binding: BindingEdge }) {
  const entries = Object.entries(binding.arguments);
  if (entries.length > 0) {
    return (
      <code className="min-w-0 rounded-sm bg-muted px-1.5 py-0.5 font-mono text-xs break-all">
        {entries.map(([name, value]) => `${name}=${formatArgument(value)}`).join(' ')}
      </code>
    );
  }
  return (
    <code className="min-w-0 rounded-sm bg-muted px-1.5 py-0.5 font-mono text-xs break-all">
      {binding.routingKey === '' ? '(empty key)' : binding.routingKey}
    </code>
  );
}
