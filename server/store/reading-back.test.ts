import { afterEach, beforeEach, expect, test } from 'vitest';
import { RecordingChannelPort } from '@/server/testing/core-client';
import { TestStore } from './test-store';

let store: TestStore;

beforeEach(async () => {
  store = new TestStore(1024 * 1024, 0);
  await store.start();
});

afterEach(() => store.end());

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const bodyOf = (i: number): string => `${i} ${'x'.repeat(100)}`;

function publish(from: number, to: number): void {
  for (let i = from; i < to; i++) store.publish('q', bodyOf(i));
  store.broker.endTurn();
}

test('a read that meets a write takes what was there before, and the rest when it is whole', async () => {
  const queue = store.queue('q');
  publish(0, 5);
  publish(5, 20);
  await store.store.safe();
  expect(queue.pagedCount).toBeGreaterThan(10);
  let written = (): void => {};
  store.disk.busy = new Promise((resolve) => {
    written = resolve;
  });
  publish(20, 40);
  // The write is under way by now, and half done.
  await new Promise((resolve) => setTimeout(resolve, 20));
  const port = new RecordingChannelPort();
  const channel = store.client.openChannel(port);
  store.client.consume(channel, 'q', 'c');
  const cameBack = async (): Promise<void> => {
    for (let i = 0; i < 50; i++) {
      store.broker.endTurn();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  await cameBack();
  const early = port.deliveries.length;
  expect(early).toBeGreaterThanOrEqual(20);
  written();
  await store.store.safe();
  await cameBack();
  expect(port.deliveries.map(({ body }) => body.toString())).toEqual(upTo(40).map(bodyOf));
});
