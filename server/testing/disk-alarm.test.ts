import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AmqpServer } from '@/server/amqp/amqp-server';
import type { Broker } from '@/server/broker/broker';
import { Store } from '@/server/store/store';
import { TestDisk } from '@/server/store/test-disk';
import { eventually } from './eventually';
import { openChannel } from './open-client';
import type { RawClient } from './raw-client';
import { AMQP_TEST_OPTIONS, createTestBroker } from './start-test-broker';

const PERSISTENT = { deliveryMode: 2 };

let dataDir: string;
let disk: TestDisk;
let broker: Broker;
let store: Store;
let amqp: AmqpServer;
let publisher: RawClient;
let consumer: RawClient;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'warren-disk-'));
  disk = new TestDisk();
  broker = createTestBroker();
  amqp = new AmqpServer(broker, AMQP_TEST_OPTIONS);
  store = await Store.open(broker, { dataDir, files: disk, retryMs: 5, listener: amqp, log: () => {} });
  const port = await amqp.listen('127.0.0.1', 0);
  publisher = await openChannel(port);
  consumer = await openChannel(port);
  await consumer.call(1, 'queue.declare', { queue: 'q', durable: true });
  await publisher.call(1, 'confirm.select');
});

afterEach(async () => {
  disk.fault = () => null;
  publisher.destroy();
  consumer.destroy();
  await amqp.shutdown('the test is over');
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test('a confirm waits for the sync', async () => {
  publisher.publish(1, { routingKey: 'q', body: '1', properties: PERSISTENT });
  expect(await publisher.expect(1, 'basic.ack')).toMatchObject({ deliveryTag: 1 });
  expect(store.log.synced).toBe(store.log.end);
  const [, content] = [...disk.files].find(([path]) => path.endsWith('.log')) ?? [];
  expect(content?.safe.length).toBe(store.log.end);
});

test.each(['ENOSPC', 'EIO'])(
  '%s refuses the confirm, blocks publishers and not consumers, and is over one day',
  async (code) => {
    publisher.publish(1, { routingKey: 'q', body: 'before', properties: PERSISTENT });
    await publisher.expect(1, 'basic.ack');
    disk.fault = () => ({ kind: 'error', code });
    for (const body of ['a', 'b']) publisher.publish(1, { routingKey: 'q', body, properties: PERSISTENT });
    expect(await publisher.expect(0, 'connection.blocked')).toEqual({ reason: 'low on disk' });
    const nack = await publisher.expect(1, 'basic.nack');
    expect(nack.deliveryTag).toBeGreaterThanOrEqual(2);
    consumer.send(1, 'basic.get', { queue: 'q', noAck: true });
    expect(String((await consumer.content(1, 'basic.get-ok')).body)).toBe('before');
    disk.fault = () => null;
    await eventually(() => expect(broker.alarm).toBe(null));
    let confirmed = nack.deliveryTag;
    if (confirmed < 3) confirmed = (await publisher.expect(1, 'basic.nack')).deliveryTag;
    expect(confirmed).toBe(3);
    await publisher.expect(0, 'connection.unblocked');
    publisher.publish(1, { routingKey: 'q', body: 'after', properties: PERSISTENT });
    expect(await publisher.expect(1, 'basic.ack')).toMatchObject({ deliveryTag: 4 });
  },
);

test('transient messages are confirmed in their turn, and never before a persistent one that was published earlier', async () => {
  publisher.publish(1, { routingKey: 'q', body: '1', properties: PERSISTENT });
  publisher.publish(1, { routingKey: 'q', body: '2' });
  for (let confirmed = 0; confirmed < 2; ) {
    const { deliveryTag, multiple } = await publisher.expect(1, 'basic.ack');
    expect(deliveryTag === confirmed + 1 || multiple).toBe(true);
    confirmed = deliveryTag;
  }
});
