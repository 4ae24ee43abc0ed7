import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Channel } from '@/server/broker/channel';
import { RecordingChannelPort } from '@/server/testing/core-client';
import { TestStore } from './test-store';

let store: TestStore;
let channel: Channel;
let port: RecordingChannelPort;

beforeEach(async () => {
  store = new TestStore();
  await store.start();
});

afterEach(() => store.end());

const QUORUM = { 'x-queue-type': 'quorum', 'x-delivery-limit': 3 };

/** A consumer that takes everything and settles nothing. */
function consume(): void {
  port = new RecordingChannelPort();
  channel = store.client.openChannel(port);
  store.client.consume(channel, 'q', 'c');
  store.broker.endTurn();
}

/** Refuses the last delivery in a way that counts. */
function fail(): void {
  channel.reject(channel.lastDeliveryTag, false, true, true);
  store.broker.endTurn();
}

async function safe(): Promise<void> {
  store.broker.endTurn();
  await store.store.safe();
}

/** Of each delivery to the consumer, body and how often it was handed out and failed before. */
const seen = (): unknown[] =>
  port.deliveries.map(({ body, redelivered, headers }) => {
    const count = (name: string): number => {
      const field = headers.get(name);
      return field?.type === 'long' ? Number(field.value) : 0;
    };
    return [body.toString(), redelivered, count('x-acquired-count'), count('x-delivery-count')];
  });

test.each(['restart', 'crash'] as const)('attempts are counted on after a %s, up to the limit', async (end) => {
  const queue = store.queue('q', QUORUM);
  expect(queue.type).toBe('quorum');
  store.publish('q', 'x');
  store.publish('q', 'y');
  consume();
  channel.acknowledge(2, false);
  channel.reject(1, false, true);
  store.broker.endTurn();
  fail();
  fail();
  // The channel does not end before the process does: nothing more comes back.
  await safe();
  await store[end]();
  consume();
  expect(seen()).toEqual([['x', true, 3, 2]]);
  fail();
  expect(seen().at(-1)).toEqual(['x', true, 4, 3]);
  await safe();
  await store[end]();
  consume();
  fail();
  expect(seen()).toEqual([['x', true, 4, 3]]);
  expect(store.broker.memory.messages).toBe(0);
});

test('a message that was settled takes its attempts along', async () => {
  store.queue('q', QUORUM);
  store.publish('q', 'x');
  store.publish('q', 'y');
  consume();
  channel.reject(1, false, true, true);
  channel.acknowledge(2, false);
  store.broker.endTurn();
  channel.acknowledge(3, false);
  store.publish('q', 'z');
  await safe();
  await store.restart();
  consume();
  expect(seen().map((each) => (each as unknown[])[0])).toEqual(['z']);
  expect(seen()).toEqual([['z', true, 0, 0]]);
});

test('notes outlive the segment that they were written to', async () => {
  store.queue('q', QUORUM);
  store.queue('fast');
  store.publish('q', 'x');
  consume();
  fail();
  for (let round = 0; round < 60; round++) {
    for (let i = 0; i < 20; i++) store.publish('fast', `${i} ${'f'.repeat(1000)}`);
    await safe();
    store.client.session.purgeQueue('fast');
    await safe();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(store.store.log.segments[0]?.base).toBeGreaterThan(2 * 64 * 1024);
  await store.crash();
  consume();
  expect(seen()).toEqual([['x', true, 1, 1]]);
  channel.acknowledge(1, false);
  expect(store.broker.memory.messages).toBe(0);
});
