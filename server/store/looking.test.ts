import { afterEach, beforeEach, expect, test } from 'vitest';
import { RecordingChannelPort } from '@/server/testing/core-client';
import { SeededRandom } from '@/server/testing/seeded-random';
import { TestStore } from './test-store';

let store: TestStore;

beforeEach(async () => {
  store = new TestStore(16 * 1024, 0);
  await store.start();
});

afterEach(() => store.end());

/** The numbers of the messages that a look from an order number on shows, a few at a time; `meanwhile` runs between two. */
function lookThrough(meanwhile: () => void): number[] {
  const queue = store.queue('q');
  const wasThere = queue.orderMark();
  const seen: number[] = [];
  for (let last = -1; ; ) {
    const found = queue.lookAfter(last, 7).filter(({ order }) => wasThere(order));
    if (found.length === 0) return seen;
    for (const { message } of found) seen.push(Number.parseInt(Buffer.from(message.body()).toString(), 10));
    last = found.at(-1)?.order ?? last;
    meanwhile();
  }
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

function publish(from: number, to: number): void {
  for (let i = from; i < to; i++) {
    store.publish('q', `${i} ${'x'.repeat(i % 500)}`, i % 3 !== 0);
    // Memory is weighed at the end of a turn.
    if (i % 10 === 0) store.broker.endTurn();
  }
  store.broker.endTurn();
}

test('a look shows everything that lies on disk, in order, and leaves it there', async () => {
  const queue = store.queue('q');
  publish(0, 800);
  await store.store.safe();
  publish(800, 1000);
  const [paged, inMemory] = [queue.pagedCount, store.broker.memory.messages];
  expect(paged).toBeGreaterThan(900);
  expect(lookThrough(() => {})).toEqual(upTo(1000));
  expect([queue.pagedCount, store.broker.memory.messages]).toEqual([paged, inMemory]);
});

test.each([1, 2, 3, 4, 5, 6])(
  'what stays is seen exactly once, whatever comes and goes meanwhile (seed %i)',
  async (seed) => {
    const random = new SeededRandom(seed);
    const queue = store.queue('q');
    publish(0, 600);
    await store.store.safe();
    const channel = store.client.openChannel(new RecordingChannelPort());
    const gone = new Set<number>();
    let next = 600;
    const seen = lookThrough(() => {
      const from = next;
      next += random.below(5);
      publish(from, next);
      for (let n = random.below(6); n > 0; n--) {
        const taken = store.client.session.get('q', false, channel);
        if (taken === undefined) continue;
        gone.add(Number.parseInt(Buffer.from(taken.message.body()).toString(), 10));
        // Some are gone for good, some come back to their places.
        store.client.session.settle(taken, random.chance(0.5) ? 'ack' : 'requeue');
      }
      if (random.chance(0.1)) queue.log?.readNow();
      store.broker.endTurn();
    });
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
    expect(upTo(600).filter((i) => !gone.has(i) && !seen.includes(i))).toEqual([]);
    expect(seen.filter((i) => i >= 600)).toEqual([]);
  },
);

test('what may have been delivered before a restart is shown as redelivered', async () => {
  store.queue('q');
  for (let i = 0; i < 20; i++) store.publish('q', `${i}`);
  store.broker.endTurn();
  const channel = store.client.openChannel(new RecordingChannelPort());
  store.client.session.get('q', false, channel);
  store.client.session.get('q', false, channel);
  await store.store.safe();
  await store.restart();
  const queue = store.queue('q');
  expect(queue.pagedCount).toBe(20);
  expect(queue.lookAfter(-1, 4).map(({ order, redelivered }) => [order, redelivered])).toEqual([
    [0, true],
    [1, true],
    [2, false],
    [3, false],
  ]);
});
