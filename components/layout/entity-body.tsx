import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorState } from '@/components/session/error-state';
import { EmptyState } from '@/components/ui/empty-state';
import { SkeletonRows } from '@/components/ui/skeleton';
import { ApiError } from '@/lib/api-client';

export interface EntityBodyProps<Data> {
  readonly query: UseQueryResult<Data>;
  readonly noun: string;
  readonly children: (data: Data) => ReactNode;
}

/** The inside of a detail sheet. What does not exist any more is not shown from memory. */
export function EntityBody<Data>({ query, noun, children }: EntityBodyProps<Data>) {
  if (query.error instanceof ApiError && query.error.status === 404) {
    return (
      <EmptyState title={`This ${noun} is gone`}>It was deleted, closed, or it never existed in this vhost.</EmptyState>
    );
  }
  if (query.data !== undefined) return children(query.data);
  if (query.error) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />;
  }
  return (
    <div className="p-5">
      <SkeletonRows label={`Loading the ${noun}`} />
    </div>
  );
}
