import { queryOptions } from '@tanstack/react-query';
import { vhostKey } from '@/components/session/vhost-queries';
import { getShovelValue, listShovels, type ShovelRef } from '@/lib/shovels';

export function shovelsQuery(vhost: string) {
  return queryOptions({
    queryKey: [...vhostKey(vhost), 'shovels'],
    queryFn: ({ signal }) => listShovels(vhost, signal),
    refetchInterval: 2000,
  });
}

/** Read once: somebody may be writing in the form, and after a deletion there is nothing to read. */
export function shovelValueQuery(ref: ShovelRef) {
  return queryOptions({
    queryKey: ['shovel-value', ref.vhost, ref.name],
    queryFn: ({ signal }) => getShovelValue(ref, signal),
    enabled: (query) => query.state.data === undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}
