import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { propertiesCodec } from '@/server/amqp/properties-codec';
import type { FieldTable } from '@/server/broker/field-table';
import { FakeTime } from '@/server/testing/fake-time';
import { TestStore } from './test-store';

/** What a restart must not change in the life of a message: when it came, how often it died, how it is ordered. */

let time: FakeTime;
let store: TestStore;

async function startStore(pageAboveBytes = 1024 ** 3): Promise<void> {
  time = new FakeTime();
  store = new TestStore(64 * 1024, pageAboveBytes, { clock: time, timer: time });
  await store.start();
}

beforeEach(() => startStore());
afterEach(() => store.end());

function pass(milliseconds: number): void {
  time.pass(milliseconds);
  store.broker.endTurn();
}

const kept = (name: string): number => store.client.vhost.queue(name)?.readyCount ?? -1;

/** The next message and its headers; it is acknowledged. */
function take(queue: string): { body: string; headers: FieldTable; redelivered: boolean } | null {
  const fetched = store.client.session.get(queue, false, null);
  if (!fetched) return null;
  const { message, redelivered } = fetched;
  const body = Buffer.from(message.body()).toString();
  const headers = propertiesCodec.decodeHeaders(message.properties());
  store.client.session.settle(fetched, 'ack');
  return { body, headers, redelivered };
}

describe('the time to live goes on from the first arrival', () => {
  test('where the queue sets it', async () => {
    store.queue('q', { 'x-message-ttl': 1000 });
    store.publish('q', 'a');
    pass(600);
    store.publish('q', 'b');
    store.broker.endTurn();
    await store.store.safe();
    await store.crash();
    pass(399);
    expect(kept('q')).toBe(2);
    pass(1);
    expect(kept('q')).toBe(1);
    pass(600);
    expect(kept('q')).toBe(0);
  });

  test('where the message has it, and nobody touches the queue', async () => {
    store.queue('q');
    store.publish('q', 'a', true, { expiration: '1000' });
    store.publish('q', 'b', true, { expiration: '2000' });
    pass(500);
    await store.restart();
    pass(499);
    expect(kept('q')).toBe(2);
    pass(1);
    expect(kept('q')).toBe(1);
    // The time that it is down counts, too.
    await store.store.safe();
    await store.store.close();
    time.pass(5000);
    await store.start();
    pass(1);
    expect(kept('q')).toBe(0);
  });

  test('and what expires on disk goes on expiring, to its dead letter exchange', async () => {
    await store.end();
    await startStore(1);
    store.queue('dead');
    store.queue('q', { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'dead' });
    const count = 2000;
    for (let i = 0; i < count; i++) store.publish('q', `${i} ${'x'.repeat(200)}`, true, { expiration: '1000' });
    store.broker.endTurn();
    await store.store.safe();
    await store.restart();
    expect(store.client.vhost.queue('q')?.pagedCount).toBeGreaterThan(count / 2);
    for (let i = 0; i < 200 && kept('dead') < count; i++) {
      pass(i === 0 ? 1000 : 1);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect([kept('q'), kept('dead')]).toEqual([0, count]);
  });
});

test('a length limit counts what is on disk', async () => {
  await store.end();
  await startStore(1);
  const queue = store.queue('q', { 'x-max-length': 500 });
  for (let i = 0; i < 400; i++) {
    store.publish('q', String(i));
    store.broker.endTurn();
  }
  expect(queue.pagedCount).toBeGreaterThan(0);
  await store.store.safe();
  await store.restart();
  for (let i = 400; i < 700; i++) store.publish('q', String(i));
  store.broker.endTurn();
  expect(kept('q')).toBe(500);
  expect(store.bodies('q').slice(0, 2)).toEqual(['200', '201']);
});

test("the history of deaths is the broker's own after a restart, and a forged one is not", async () => {
  store.queue('retry', { 'x-message-ttl': 100, 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'work' });
  store.queue('work', { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'retry' });
  const forged = new Map([['x-death', { type: 'longstr', value: 'mine' } as const]]);
  store.publish('retry', 'a', true, { headers: forged });
  for (let round = 1; round <= 3; round++) {
    await store.store.safe();
    await store.restart();
    pass(100);
    await store.store.safe();
    await store.restart();
    const fetched = store.client.session.get('work', false, null);
    if (!fetched) throw new Error('nothing there');
    const headers = propertiesCodec.decodeHeaders(fetched.message.properties());
    const history = headers.get('x-death');
    const entries = history?.type === 'array' ? history.value : [];
    const counts = entries.map((entry) => (entry.type === 'table' ? entry.value.get('count') : undefined));
    const expected = round === 1 ? [round] : [round, round - 1];
    expect(counts).toEqual(expected.map((count) => ({ type: 'long', value: BigInt(count) })));
    store.client.session.settle(fetched, 'reject');
    store.broker.endTurn();
  }
});

test('priorities come back in their order, and what was delivered is redelivered', async () => {
  store.queue('q', { 'x-max-priority': 5 });
  for (const [body, priority] of [
    ['low', 1],
    ['high', 5],
    ['middle', 3],
    ['high 2', 5],
  ] as const) {
    store.publish('q', body, true, { priority });
  }
  const first = store.client.session.get('q', false, null);
  expect(first && Buffer.from(first.message.body()).toString()).toBe('high');
  store.broker.endTurn();
  await store.store.safe();
  await store.restart();
  const order = [];
  for (let one = take('q'); one; one = take('q')) order.push([one.body, one.redelivered]);
  // Messages that came before one that was delivered may have been delivered as well: their flag errs on that side.
  expect(order).toEqual([
    ['high', true],
    ['high 2', false],
    ['middle', false],
    ['low', true],
  ]);
});
