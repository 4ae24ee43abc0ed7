import { connect } from 'amqplib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from './eventually';
import { openChannel } from './open-client';
import { startTestServer, type TestServer } from './start-test-server';

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer({ config: { pageAboveBytes: 1024 * 1024 } });
});
afterEach(() => server.stop());

async function get(path: string): Promise<Record<string, number>> {
  const authorization = `Basic ${Buffer.from('guest:guest').toString('base64')}`;
  const response = await fetch(`${server.httpUrl}${path}`, { headers: { authorization } });
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, number>;
}

test('queues tell what is persistent, in memory and on disk alone', async () => {
  const connection = await connect(server.amqpUrl);
  const channel = await connection.createConfirmChannel();
  const body = Buffer.alloc(1024);
  await channel.assertQueue('kept', { durable: true });
  await channel.assertQueue('passing', { durable: false });
  for (let i = 0; i < 3000; i++) channel.sendToQueue('kept', body, { persistent: i % 3 !== 0 });
  channel.sendToQueue('passing', body, { persistent: true });
  await channel.waitForConfirms();
  const kept = await get('/api/queues/%2F/kept');
  expect(kept).toMatchObject({ messages: 3000, messages_persistent: 2000, message_bytes_persistent: 2000 * 1024 });
  expect(kept['messages_paged_out']).toBeGreaterThan(0);
  expect(kept['message_bytes_paged_out']).toBe((kept['messages_paged_out'] as number) * 1024);
  expect(kept['messages_ram']).toBe(3000 - (kept['messages_paged_out'] as number));
  expect(kept['messages_ready_ram']).toBe(kept['messages_ram']);
  expect(kept['message_bytes_ram']).toBe((kept['messages_ram'] as number) * 1024);
  expect(await get('/api/queues/%2F/passing')).toMatchObject({ messages_persistent: 0, messages_ram: 1 });
  // One that is held is persistent still; a purge takes what is ready.
  expect(await channel.get('kept')).toBeTruthy();
  const held = await channel.get('kept');
  expect(held !== false && held.properties.deliveryMode).toBe(2);
  await channel.purgeQueue('kept');
  expect(await get('/api/queues/%2F/kept')).toMatchObject({
    messages: 2,
    messages_persistent: 1,
    message_bytes_persistent: 1024,
    messages_paged_out: 0,
    message_bytes_paged_out: 0,
    messages_unacknowledged_ram: 2,
  });
  channel.ackAll();
  await eventually(async () => expect((await get('/api/queues/%2F/kept'))['messages']).toBe(0));
  expect(await get('/api/queues/%2F/kept')).toMatchObject({ messages_persistent: 0, message_bytes_persistent: 0 });
  await connection.close();
});

// What RabbitMQ 3.10 answers to the same: nothing is persistent in a queue that ends with its connection or the broker.
test.each([
  ['durable', { durable: true }, 3],
  ['transient', { durable: false }, 0],
  ['auto-delete', { durable: true, autoDelete: true }, 3],
  ['exclusive', { durable: false, exclusive: true }, 0],
  ['exclusive and durable', { durable: true, exclusive: true }, 0],
] as const)(
  'of three persistent messages and one other, a queue that is %s tells',
  async (_kind, options, persistent) => {
    const connection = await connect(server.amqpUrl);
    const channel = await connection.createConfirmChannel();
    await channel.assertQueue('q', options);
    for (let i = 0; i < 4; i++) channel.sendToQueue('q', Buffer.from('hello'), { persistent: i < 3 });
    await channel.waitForConfirms();
    expect(await get('/api/queues/%2F/q')).toMatchObject({
      ...{ messages: 4, messages_ram: 4, message_bytes_ram: 20 },
      ...{ messages_persistent: persistent, message_bytes_persistent: 5 * persistent },
    });
    await connection.close();
  },
);

test('queues tell when the message that leaves next was made', async () => {
  const connection = await connect(server.amqpUrl);
  const channel = await connection.createConfirmChannel();
  await channel.assertQueue('dated');
  const head = async () => (await get('/api/queues/%2F/dated'))['head_message_timestamp'];
  expect(await head()).toBeNull();
  channel.sendToQueue('dated', Buffer.from('a'), { timestamp: 1_700_000_000 });
  channel.sendToQueue('dated', Buffer.from('b'), {});
  await channel.waitForConfirms();
  expect(await head()).toBe(1_700_000_000);
  await channel.get('dated', { noAck: true });
  expect(await head()).toBeNull();
  await connection.close();
});

test('channels tell what waits for the end of a transaction', async () => {
  const client = await openChannel(Number(new URL(server.amqpUrl).port));
  const { queue } = await client.call(1, 'queue.declare', { exclusive: true });
  const channelOf = async (): Promise<Record<string, number>> => {
    const [channel] = (await get('/api/channels')) as unknown as Record<string, number>[];
    return channel as Record<string, number>;
  };
  for (const body of ['a', 'b']) {
    client.publish(1, { routingKey: queue, body });
    client.send(1, 'basic.get', { queue });
    await client.content(1, 'basic.get-ok');
  }
  await client.call(1, 'tx.select');
  for (const body of ['c', 'd', 'e']) client.publish(1, { routingKey: queue, body });
  client.send(1, 'basic.ack', { deliveryTag: 2, multiple: true });
  await client.call(1, 'basic.qos', { prefetchCount: 1 });
  expect(await channelOf()).toMatchObject({
    transactional: true,
    messages_uncommitted: 3,
    acks_uncommitted: 2,
    messages_unacknowledged: 2,
    messages_unconfirmed: 0,
  });
  await client.call(1, 'tx.commit');
  expect(await channelOf()).toMatchObject({
    messages_uncommitted: 0,
    acks_uncommitted: 0,
    messages_unacknowledged: 0,
  });
  await client.close();
});
