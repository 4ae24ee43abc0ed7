import { queryOptions } from '@tanstack/react-query';
import { pollMs } from '@/components/session/polling';
import { vhostKey } from '@/components/session/vhost-queries';
import { getConnection, listChannels, listConnectionChannels, listConnections, listConsumers } from '@/lib/api-client';

export const connectionsKey = ['connections'] as const;

export const connectionsQuery = queryOptions({
  queryKey: [...connectionsKey, 'list'],
  queryFn: ({ signal }) => listConnections(signal),
  refetchInterval: (query) => pollMs(query.state.data?.length),
});

export function connectionQuery(name: string) {
  return queryOptions({
    queryKey: [...connectionsKey, 'one', name],
    queryFn: ({ signal }) => getConnection(name, signal),
    refetchInterval: pollMs(),
  });
}

export function connectionChannelsQuery(name: string) {
  return queryOptions({
    queryKey: [...connectionsKey, 'channels', name],
    queryFn: ({ signal }) => listConnectionChannels(name, signal),
    refetchInterval: pollMs(),
  });
}

export function channelsQuery(vhost: string) {
  return queryOptions({
    queryKey: [...vhostKey(vhost), 'channels'],
    queryFn: ({ signal }) => listChannels(vhost, signal),
    refetchInterval: (query) => pollMs(query.state.data?.length),
  });
}

export function consumersQuery(vhost: string) {
  return queryOptions({
    queryKey: [...vhostKey(vhost), 'consumers'],
    queryFn: ({ signal }) => listConsumers(vhost, signal),
    refetchInterval: (query) => pollMs(query.state.data?.length),
  });
}
