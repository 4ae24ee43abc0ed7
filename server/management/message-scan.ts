import type { Channel } from '@/server/broker/channel';
import type { Message } from '@/server/broker/message';
import type { Queue } from '@/server/broker/queue';
import type { ReadyMessage } from '@/server/broker/ready-list';
import type { Unacked } from '@/server/broker/unacked';
import type { VHost } from '@/server/broker/vhost';
import type { MessageFilter } from './message-filter';
import { nextTurn, WORK_MS } from './paced';

export interface ScanWish {
  readonly offset: number;
  readonly limit: number;
  /** Null for all. */
  readonly accepts: MessageFilter | null;
}

export interface Scan {
  readonly views: readonly unknown[];
  /** Messages looked at. */
  readonly scanned: number;
}

/** A delivery that waits to be settled, and where. */
export interface HeldMessage extends Unacked {
  readonly channel: Channel;
  readonly deliveryTag: number;
}

/** Gives the messages behind one in some order; from the start for null, none at the end. */
type Source<Item> = (last: Item | null) => readonly Item[];

const CHUNK = 1024;
/** A reply holds about so many bytes of payload at most. */
const MAX_REPLY_BYTES = 64 * 1024 * 1024;

/** The ready messages of a queue, but for those that come while they are looked at. */
export function readyIn(queue: Queue): Source<ReadyMessage> {
  const wasThere = queue.orderMark();
  return (last) => queue.readyAfter(last?.order ?? -1, CHUNK).filter(({ order }) => wasThere(order));
}

/** The unacked messages of a queue, channel by channel. */
export function heldFrom(queue: Queue, { connections }: VHost): Source<HeldMessage> {
  const channels = [...connections].flatMap((connection) => [...connection.channels.values()]);
  return (last) => {
    for (let at = last === null ? 0 : channels.indexOf(last.channel); at < channels.length; at++) {
      const channel = channels[at] as Channel;
      const behind = channel === last?.channel ? last.deliveryTag : 0;
      const held: HeldMessage[] = [];
      for (const [deliveryTag, unacked] of channel.unacked.entries()) {
        if (unacked.queue === queue && deliveryTag > behind) held.push({ ...unacked, channel, deliveryTag });
      }
      if (held.length > 0) return held;
    }
    return [];
  };
}

/** Shows the messages that were asked for. Between its slices messages flow, and each is looked at while it is there. */
export async function scanMessages<Item extends { readonly message: Message }>(
  source: Source<Item>,
  { offset, limit, accepts }: ScanWish,
  view: (item: Item) => { readonly payload: string },
): Promise<Scan> {
  const views: unknown[] = [];
  let scanned = 0;
  let skipped = 0;
  let shownBytes = 0;
  let last: Item | null = null;
  for (let chunk = source(last); chunk.length > 0; chunk = source(last)) {
    const since = performance.now();
    for (const item of chunk) {
      last = item;
      scanned += 1;
      const isWanted = accepts === null || accepts(item.message);
      if (isWanted && skipped < offset) skipped += 1;
      else if (isWanted) {
        const shown = view(item);
        shownBytes += shown.payload.length;
        views.push(shown);
      }
      if (views.length >= limit || shownBytes >= MAX_REPLY_BYTES) return { views, scanned };
      if (performance.now() - since >= WORK_MS) break;
    }
    await nextTurn();
  }
  return { views, scanned };
}
