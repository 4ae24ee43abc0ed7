'use client';

import { Unlink } from 'lucide-react';
import { useState } from 'react';
import { UnbindDialog } from '@/components/exchanges/unbind-dialog';
import { IconButton } from '@/components/ui/icon-button';
import { exchangeLabel } from '@/lib/amqp-names';
import { formatArgument } from '@/lib/format';
import type { BindingEdge } from '@/lib/live-events';
import { bindingKeyOf } from '@/lib/live-model';
import { useStageUi } from './stage-ui';

export interface BindingListProps {
  readonly vhost: string;
  readonly bindings: readonly BindingEdge[];
  /** Which end is named in each row; the other one is what the list is about. */
  readonly show: 'source' | 'destination' | 'none';
}

/** Bindings with their keys, each with a button to take it away. */
export function BindingList({ vhost, bindings, show }: BindingListProps) {
  const select = useStageUi((state) => state.select);
  const [removing, setRemoving] = useState<BindingEdge | null>(null);
  return (
    <>
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
                label={`Unbind ${binding.destination} from ${binding.source}`}
                onClick={() => setRemoving(binding)}
              >
                <Unlink aria-hidden />
              </IconButton>
            </li>
          );
        })}
      </ul>
      <UnbindDialog
        binding={removing === null ? null : asResource(vhost, removing)}
        onClose={() => setRemoving(null)}
      />
    </>
  );
}

/** The binding as the management API names its parts. */
function asResource(vhost: string, binding: BindingEdge) {
  return {
    vhost,
    source: binding.source,
    destination: binding.destination,
    destination_type: binding.destinationType,
    routing_key: binding.routingKey,
    properties_key: binding.propertiesKey,
  };
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
