import type { TraceBatch, TraceEvent } from './live-events';

/** Messages that are kept; older ones are let go. */
const MAX_KEPT = 400;

/** A message as it was followed on its way. */
export interface TailMessage {
  readonly number: number;
  /** Milliseconds since the epoch, when it was published. */
  readonly at: number;
  readonly exchange: string;
  readonly routingKey: string;
  readonly bodyBytes: number;
  /** Null when the management API published it. */
  readonly channel: string | null;
  /** The queues that took it. */
  readonly queues: readonly string[];
  readonly steps: readonly TraceEvent[];
}

export interface Tail {
  /** The newest first. */
  readonly messages: readonly TailMessage[];
  /** Messages that were not followed, because there were too many. */
  readonly skipped: number;
}

export const EMPTY_TAIL: Tail = { messages: [], skipped: 0 };

/** The tail with what has come. Steps of a message that was let go, or was published before, are passed over. */
export function addToTail(tail: Tail, { events, dropped }: TraceBatch): Tail {
  const byNumber = new Map(tail.messages.map((message) => [message.number, message]));
  const added: TailMessage[] = [];
  for (const event of events) {
    const known = byNumber.get(event.message);
    if (known === undefined) {
      if (event.type !== 'published') continue;
      const { at, exchange, routingKey, bodyBytes, channel } = event;
      const message = {
        number: event.message,
        at,
        exchange,
        routingKey,
        bodyBytes,
        channel,
        queues: [],
        steps: [event],
      };
      byNumber.set(event.message, message);
      added.unshift(message);
      continue;
    }
    const queues =
      event.type === 'enqueued' && !known.queues.includes(event.queue) ? [...known.queues, event.queue] : known.queues;
    byNumber.set(event.message, { ...known, queues, steps: [...known.steps, event] });
  }
  const order = [...added, ...tail.messages].slice(0, MAX_KEPT);
  return {
    messages: order.map(({ number }) => byNumber.get(number) as TailMessage),
    skipped: tail.skipped + dropped,
  };
}

/** What became of a message, by its last step. */
export function fateOf({ steps }: TailMessage): string {
  const last = steps.findLast(({ type }) => type !== 'routed') as TraceEvent;
  switch (last.type) {
    case 'published':
      return 'on its way';
    case 'enqueued':
      return 'waits';
    case 'delivered':
      return last.consumerTag === '' ? 'taken by a get' : `with ${last.consumerTag}`;
    case 'unroutable':
      return last.returned ? 'returned: no queue' : 'dropped: no queue';
    case 'dead-lettered':
      return `dead letter: ${last.reason}`;
    case 'dropped':
      return `dropped: ${last.reason}`;
    default:
      return last.type;
  }
}

/** Messages of a queue (null for all) in which a text is found: in the exchange, the key, or a queue. */
export function tailMatching(tail: Tail, text: string, queue: string | null): readonly TailMessage[] {
  const needle = text.trim().toLowerCase();
  return tail.messages.filter(({ exchange, routingKey, queues }) => {
    if (queue !== null && !queues.includes(queue)) return false;
    return needle === '' || [exchange, routingKey, ...queues].some((one) => one.toLowerCase().includes(needle));
  });
}

export interface KeyCount {
  readonly routingKey: string;
  readonly count: number;
}

/** The routing keys that most of the messages have, the most frequent first. */
export function keyCounts(messages: readonly TailMessage[], limit: number): readonly KeyCount[] {
  const counts = new Map<string, number>();
  for (const { routingKey } of messages) counts.set(routingKey, (counts.get(routingKey) ?? 0) + 1);
  const all = [...counts].map(([routingKey, count]) => ({ routingKey, count }));
  return all.sort((a, b) => b.count - a.count || (a.routingKey < b.routingKey ? -1 : 1)).slice(0, limit);
}
