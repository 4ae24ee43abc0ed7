import { queryOptions } from '@tanstack/react-query';
import { listOwnPermissions } from '@/lib/admin-client';
import { getSession } from '@/lib/api-client';

export const sessionKey = ['session'] as const;

/** Who is signed in. */
export const sessionQuery = queryOptions({
  queryKey: sessionKey,
  queryFn: ({ signal }) => getSession(signal),
  staleTime: 60_000,
});

/** What the signed-in user may do, by vhost. */
export const ownPermissionsQuery = queryOptions({
  queryKey: [...sessionKey, 'permissions'],
  queryFn: ({ signal }) => listOwnPermissions(signal),
  staleTime: 10_000,
  refetchInterval: 30_000,
});
