'use client';

import { useQuery } from '@tanstack/react-query';
import { Cable } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { ConnectLink } from '@/components/connect/connect-link';
import { ResourceBody } from '@/components/layout/resource-body';
import { ResourcePage } from '@/components/layout/resource-page';
import { TableTools } from '@/components/layout/table-tools';
import { useTableState } from '@/components/layout/use-table-state';
import { useVHost } from '@/components/layout/use-vhost';
import { useRights } from '@/components/session/use-rights';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterInput } from '@/components/ui/filter-input';
import type { Channel } from '@/lib/management-api';
import { channelColumns } from './channel-columns';
import { channelsQuery } from './connection-queries';

/** Every channel of a vhost; a press leads to its connection. */
export function ChannelsView() {
  const [vhost] = useVHost();
  const router = useRouter();
  const { isMonitor } = useRights(vhost);
  const table = useTableState('name');
  const query = useQuery(channelsQuery(vhost));
  const needle = table.filter.toLowerCase();
  const isShown = useCallback(({ name, user }: Channel) => `${name} ${user}`.toLowerCase().includes(needle), [needle]);

  function open(channel: Channel) {
    const selected = channel.connection_details?.name ?? channel.name.replace(/ \(\d+\)$/, '');
    router.push(`/connections?${new URLSearchParams({ vhost, selected, tab: 'channels' })}`);
  }

  return (
    <ResourcePage
      title="Channels"
      explained="channel"
      count={query.data?.length ?? null}
      hasSheet={false}
      toolbar={
        <>
          <FilterInput
            label="Filter channels"
            value={table.filter}
            onValueChange={table.setFilter}
            className="w-full @lg:w-72"
          />
          <TableTools columns={channelColumns} table={table} />
        </>
      }
    >
      <ResourceBody query={query} label="channels">
        {(channels) => (
          <DataTable
            label={`Channels of ${vhost}`}
            columns={channelColumns}
            rows={channels}
            isShown={isShown}
            rowKey={(channel) => channel.name}
            rowLabel={(channel) => `Open the connection of channel ${channel.name}`}
            sort={table.sort}
            onSortChange={table.setSort}
            hidden={table.hidden}
            selectedKey={null}
            onSelect={open}
            empty={
              channels.length === 0 ? (
                <EmptyState
                  icon={<Cable aria-hidden className="size-10" />}
                  title={isMonitor ? 'No channels yet' : 'No channel of yours'}
                  action={<ConnectLink vhost={vhost} />}
                >
                  A channel is a conversation inside a connection: a client opens one to publish or to consume.
                </EmptyState>
              ) : (
                <EmptyState title="No channel matches">The filter looks at names and users.</EmptyState>
              )
            }
          />
        )}
      </ResourceBody>
    </ResourcePage>
  );
}
