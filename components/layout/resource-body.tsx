'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorState } from '@/components/session/error-state';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { SkeletonRows } from '@/components/ui/skeleton';
import { ApiError } from '@/lib/api-client';
import { useSwitchVHost, useVHost } from './use-vhost';

export interface ResourceBodyProps<Data> {
  readonly query: UseQueryResult<Data>;
  readonly label: string;
  readonly children: (data: Data) => ReactNode;
}

/** Shows data, even old data, as long as there is some; else why there is none. */
export function ResourceBody<Data>({ query, label, children }: ResourceBodyProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error instanceof ApiError && query.error.status === 404) return <MissingVHost />;
  if (query.error) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />;
  }
  return (
    <div className="p-4">
      <SkeletonRows rows={8} label={`Loading ${label}`} />
    </div>
  );
}

function MissingVHost() {
  const [vhost] = useVHost();
  const switchVHost = useSwitchVHost();
  return (
    <EmptyState
      title={`There is no virtual host ${vhost}`}
      action={<Button onClick={() => switchVHost('/')}>Go to virtual host /</Button>}
    >
      It was deleted, or the address has a slip of the pen. The switch at the top lists those that exist.
    </EmptyState>
  );
}
