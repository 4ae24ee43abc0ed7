import { queryOptions } from '@tanstack/react-query';
import { request } from '@/lib/api-client';

interface Listeners {
  readonly listeners?: readonly { readonly protocol: string; readonly port: number }[];
}

/** Where the broker listens. Read once: the stage only wants the AMQP port. */
export const listenersQuery = queryOptions({
  queryKey: ['listeners'],
  queryFn: ({ signal }) => request<Listeners>('/api/overview', { signal }),
  staleTime: 60_000,
});
