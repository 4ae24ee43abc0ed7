import { afterEach, beforeEach, expect, test } from 'vitest';
import { propertiesCodec } from '@/server/amqp/properties-codec';
import type { FieldValue } from '@/server/broker/field-table';
import { FakeTime } from '@/server/testing/fake-time';
import { openChannel } from '@/server/testing/open-client';
import { TestStore } from './test-store';

let time: FakeTime;
let store: TestStore;

beforeEach(async () => {
  time = new FakeTime();
  store = new TestStore(64 * 1024, 1024 ** 3, { clock: time, timer: time });
  await store.start();
});

afterEach(() => store.end());

const text = (value: string): FieldValue => ({ type: 'longstr', value });

/** A durable exchange that delays, and two queues: `q` by the key `k`, `secret` by the key `s`. */
function declare(): void {
  const { session, vhost } = store.client;
  session.declareExchange('later', {
    ...{ type: 'x-delayed-message', durable: true, autoDelete: false, internal: false },
    arguments: new Map([['x-delayed-type', text('direct')]]),
  });
  for (const [queue, key] of [
    ['q', 'k'],
    ['secret', 's'],
  ] as const) {
    vhost.bind(vhost.getExchange('later'), store.queue(queue), key, new Map());
  }
}

function publish(body: string, delayMs: number, options: { persistent?: boolean } = {}): void {
  const headers = new Map<string, FieldValue>([['x-delay', { type: 'signedint', value: delayMs }]]);
  const { persistent = true } = options;
  store.client.publish('later', 'k', body, null, { headers, deliveryMode: persistent ? 2 : 1 });
}

function pass(milliseconds: number): void {
  time.pass(milliseconds);
  store.broker.endTurn();
}

async function safe(): Promise<void> {
  store.broker.endTurn();
  await store.store.safe();
}

test('messages that wait survive a loss of power, and their delay counts from when they came', async () => {
  declare();
  publish('late', 1000);
  publish('early', 400);
  publish('transient', 400, { persistent: false });
  await safe();
  await store.crash();
  pass(399);
  expect(store.bodies('q')).toEqual([]);
  pass(1);
  expect(store.bodies('q')).toEqual(['early']);
  await safe();
  // What is due while nobody runs goes at once.
  await store.store.close();
  time.pass(5000);
  await store.start();
  pass(1);
  expect(store.bodies('q')).toEqual(['early', 'late']);
  await safe();
  await store.crash();
  pass(5000);
  expect(store.bodies('q')).toEqual(['early', 'late']);
});

test('a message that was published before its time, or dropped, does not come back after a loss of power', async () => {
  declare();
  for (const body of ['now', 'never', 'late']) publish(body, 1000);
  await safe();
  const { delayed } = store.client.vhost.getExchange('later');
  const [now, never] = [...(delayed?.waiting() ?? [])];
  if (!delayed || !now || !never) throw new Error('nothing waits');
  expect(delayed.end(now.dueAt, now.keptAs ?? -1, true)).toBe(true);
  expect(delayed.end(never.dueAt, never.keptAs ?? -1, false)).toBe(true);
  expect([now.look(), delayed.end(now.dueAt, now.keptAs ?? -1, true), delayed.size]).toEqual([null, false, 1]);
  await safe();
  await store.crash();
  expect(store.bodies('q')).toEqual(['now']);
  pass(1000);
  expect(store.bodies('q')).toEqual(['now', 'late']);
});

test('they are routed by all their keys, of which the hidden ones stay hidden', async () => {
  declare();
  const client = await openChannel(await store.listen());
  await client.call(1, 'confirm.select');
  const headers = new Map<string, FieldValue>([
    ['x-delay', { type: 'signedint', value: 100 }],
    ['BCC', { type: 'array', value: [text('s')] }],
  ]);
  client.publish(1, { exchange: 'later', routingKey: 'k', body: 'a', properties: { headers, deliveryMode: 2 } });
  await client.expect(1, 'basic.ack');
  client.destroy();
  await store.crash();
  pass(100);
  expect([store.bodies('q'), store.bodies('secret')]).toEqual([['a'], ['a']]);
  const fetched = store.client.session.get('secret', false, null);
  const shown = propertiesCodec.decodeHeaders(fetched?.message.properties() ?? new Uint8Array(2));
  expect([...shown]).toEqual([['x-delay', { type: 'signedint', value: -100 }]]);
});

test('a queue that gets the same message by another way keeps a record of its own', async () => {
  declare();
  const { session, vhost } = store.client;
  const options = { type: 'fanout', durable: true, autoDelete: false, internal: false, arguments: new Map() };
  session.declareExchange('all', options);
  store.queue('now');
  vhost.bind(vhost.getExchange('all'), vhost.getQueue('now'), '', new Map());
  vhost.bind(vhost.getExchange('all'), vhost.getExchange('later'), '', new Map());
  const headers = new Map<string, FieldValue>([['x-delay', { type: 'signedint', value: 100 }]]);
  store.client.publish('all', 'k', 'a', null, { headers, deliveryMode: 2 });
  const got = session.get('now', false, null);
  if (got) session.settle(got, 'ack');
  await safe();
  await store.restart();
  expect(store.bodies('now')).toEqual([]);
  pass(100);
  expect(store.bodies('q')).toEqual(['a']);
  await safe();
  expect(store.store.log.liveBytes).toBeLessThan(200);
});

test('what waits is copied forward, and goes with its exchange', async () => {
  declare();
  publish('a', 1_000_000);
  for (let round = 0; round < 40; round++) {
    for (let i = 0; i < 20; i++) store.publish('q', `${i} ${'x'.repeat(1000)}`);
    await safe();
    store.client.session.purgeQueue('q');
    await safe();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(store.store.log.segments[0]?.base).toBeGreaterThan(0);
  await store.store.log.flush();
  await store.crash();
  pass(1_000_000);
  expect(store.bodies('q')).toEqual(['a']);
  publish('b', 1000);
  await safe();
  store.client.session.deleteExchange('later', false);
  await safe();
  await store.restart();
  declare();
  pass(5000);
  expect(store.bodies('q')).toEqual(['a']);
});

test('a confirm waits for the sync of what an exchange keeps', async () => {
  declare();
  await safe();
  const client = await openChannel(await store.listen());
  await client.call(1, 'confirm.select');
  let free = (): void => {};
  store.disk.busy = new Promise((resolve) => {
    free = resolve;
  });
  const headers = new Map<string, FieldValue>([['x-delay', { type: 'signedint', value: 5000 }]]);
  client.publish(1, { exchange: 'later', routingKey: 'k', body: 'a', properties: { headers, deliveryMode: 2 } });
  let isConfirmed = false;
  const confirm = client.expect(1, 'basic.ack').then(() => {
    isConfirmed = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(isConfirmed).toBe(false);
  free();
  await confirm;
  client.destroy();
});
