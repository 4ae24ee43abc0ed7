'use client';

import { ArrowRight, Unlink } from 'lucide-react';
import { useState } from 'react';
import { EntityLink } from '@/components/layout/entity-link';
import { useRights } from '@/components/session/use-rights';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { exchangeLabel } from '@/lib/amqp-names';
import { formatArgument, formatCount } from '@/lib/format';
import type { Binding } from '@/lib/management-api';
import { UnbindDialog } from './unbind-dialog';

export interface BindingListProps {
  readonly bindings: readonly Binding[];
  /** Which end is shown: the other end is where the list stands. */
  readonly end: 'source' | 'destination';
}

const pageSize = 50;

export function BindingList({ bindings, end }: BindingListProps) {
  const [unbinding, setUnbinding] = useState<Binding | null>(null);
  const [shownCount, setShownCount] = useState(pageSize);
  const more = bindings.length - shownCount;
  return (
    <>
      <ul className="divide-y rounded-md border bg-card">
        {bindings.slice(0, shownCount).map((binding) => (
          <BindingRow
            key={`${binding.source}\n${binding.destination_type}\n${binding.destination}\n${binding.properties_key}`}
            binding={binding}
            end={end}
            onUnbind={() => setUnbinding(binding)}
          />
        ))}
      </ul>
      {more > 0 && (
        <Button size="sm" variant="ghost" className="mt-2" onClick={() => setShownCount(shownCount + pageSize * 4)}>
          Show more of {formatCount(more)}
        </Button>
      )}
      <UnbindDialog binding={unbinding} onClose={() => setUnbinding(null)} />
    </>
  );
}

interface BindingRowProps {
  readonly binding: Binding;
  readonly end: 'source' | 'destination';
  readonly onUnbind: () => void;
}

function BindingRow({ binding, end, onUnbind }: BindingRowProps) {
  const { vhost, source, destination, destination_type, routing_key } = binding;
  const rights = useRights(vhost);
  const args = Object.entries(binding.arguments);
  const name = end === 'source' ? source : destination;
  return (
    <li className="flex min-h-10 items-center gap-2 py-1 pr-1.5 pl-3">
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2">
        {end === 'source' && <EntityLink vhost={vhost} kind="exchange" name={source} />}
        <BindingKey text={routing_key} />
        {args.map(([key, value]) => (
          <Badge key={key} mono tone="binding">
            {key}: {formatArgument(value)}
          </Badge>
        ))}
        {end === 'destination' && (
          <>
            <ArrowRight aria-label="to" className="size-3.5 text-binding" />
            <EntityLink vhost={vhost} kind={destination_type} name={destination} />
          </>
        )}
      </div>
      {source === '' ? (
        <span className="pr-1.5 text-muted-foreground text-xs">implicit</span>
      ) : (
        <IconButton
          size="sm"
          tone="destructive"
          label={`Unbind ${exchangeLabel(name)} ${routing_key}`}
          onClick={onUnbind}
          refusal={rights.write(destination) ?? rights.read(source)}
        >
          <Unlink aria-hidden />
        </IconButton>
      )}
    </li>
  );
}

function BindingKey({ text }: { readonly text: string }) {
  return text === '' ? (
    <span className="text-muted-foreground text-xs">no key</span>
  ) : (
    <code className="max-w-full truncate rounded-sm bg-muted px-1.5 py-0.5 font-mono text-xs">{text}</code>
  );
}
