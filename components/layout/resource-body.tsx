import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorState } from '@/components/session/error-state';
import { SkeletonRows } from '@/components/ui/skeleton';

export interface ResourceBodyProps<Data> {
  readonly query: UseQueryResult<Data>;
  readonly label: string;
  readonly children: (data: Data) => ReactNode;
}

/** Shows data, even old data, as long as there is some; else why there is none. */
export function ResourceBody<Data>({ query, label, children }: ResourceBodyProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />;
  }
  return (
    <div className="p-4">
      <SkeletonRows rows={8} label={`Loading ${label}`} />
    </div>
  );
}
