'use client';

import { useQuery } from '@tanstack/react-query';
import { EntityBody } from '@/components/layout/entity-body';
import { Badge } from '@/components/ui/badge';
import { EmptyState } from '@/components/ui/empty-state';
import { Facts } from '@/components/ui/facts';
import { formatCount, formatRate } from '@/lib/format';
import type { Channel } from '@/lib/management-api';
import { connectionChannelsQuery } from './connection-queries';

export function ConnectionChannels({ name }: { readonly name: string }) {
  const query = useQuery(connectionChannelsQuery(name));
  return (
    <EntityBody query={query} noun="connection">
      {(channels) =>
        channels.length === 0 ? (
          <EmptyState compact title="No channels">
            The client has not opened a channel, so it neither publishes nor consumes.
          </EmptyState>
        ) : (
          <ul className="flex flex-col gap-2">
            {channels.map((channel) => (
              <ChannelCard key={channel.name} channel={channel} />
            ))}
          </ul>
        )
      }
    </EntityBody>
  );
}

function ChannelCard({ channel }: { readonly channel: Channel }) {
  const stats = channel.message_stats;
  return (
    <li className="rounded-md border bg-card p-3">
      <div className="mb-2 flex items-center gap-2">
        <h3 className="font-semibold text-sm">Channel {channel.number}</h3>
        <span className="ml-auto flex gap-1">
          {channel.confirm && <Badge tone="producer">confirms</Badge>}
          {channel.transactional && <Badge>transactions</Badge>}
          {channel.state && <Badge tone="outline">{channel.state}</Badge>}
        </span>
      </div>
      <Facts
        rows={[
          ['Consumers', formatCount(channel.consumer_count)],
          ['Prefetch', channel.prefetch_count === 0 ? 'no limit' : formatCount(channel.prefetch_count), 'prefetch'],
          ['Unacked', formatCount(channel.messages_unacknowledged), 'unacked'],
          ['Unconfirmed', formatCount(channel.messages_unconfirmed), 'confirm'],
          ['Publishes', formatRate(stats?.publish_details?.rate ?? 0)],
          ['Gets', formatRate(stats?.deliver_get_details?.rate ?? 0)],
        ]}
      />
    </li>
  );
}
