import { queryOptions } from '@tanstack/react-query';
import { listVHosts } from '@/lib/api-client';

export const vhostsKey = ['vhosts'] as const;

export const vhostsQuery = queryOptions({
  queryKey: vhostsKey,
  queryFn: ({ signal }) => listVHosts(signal),
  refetchInterval: 10_000,
});

/** Everything that belongs to one virtual host: invalidate it after any change there. */
export function vhostKey(vhost: string) {
  return ['vhost', vhost] as const;
}
