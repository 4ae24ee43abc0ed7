import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openChannel } from './open-client';
import type { RawClient } from './raw-client';
import { startTestBroker, type TestBroker } from './start-test-broker';

let server: TestBroker;
let client: RawClient;
let queue: string;

beforeAll(async () => {
  server = await startTestBroker();
});

afterAll(() => server.stop());

beforeEach(async () => {
  client = await openChannel(server.port);
  queue = (await client.call(1, 'queue.declare', { exclusive: true })).queue;
});

afterEach(async () => {
  await client.close();
  expect(server.broker.memory.messages).toBe(0);
});

async function delivery(): Promise<readonly [tag: string, body: string, deliveryTag: number, redelivered: boolean]> {
  const { args, body } = await client.content(1, 'basic.deliver');
  return [args.consumerTag, body.toString(), args.deliveryTag, args.redelivered];
}

describe('basic.recover without requeue', () => {
  test('delivers what is unacked once more to the consumers that had it, under new tags', async () => {
    await client.call(1, 'basic.qos', { prefetchCount: 1 });
    await client.call(1, 'basic.consume', { queue, consumerTag: 'one' });
    await client.call(1, 'basic.consume', { queue, consumerTag: 'two' });
    for (const body of ['a', 'b', 'c']) client.publish(1, { routingKey: queue, body });
    const first = [await delivery(), await delivery()];
    await client.send(1, 'basic.recover', { requeue: false });
    const again = [await delivery(), await delivery()];
    await client.expect(1, 'basic.recover-ok');
    expect(again).toEqual(first.map(([tag, body, deliveryTag]) => [tag, body, deliveryTag + 2, true]));
    client.send(1, 'basic.ack', { deliveryTag: 4, multiple: true });
    expect(await delivery()).toMatchObject(['one', 'c', 5, false]);
    client.send(1, 'basic.ack', { deliveryTag: 5 });
  });

  test('puts back what came by basic.get or belongs to a consumer that is gone', async () => {
    for (const body of ['a', 'b']) client.publish(1, { routingKey: queue, body });
    client.send(1, 'basic.get', { queue });
    await client.content(1, 'basic.get-ok');
    await client.call(1, 'basic.consume', { queue, consumerTag: 'gone' });
    await delivery();
    await client.call(1, 'basic.cancel', { consumerTag: 'gone' });
    client.send(1, 'basic.recover-async', { requeue: false });
    await client.call(1, 'basic.consume', { queue, consumerTag: 'next', noAck: true });
    expect([await delivery(), await delivery()]).toEqual([
      ['next', 'a', 3, true],
      ['next', 'b', 4, true],
    ]);
  });
});

describe('an immediate message', () => {
  const returned = async (): Promise<readonly [code: number, text: string, body: string]> => {
    const { args, body } = await client.content(1, 'basic.return');
    return [args.replyCode, args.replyText, body.toString()];
  };

  test('comes back when no queue can deliver it now', async () => {
    client.publish(1, { routingKey: queue, immediate: true, body: 'early' });
    expect(await returned()).toEqual([313, 'NO_CONSUMERS', 'early']);
    client.publish(1, { routingKey: 'nobody', immediate: true, body: 'nowhere' });
    expect(await returned()).toEqual([313, 'NO_CONSUMERS', 'nowhere']);
    client.publish(1, { routingKey: 'nobody', immediate: true, mandatory: true, body: 'lost' });
    expect(await returned()).toEqual([312, 'NO_ROUTE', 'lost']);
  });

  test('is delivered as long as a consumer has room', async () => {
    await client.call(1, 'basic.qos', { prefetchCount: 2 });
    await client.call(1, 'basic.consume', { queue, consumerTag: 'one' });
    for (const body of ['a', 'b', 'c']) client.publish(1, { routingKey: queue, immediate: true, body });
    expect([(await delivery())[1], (await delivery())[1]]).toEqual(['a', 'b']);
    expect(await returned()).toEqual([313, 'NO_CONSUMERS', 'c']);
    client.send(1, 'basic.ack', { deliveryTag: 2, multiple: true });
  });

  test('reaches those of many queues that can deliver it', async () => {
    const other = (await client.call(1, 'queue.declare', { exclusive: true })).queue;
    for (const each of [queue, other]) await client.call(1, 'queue.bind', { queue: each, exchange: 'amq.fanout' });
    await client.call(1, 'basic.consume', { queue: other, consumerTag: 'other', noAck: true });
    client.publish(1, { exchange: 'amq.fanout', immediate: true, body: 'x' });
    expect((await delivery())[0]).toBe('other');
    expect((await client.call(1, 'queue.declare', { queue, passive: true })).messageCount).toBe(0);
  });
});

describe('connection.update-secret', () => {
  test('is granted: passwords do not expire', async () => {
    await client.call(0, 'connection.update-secret', { newSecret: Buffer.from('new'), reason: 'renewed' });
    client.publish(1, { routingKey: queue, body: 'x' });
    expect((await client.call(1, 'queue.declare', { queue, passive: true })).messageCount).toBe(1);
  });
});
