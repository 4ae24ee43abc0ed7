import type { Channel } from '@/server/broker/channel';
import type { Message } from '@/server/broker/message';
import type { Queue } from '@/server/broker/queue';
import type { ReadyMessage } from '@/server/broker/ready-list';
import type { Unacked } from '@/server/broker/unacked';
import type { VHost } from '@/server/broker/vhost';
import { badRequest } from './http-error';
import type { MessageFilter } from './message-filter';
import { nextTurn, WORK_MS } from './paced';
import type { Circumstances } from './searched-message';

export interface ScanWish {
  readonly offset: number;
  readonly limit: number;
  /** Milliseconds after which the search says how far it is; infinite unless somebody wants to hear of it. */
  readonly withinMs: number;
  /** Null for all. */
  readonly accepts: MessageFilter | null;
}

export interface Scan {
  readonly views: readonly unknown[];
  /** Messages looked at. */
  readonly scanned: number;
  /** Where to go on; null when all of them were looked at. */
  readonly next: string | null;
}

/** A delivery that waits to be settled, and where. */
export interface HeldMessage extends Unacked {
  readonly channel: Channel;
  readonly deliveryTag: number;
}

/** Messages in some order. */
export interface Source<Item> {
  /** Some of those behind one; from the start, or from where a cursor says, for null; none at the end. */
  after(last: Item | null): readonly Item[];
  cursorOf(item: Item): string;
}

const CHUNK = 1024;
/** A reply holds about so many bytes of payload at most. */
const MAX_REPLY_BYTES = 64 * 1024 * 1024;

/** The ready messages of a queue behind a cursor, but for those that come while they are looked at. */
export function readyIn(queue: Queue, cursor: string | null): Source<ReadyMessage> {
  const wasThere = queue.orderMark();
  const start = cursor === null ? -1 : readCursor(cursor, /^(\d{1,16})$/)[0];
  return {
    after: (last) => queue.lookAfter(last?.order ?? start, CHUNK).filter(({ order }) => wasThere(order)),
    cursorOf: ({ order }) => String(order),
  };
}

/** The numbers that a cursor consists of. Throws 400 for what is none. */
export function readCursor(cursor: string, form: RegExp): [number, number] {
  const match = form.exec(cursor);
  if (match === null) throw badRequest('after is none of what an answer gave as next');
  return [Number(match[1]), Number(match[2] ?? 0)];
}

/** The unacked messages of a queue behind a cursor, channel by channel. */
export function heldFrom(queue: Queue, { connections }: VHost, cursor: string | null): Source<HeldMessage> {
  const channels = [...connections].flatMap((connection) => [...connection.channels.values()]);
  // When channels have closed meanwhile, their messages are not unacked any more, and others stand in their places.
  const [startAt, startBehind] = cursor === null ? [0, 0] : readCursor(cursor, /^(\d{1,9})\.(\d{1,16})$/);
  return {
    after(last) {
      for (let at = last === null ? startAt : channels.indexOf(last.channel); at < channels.length; at++) {
        const channel = channels[at] as Channel;
        const behind = channel === last?.channel ? last.deliveryTag : last === null && at === startAt ? startBehind : 0;
        const held: HeldMessage[] = [];
        for (const [deliveryTag, unacked] of channel.unacked.entries(behind)) {
          if (unacked.queue === queue) held.push({ ...unacked, channel, deliveryTag });
          if (held.length === CHUNK) break;
        }
        if (held.length > 0) return held;
      }
      return [];
    },
    cursorOf: ({ channel, deliveryTag }) => `${channels.indexOf(channel)}.${deliveryTag}`,
  };
}

/** What to show of an item, and what filters may ask of it. */
export interface ItemViews<Item> {
  readonly view: (item: Item) => { readonly payload: string };
  readonly circumstances: (item: Item) => Circumstances;
  /** Whether it is one of those that were asked for, whatever the filter says; all are unless given. */
  readonly belongs?: (item: Item) => boolean;
}

/** Shows the messages that were asked for. Between its slices messages flow, and each is looked at while it is there. */
export async function scanMessages<Item extends { readonly message: Message }>(
  source: Source<Item>,
  { offset, limit, withinMs, accepts }: ScanWish,
  { view, circumstances, belongs = () => true }: ItemViews<Item>,
): Promise<Scan> {
  const views: unknown[] = [];
  let scanned = 0;
  let skipped = 0;
  let shownBytes = 0;
  let last: Item | null = null;
  const startedAt = performance.now();
  let since = startedAt;
  for (let chunk = source.after(last); chunk.length > 0; chunk = source.after(last)) {
    for (const item of chunk) {
      last = item;
      scanned += 1;
      const isWanted = (accepts === null || accepts(item.message, () => circumstances(item))) && belongs(item);
      if (isWanted && skipped < offset) skipped += 1;
      else if (isWanted) {
        const shown = view(item);
        shownBytes += shown.payload.length;
        views.push(shown);
      }
      const now = performance.now();
      if (views.length >= limit || shownBytes >= MAX_REPLY_BYTES || now - startedAt >= withinMs) {
        return { views, scanned, next: source.cursorOf(item) };
      }
      if (now - since >= WORK_MS) break;
    }
    if (performance.now() - since < WORK_MS) continue;
    await nextTurn();
    since = performance.now();
  }
  return { views, scanned, next: null };
}
