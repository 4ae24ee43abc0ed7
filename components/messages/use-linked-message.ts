'use client';

import { useQuery } from '@tanstack/react-query';
import { vhostKey } from '@/components/session/vhost-queries';
import type { EntityRef } from '@/lib/api-client';
import type { PeekedMessage } from '@/lib/contents-api';
import { peekMessages } from '@/lib/contents-client';
import { TRUNCATE_BYTES } from './search-messages';

/** The ready message at a place in the queue; null when none is there any more. */
async function messageAt(queue: EntityRef, order: number, signal: AbortSignal): Promise<PeekedMessage | null> {
  const after = order === 0 ? null : String(order - 1);
  const wish = { state: 'ready', filter: '', after, limit: 1, truncate: TRUNCATE_BYTES, withinMs: 1_000 } as const;
  const { items } = await peekMessages(queue, wish, signal);
  return items.find((message) => message.order === order) ?? null;
}

/**
 * The message that an address names, wherever it waits: the list shows the first ones alone, or what a filter lets through.
 * `key` is null when there is none to look for.
 */
export function useLinkedMessage({ vhost, name }: EntityRef, key: string | null) {
  const order = key !== null && /^\d{1,16}$/.test(key) ? Number(key) : null;
  return useQuery({
    queryKey: [...vhostKey(vhost), 'message', name, order],
    queryFn: ({ signal }) => messageAt({ vhost, name }, order ?? 0, signal),
    enabled: order !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
