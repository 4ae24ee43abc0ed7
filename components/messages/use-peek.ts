'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { vhostKey } from '@/components/session/vhost-queries';
import type { PeekedMessage } from '@/lib/contents-api';
import { peekMessages } from '@/lib/contents-client';
import { matchesQuery, parseMessageQuery, peekWishOf } from '@/lib/message-query';

const pageSize = 200;
const truncateBytes = 65_536;

export interface PeekOptions {
  readonly vhost: string;
  readonly queue: string | null;
  readonly state: 'ready' | 'unacked';
  /** In the language of `lib/message-query.ts`. */
  readonly filter: string;
}

/** Looks into a queue, page by page, as far as somebody wants to see. It changes nothing there. */
export function usePeek({ vhost, queue, state, filter }: PeekOptions) {
  const parsed = useMemo(() => parseMessageQuery(filter), [filter]);
  const wish = useMemo(() => peekWishOf(parsed), [parsed]);
  const query = useInfiniteQuery({
    queryKey: [...vhostKey(vhost), 'peek', queue, state, wish],
    queryFn: ({ pageParam, signal }) =>
      peekMessages(
        { vhost, name: queue ?? '' },
        { ...wish, state, offset: pageParam, limit: pageSize, truncate: truncateBytes },
        signal,
      ),
    initialPageParam: 0,
    getNextPageParam: (last, pages) =>
      last.item_count < pageSize ? undefined : pages.reduce((sum, page) => sum + page.item_count, 0),
    enabled: queue !== null && parsed.problem === null,
    // While somebody types, what was found before stays on the screen.
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const pages = query.data?.pages;
  const messages = useMemo((): readonly PeekedMessage[] => {
    const nowMs = Date.now();
    // A message that moved on between two pages would be there twice.
    const byKey = new Map(pages?.flatMap(({ items }) => items).map((item) => [messageKey(item), item]));
    return [...byKey.values()].filter((item) => matchesQuery(parsed, item, nowMs));
  }, [pages, parsed]);
  const last = pages?.at(-1);
  return { query, messages, problem: parsed.problem, scanned: last?.scanned_count ?? 0, total: last?.total_count ?? 0 };
}

/** Tells the messages of one queue apart. */
export function messageKey({ state, order, delivery_tag: tag, channel_details: channel }: PeekedMessage): string {
  return state === 'ready' ? String(order) : `${channel?.name} ${tag}`;
}
