'use client';

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { vhostKey } from '@/components/session/vhost-queries';
import type { PeekState } from '@/lib/contents-api';
import { parseMessageQuery } from '@/lib/message-query';
import { ENOUGH, type Found, searchMessages } from './search-messages';

export interface PeekOptions {
  readonly vhost: string;
  readonly queue: string | null;
  readonly state: PeekState;
  /** In the language of `lib/message-query.ts`. */
  readonly filter: string;
}

const nothing: Found = { messages: [], scanned: 0, total: 0, next: null };

/** Looks into a queue as far as somebody wants to see, and tells meanwhile what it has found. It changes nothing there. */
export function usePeek({ vhost, queue, state, filter }: PeekOptions) {
  const queryClient = useQueryClient();
  const { problem } = useMemo(() => parseMessageQuery(filter), [filter]);
  const text = filter.trim();
  const queryKey = [...vhostKey(vhost), 'peek', queue, state, text];
  const id = JSON.stringify(queryKey);
  /** Where a search that goes on begins. */
  const resume = useRef<Found | null>(null);
  const isCancelled = useRef(false);
  const [progress, setProgress] = useState<{ readonly id: string; readonly found: Found } | null>(null);
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => {
      const from = resume.current;
      resume.current = null;
      isCancelled.current = false;
      const shown = queryClient.getQueryData<Found>(queryKey);
      return searchMessages(
        { vhost, name: queue ?? '' },
        { state, filter: text },
        {
          from,
          enough: from === null ? Math.max(ENOUGH, shown?.messages.length ?? 0) : from.messages.length + ENOUGH,
          signal,
          isCancelled: () => isCancelled.current,
          // A second look at the same shows what there was until it is through.
          onProgress: (found) => setProgress(from === null && shown !== undefined ? null : { id, found }),
          onEnd: () => setProgress(null),
        },
      );
    },
    enabled: queue !== null && problem === null,
    // While somebody types, what was found before stays on the screen.
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const partial = query.isFetching && progress?.id === id ? progress.found : null;
  const found = partial ?? query.data ?? nothing;
  return {
    query,
    problem,
    found,
    messages: found.messages,
    /** Whether it takes long enough to tell how far it is. */
    isSearching: partial !== null,
    cancel: () => {
      isCancelled.current = true;
    },
    goOn: () => {
      resume.current = found;
      void query.refetch();
    },
  };
}
