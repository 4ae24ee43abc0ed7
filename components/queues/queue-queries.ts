import { queryOptions } from '@tanstack/react-query';
import { pollMs } from '@/components/session/polling';
import { vhostKey } from '@/components/session/vhost-queries';
import { type EntityRef, getQueue, listQueueBindings, listQueues } from '@/lib/api-client';

export function queuesQuery(vhost: string) {
  return queryOptions({
    queryKey: [...vhostKey(vhost), 'queues'],
    queryFn: ({ signal }) => listQueues(vhost, signal),
    refetchInterval: (query) => pollMs(query.state.data?.length),
  });
}

export function queueQuery({ vhost, name }: EntityRef) {
  return queryOptions({
    queryKey: [...vhostKey(vhost), 'queue', name],
    queryFn: ({ signal }) => getQueue({ vhost, name }, signal),
    refetchInterval: pollMs(),
  });
}

export function queueBindingsQuery({ vhost, name }: EntityRef) {
  return queryOptions({
    queryKey: [...vhostKey(vhost), 'queue-bindings', name],
    queryFn: ({ signal }) => listQueueBindings({ vhost, name }, signal),
    refetchInterval: (query) => pollMs(query.state.data?.length),
  });
}
