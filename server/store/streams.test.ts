import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FieldValue } from '@/server/broker/field-table';
import type { Queue } from '@/server/broker/queue';
import { RecordingChannelPort } from '@/server/testing/core-client';
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

const stream = (args: Readonly<Record<string, number | string>> = {}): Queue =>
  store.queue('s', { 'x-queue-type': 'stream', ...args });

const padding = 'x'.repeat(200);

/** Publishes messages named by their numbers; every third is transient, which a stream keeps as well. */
async function publish(from: number, to: number): Promise<void> {
  for (let i = from; i < to; i++) {
    store.publish('s', `${i} ${padding}`, i % 3 !== 0);
    if (i % 50 === 0) store.broker.endTurn();
  }
  store.broker.endTurn();
  await store.store.safe();
}

/** Reads from an offset until so many have come; each must have the offset that follows. Returns the numbers. */
async function read(offset: FieldValue, count: number): Promise<number[]> {
  const port = new RecordingChannelPort();
  const channel = store.client.openChannel(port);
  const session = store.client.session;
  channel.prefetchCount = 100;
  const options = { consumerTag: 'r', noAck: false, exclusive: false };
  session.consume(channel, 's', { ...options, arguments: new Map([['x-stream-offset', offset]]) });
  for (let seen = 0, rounds = 0; seen < count && rounds < 20_000; rounds++) {
    store.broker.endTurn();
    const deliveries = port.deliveries.slice(seen);
    for (const { deliveryTag } of deliveries) channel.acknowledge(deliveryTag, false);
    seen += deliveries.length;
    if (deliveries.length === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  store.broker.closeChannel(channel);
  return port.deliveries.map(({ body, headers }) => {
    const number = Number.parseInt(body.toString(), 10);
    expect(headers.get('x-stream-offset')).toEqual({ type: 'long', value: BigInt(number) });
    return number;
  });
}

const at = (offset: number): FieldValue => ({ type: 'long', value: BigInt(offset) });
const numbers = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

test('a stream survives a loss of power with its offsets, and is read from anywhere', async () => {
  stream();
  const count = 6000;
  await publish(0, count);
  await store.crash();
  expect(store.client.vhost.queue('s')?.readyCount).toBe(count);
  expect(store.client.vhost.queue('s')?.readyBytes).toBe(
    numbers(0, count).reduce((sum, i) => sum + `${i} ${padding}`.length, 0),
  );
  expect(await read({ type: 'longstr', value: 'first' }, count)).toEqual(numbers(0, count));
  await publish(count, count + 100);
  expect(await read(at(count - 50), 150)).toEqual(numbers(count - 50, count + 100));
  expect(await read(at(1234), 3)).toEqual(expect.arrayContaining([1234, 1235, 1236]));
});

test('what is old is on disk alone, and several readers far apart read it in order', async () => {
  const queue = stream();
  const count = 12_000;
  await publish(0, count);
  expect(queue.pagedCount).toBe(count - 4096);
  expect(store.broker.memory.messages).toBe(4096);
  const readers = [0, 2000, 5000, 7000, 11_000].map(async (from) => {
    expect((await read(at(from), count - from)).slice(0, count - from)).toEqual(numbers(from, count));
  });
  for (const reader of readers) await reader;
  store.broker.endTurn();
  expect(store.broker.memory.messages).toBe(4096);
});

test('too much goes by blocks, the space with it, and offsets go on', async () => {
  stream({ 'x-max-length-bytes': 100_000 });
  for (let from = 0; from < 10_000; from += 1000) await publish(from, from + 1000);
  const queue = store.client.vhost.queue('s') as Queue;
  expect(queue.readyBytes).toBeLessThanOrEqual(100_000);
  expect(queue.readyBytes).toBeGreaterThan(80_000);
  const first = 10_000 - queue.readyCount;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(store.store.log.totalBytes).toBeLessThan(600_000);
  expect(store.store.log.liveBytes).toBeLessThan(160_000);
  for (const end of ['restart', 'crash'] as const) {
    await store[end]();
    expect(await read({ type: 'longstr', value: 'first' }, 10_000 - first)).toEqual(numbers(first, 10_000));
  }
});

test('what is too old goes, at its time and at a start; the offsets of an empty stream go on', async () => {
  stream({ 'x-max-age': '10s' });
  await publish(0, 100);
  time.pass(6000);
  await store.restart();
  expect(store.client.vhost.queue('s')?.readyCount).toBe(100);
  time.pass(5000);
  expect(store.client.vhost.queue('s')?.readyCount).toBe(0);
  await publish(100, 110);
  await store.crash();
  time.pass(20_000);
  await store.restart();
  expect(store.client.vhost.queue('s')?.readyCount).toBe(0);
  await store.crash();
  await publish(110, 120);
  await store.crash();
  expect(await read({ type: 'longstr', value: 'first' }, 10)).toEqual(numbers(110, 120));
});

test('a stream among fast queues is copied forward and keeps its offsets', async () => {
  stream();
  store.queue('q');
  await publish(0, 100);
  for (let round = 0; round < 60; round++) {
    for (let i = 0; i < 20; i++) store.publish('q', 'y'.repeat(1000));
    store.broker.endTurn();
    await store.store.safe();
    store.client.session.purgeQueue('q');
    if (round % 20 === 0) await publish(100 + round, 100 + round + 20);
    await new Promise((resolve) => setTimeout(resolve, 4));
  }
  expect(store.store.log.segments[0]?.base).toBeGreaterThan(0);
  await store.crash();
  expect(await read({ type: 'longstr', value: 'first' }, 160)).toEqual(numbers(0, 160));
});

test('a deleted stream leaves nothing behind, and one of its name begins anew', async () => {
  stream();
  await publish(0, 2000);
  store.client.session.deleteQueue('s', { ifUnused: false, ifEmpty: false });
  store.broker.endTurn();
  await store.store.safe();
  expect(store.store.log.liveBytes).toBe(0);
  await store.restart();
  stream();
  await publish(0, 10);
  await store.crash();
  expect(await read({ type: 'longstr', value: 'first' }, 10)).toEqual(numbers(0, 10));
});

test('a reader sees a message when its sync is over, as the publisher does', async () => {
  stream();
  await publish(0, 3);
  const port = await store.listen();
  const [client, reader] = [await openChannel(port), await openChannel(port)];
  await client.call(1, 'confirm.select');
  await reader.call(1, 'basic.qos', { prefetchCount: 100 });
  await reader.call(1, 'basic.consume', {
    ...{ queue: 's', consumerTag: 'r', noAck: false },
    arguments: new Map([['x-stream-offset', at(2)]]),
  });
  expect(String((await reader.content(1, 'basic.deliver')).body)).toMatch(/^2 /);
  let free = (): void => {};
  store.disk.busy = new Promise((resolve) => {
    free = resolve;
  });
  client.publish(1, { exchange: '', routingKey: 's', body: 'late' });
  let [isConfirmed, isDelivered] = [false, false];
  const confirm = client.expect(1, 'basic.ack').then(() => {
    isConfirmed = true;
  });
  const delivery = reader.content(1, 'basic.deliver').then(() => {
    isDelivered = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect([isConfirmed, isDelivered]).toEqual([false, false]);
  free();
  await Promise.all([confirm, delivery]);
  client.destroy();
  reader.destroy();
});
