import { queryOptions } from '@tanstack/react-query';
import { pollMs } from '@/components/session/polling';
import { vhostKey } from '@/components/session/vhost-queries';
import { type EntityRef, getExchange, listExchangeBindings, listExchanges, listUnroutable } from '@/lib/api-client';

export function exchangesQuery(vhost: string) {
  return queryOptions({
    queryKey: [...vhostKey(vhost), 'exchanges'],
    queryFn: ({ signal }) => listExchanges(vhost, signal),
    refetchInterval: (query) => pollMs(query.state.data?.length),
  });
}

export function exchangeQuery({ vhost, name }: EntityRef) {
  return queryOptions({
    queryKey: [...vhostKey(vhost), 'exchange', name],
    queryFn: ({ signal }) => getExchange({ vhost, name }, signal),
    refetchInterval: pollMs(),
  });
}

export function unroutableQuery({ vhost, name }: EntityRef) {
  return queryOptions({
    queryKey: [...vhostKey(vhost), 'unroutable', name],
    queryFn: ({ signal }) => listUnroutable({ vhost, name }, signal),
    refetchInterval: pollMs(),
  });
}

export function exchangeBindingsQuery({ vhost, name }: EntityRef, end: 'source' | 'destination') {
  return queryOptions({
    queryKey: [...vhostKey(vhost), 'exchange-bindings', name, end],
    queryFn: ({ signal }) => listExchangeBindings({ vhost, name }, end, signal),
    refetchInterval: (query) => pollMs(query.state.data?.length),
  });
}
