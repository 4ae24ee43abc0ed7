'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowDownToLine } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { ConnectLink } from '@/components/connect/connect-link';
import { ResourceBody } from '@/components/layout/resource-body';
import { ResourcePage } from '@/components/layout/resource-page';
import { TableTools } from '@/components/layout/table-tools';
import { useTableState } from '@/components/layout/use-table-state';
import { useVHost } from '@/components/layout/use-vhost';
import { Badge } from '@/components/ui/badge';
import { DataTable } from '@/components/ui/data-table';
import type { Column } from '@/components/ui/data-table-model';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterInput } from '@/components/ui/filter-input';
import { SecondLine } from '@/components/ui/second-line';
import { formatCount } from '@/lib/format';
import type { ConsumerDetails } from '@/lib/management-api';
import { consumersQuery } from './connection-queries';

function channelOf({ channel_details: channel }: ConsumerDetails) {
  return 'name' in channel ? channel : null;
}

const keyOf = (consumer: ConsumerDetails) =>
  `${consumer.queue.name}\n${consumer.consumer_tag}\n${channelOf(consumer)?.name ?? ''}`;

const columns: readonly Column<ConsumerDetails>[] = [
  {
    id: 'queue',
    header: 'Queue',
    sortValue: ({ queue }) => queue.name,
    cell: (consumer, { isCompact }) => (
      <>
        <span className="block truncate font-medium font-mono">{consumer.queue.name}</span>
        {isCompact && (
          <SecondLine>
            <span className="font-mono">{consumer.consumer_tag}</span>, {channelOf(consumer)?.user ?? 'channel gone'}
          </SecondLine>
        )}
      </>
    ),
  },
  {
    id: 'tag',
    header: 'Consumer tag',
    minTableWidth: 560,
    sortValue: (consumer) => consumer.consumer_tag,
    cell: (consumer) => <span className="font-mono">{consumer.consumer_tag}</span>,
  },
  {
    id: 'channel',
    header: 'Channel',
    minTableWidth: 900,
    sortValue: (consumer) => channelOf(consumer)?.name ?? '',
    cell: (consumer) => <span className="font-mono">{channelOf(consumer)?.name ?? 'gone'}</span>,
  },
  {
    id: 'user',
    header: 'User',
    width: '8rem',
    minTableWidth: 640,
    sortValue: (consumer) => channelOf(consumer)?.user ?? '',
    cell: (consumer) => channelOf(consumer)?.user ?? '',
  },
  {
    id: 'ack',
    header: 'Acknowledges',
    explained: 'acknowledge',
    width: '8rem',
    minTableWidth: 720,
    sortValue: (consumer) => Number(consumer.ack_required),
    cell: (consumer) => (
      <span className="flex gap-1">
        <Badge tone="consumer">{consumer.ack_required ? 'by hand' : 'automatic'}</Badge>
        {consumer.exclusive && <Badge>exclusive</Badge>}
      </span>
    ),
  },
  {
    id: 'prefetch',
    header: 'Prefetch',
    width: '7rem',
    align: 'end',
    sortValue: (consumer) => consumer.prefetch_count,
    cell: ({ prefetch_count: count }) =>
      count === 0 ? <span className="text-muted-foreground">no limit</span> : formatCount(count),
  },
];

/** Every consumer of a vhost; a press leads to its queue. */
export function ConsumersView() {
  const [vhost] = useVHost();
  const router = useRouter();
  const table = useTableState('queue');
  const query = useQuery(consumersQuery(vhost));
  const needle = table.filter.toLowerCase();
  const isShown = useCallback((consumer: ConsumerDetails) => keyOf(consumer).toLowerCase().includes(needle), [needle]);
  return (
    <ResourcePage
      title="Consumers"
      explained="consumer"
      count={query.data?.length ?? null}
      hasSheet={false}
      toolbar={
        <>
          <FilterInput
            label="Filter consumers"
            value={table.filter}
            onValueChange={table.setFilter}
            className="w-full @lg:w-72"
          />
          <TableTools columns={columns} table={table} />
        </>
      }
    >
      <ResourceBody query={query} label="consumers">
        {(consumers) => (
          <DataTable
            label={`Consumers of ${vhost}`}
            columns={columns}
            rows={consumers}
            isShown={isShown}
            rowKey={keyOf}
            rowLabel={(consumer) => `Open the queue of consumer ${consumer.consumer_tag}`}
            sort={table.sort}
            onSortChange={table.setSort}
            hidden={table.hidden}
            selectedKey={null}
            onSelect={({ queue }) =>
              router.push(`/queues?${new URLSearchParams({ vhost, selected: queue.name, tab: 'consumers' })}`)
            }
            empty={
              consumers.length === 0 ? (
                <EmptyState
                  icon={<ArrowDownToLine aria-hidden className="size-10" />}
                  title="No consumers yet"
                  action={<ConnectLink vhost={vhost} />}
                >
                  A consumer is a subscription of a channel to a queue: the broker pushes messages to it as they come.
                </EmptyState>
              ) : (
                <EmptyState title="No consumer matches">
                  The filter looks at queues, consumer tags and channels.
                </EmptyState>
              )
            }
          />
        )}
      </ResourceBody>
    </ResourcePage>
  );
}
