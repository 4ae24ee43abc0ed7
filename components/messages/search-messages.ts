import type { EntityRef } from '@/lib/api-client';
import type { PeekedMessage, PeekWish } from '@/lib/contents-api';
import { peekMessages } from '@/lib/contents-client';
import { messageKey } from './message-key';

/** Messages that are found before somebody has to ask for more. */
export const ENOUGH = 200;
/** So much of each payload is shown. */
export const TRUNCATE_BYTES = 65_536;
/** How often a search says how far it is. */
const REPORT_MS = 250;

/** What a search has found so far. */
export interface Found {
  readonly messages: readonly PeekedMessage[];
  /** Messages looked at, of so many. */
  readonly scanned: number;
  readonly total: number;
  /** Where to go on; null at the end. */
  readonly next: string | null;
}

export interface SearchOptions {
  /** A search that is to go on; null to begin. */
  readonly from: Found | null;
  readonly enough: number;
  readonly signal: AbortSignal;
  readonly isCancelled: () => boolean;
  readonly onProgress: (found: Found) => void;
  readonly onEnd: () => void;
}

/**
 * Has the broker look for messages: for a moment at a time, until enough are found, as many were looked at as were there
 * at the beginning, or somebody cancels.
 */
export async function searchMessages(
  queue: EntityRef,
  { state, filter }: Pick<PeekWish, 'state' | 'filter'>,
  { from, enough, signal, isCancelled, onProgress, onEnd }: SearchOptions,
): Promise<Found> {
  // A message that moved on between two answers would be there twice.
  const byKey = new Map((from?.messages ?? []).map((message) => [messageKey(message), message]));
  let scanned = from?.scanned ?? 0;
  let after = from?.next ?? null;
  let mostToScan = Number.POSITIVE_INFINITY;
  try {
    for (;;) {
      const limit = Math.max(1, Math.min(ENOUGH, enough - byKey.size));
      const wish = { state, filter, after, limit, truncate: TRUNCATE_BYTES, withinMs: REPORT_MS };
      const peek = await peekMessages(queue, wish, signal);
      for (const item of peek.items) byKey.set(messageKey(item), item);
      scanned += peek.scanned_count;
      after = peek.next;
      mostToScan = Math.min(mostToScan, scanned - peek.scanned_count + peek.total_count);
      const messages = [...byKey.values()];
      const found = { messages, scanned, total: peek.total_count, next: after };
      if (after === null || messages.length >= enough || scanned >= mostToScan || isCancelled()) return found;
      onProgress(found);
    }
  } finally {
    onEnd();
  }
}
