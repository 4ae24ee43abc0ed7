import { expect, test } from 'vitest';
import type { TraceEvent } from './live-events';
import { addToTail, EMPTY_TAIL, fateOf, keyCounts, tailMatching } from './live-tail';

function published(message: number, routingKey = 'order.new'): TraceEvent {
  const properties = { persistent: false, priority: 0, expires: false };
  return {
    at: message,
    message,
    type: 'published',
    channel: 'c',
    exchange: 'shop',
    routingKey,
    bodyBytes: 3,
    ...properties,
  };
}

const batch = (events: readonly TraceEvent[], dropped = 0) => ({ vhost: '/', events, dropped });

test('a message gathers its steps, over batches, the newest message first', () => {
  const first = addToTail(EMPTY_TAIL, batch([published(1), { at: 2, message: 1, type: 'enqueued', queue: 'q' }], 4));
  expect(fateOf(first.messages[0] as never)).toBe('waits');
  const delivered: TraceEvent = {
    at: 3,
    message: 1,
    type: 'delivered',
    queue: 'q',
    channel: 'c',
    consumerTag: 'worker',
    redelivered: false,
  };
  const second = addToTail(first, batch([delivered, published(2)], 2));
  expect(second.messages.map(({ number }) => number)).toEqual([2, 1]);
  expect(second.messages[1]).toMatchObject({ queues: ['q'], steps: [{}, {}, { type: 'delivered' }] });
  expect(fateOf(second.messages[1] as never)).toBe('with worker');
  expect(second.skipped).toBe(6);
});

test('steps of messages that were not seen are passed over; the number is bounded', () => {
  const unknown = addToTail(EMPTY_TAIL, batch([{ at: 1, message: 9, type: 'acked', queue: 'q' }]));
  expect(unknown.messages).toEqual([]);
  const many = addToTail(EMPTY_TAIL, batch(Array.from({ length: 1000 }, (_, i) => published(i + 1))));
  expect(many.messages).toHaveLength(400);
  expect(many.messages[0]?.number).toBe(1000);
});

test('is filtered by text and by queue', () => {
  const tail = addToTail(
    EMPTY_TAIL,
    batch([published(1, 'a.b'), published(2, 'c.d'), { at: 3, message: 2, type: 'enqueued', queue: 'bills' }]),
  );
  const numbers = (text: string, queue: string | null = null) =>
    tailMatching(tail, text, queue).map(({ number }) => number);
  expect(numbers('A.')).toEqual([1]);
  expect(numbers('bill')).toEqual([2]);
  expect(numbers('', 'bills')).toEqual([2]);
});

test('the most frequent routing keys come first', () => {
  const { messages } = addToTail(
    EMPTY_TAIL,
    batch(['b', 'a', 'b', 'c', 'a', 'b'].map((key, i) => published(i + 1, key))),
  );
  expect(keyCounts(messages, 2)).toEqual([
    { routingKey: 'b', count: 3 },
    { routingKey: 'a', count: 2 },
  ]);
});
