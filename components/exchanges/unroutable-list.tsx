'use client';

import { useQuery } from '@tanstack/react-query';
import { EntityBody } from '@/components/layout/entity-body';
import { Term } from '@/components/ui/term';
import { formatCount, formatTime, plural } from '@/lib/format';
import type { UnroutableEntry } from '@/lib/management-api';
import { unroutableQuery } from './exchange-queries';

export interface UnroutableListProps {
  readonly vhost: string;
  readonly exchange: string;
}

/** The keys for which an exchange found no queue, who used them, and how often. */
export function UnroutableList({ vhost, exchange }: UnroutableListProps) {
  const query = useQuery(unroutableQuery({ vhost, name: exchange }));
  return (
    <EntityBody query={query} noun="exchange">
      {({ count, items, forgotten_count: forgotten }) => (
        <div className="flex flex-col gap-3">
          <p className="text-muted-foreground text-sm">
            {plural(count, 'message')} were <Term name="unroutable">unroutable</Term>: dropped, or returned to
            publishers that asked for it with the mandatory flag. Bind a queue with a key that matches, or give the
            exchange an alternate exchange.
          </p>
          <ol aria-label="Unroutable messages" className="divide-y rounded-md border bg-card">
            {items.map((entry) => (
              <Entry key={`${entry.publisher?.connection_name} ${entry.routing_key} ${entry.first_at}`} entry={entry} />
            ))}
          </ol>
          {forgotten > 0 && (
            <p className="text-muted-foreground text-xs">
              {formatCount(forgotten)} more were longer ago: the last hundred pairs of key and publisher are kept.
            </p>
          )}
        </div>
      )}
    </EntityBody>
  );
}

function Entry({
  entry: { routing_key: key, count, last_at: lastAt, publisher },
}: {
  readonly entry: UnroutableEntry;
}) {
  return (
    <li className="flex items-baseline gap-3 px-3 py-2 text-sm">
      <div className="min-w-0 flex-1">
        <p className="break-all font-medium font-mono">
          {key === '' ? <span className="text-muted-foreground">no key</span> : key}
        </p>
        <p className="break-all text-muted-foreground text-xs">
          {publisherText(publisher)}, last at {formatTime(lastAt)}
        </p>
      </div>
      <span className="shrink-0 tabular-nums">{formatCount(count)}</span>
    </li>
  );
}

function publisherText(publisher: UnroutableEntry['publisher']): string {
  if (publisher === undefined) return 'from a client of another user';
  if (publisher === null) return 'from the management API or the broker itself';
  const { name, connection_name: connection, user } = publisher;
  return `from ${name === null ? connection : `${name} (${connection})`} of user ${user}`;
}
