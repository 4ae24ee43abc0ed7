import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openChannel } from './open-client';
import type { RawClient } from './raw-client';
import { methodFrame } from './raw-frames';
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

afterEach(() => client.close());

function publish(...bodies: readonly string[]): void {
  for (const body of bodies) client.publish(1, { routingKey: queue, body });
}

/** The next delivery: body, tag, and whether it was delivered before. */
async function delivery(channel = 1): Promise<readonly [body: string, deliveryTag: number, redelivered: boolean]> {
  const { args, body } = await client.content(channel, 'basic.deliver');
  return [body.toString(), args.deliveryTag, args.redelivered];
}

/** A round trip: whatever the broker had to say comes before its answer, which is expected to be the next frame. */
async function expectNothing(): Promise<void> {
  await client.call(1, 'access.request');
}

async function counts(): Promise<readonly [ready: number, consumers: number]> {
  const { messageCount, consumerCount } = await client.call(1, 'queue.declare', { queue, passive: true });
  return [messageCount, consumerCount];
}

describe('basic.consume', () => {
  test('says the tag that was asked for, or makes one', async () => {
    expect(await client.call(1, 'basic.consume', { queue, consumerTag: 'mine' })).toEqual({ consumerTag: 'mine' });
    expect((await client.call(1, 'basic.consume', { queue })).consumerTag).toMatch(/^amq\.ctag-[\w-]{22}$/);
  });

  test('with no-wait is not answered', async () => {
    publish('a');
    client.send(1, 'basic.consume', { queue, consumerTag: 'c', noWait: true });
    expect(await delivery()).toEqual(['a', 1, false]);
  });

  test('without a queue takes the one declared last', async () => {
    await client.call(1, 'basic.consume', { consumerTag: 'c' });
    publish('a');
    expect(await delivery()).toEqual(['a', 1, false]);
  });

  test('is answered before the first delivery', async () => {
    publish('a', 'b');
    await client.call(1, 'basic.consume', { queue, consumerTag: 'c' });
    expect([await delivery(), await delivery()]).toEqual([
      ['a', 1, false],
      ['b', 2, false],
    ]);
  });

  test('with no-ack needs no answer to its deliveries', async () => {
    await client.call(1, 'basic.consume', { queue, noAck: true });
    publish('a', 'b');
    await delivery();
    await delivery();
    expect(server.broker.memory.messages).toBe(0);
  });

  test('delivers with exchange, key, properties and body as they were published', async () => {
    await client.call(1, 'queue.bind', { queue, exchange: 'amq.topic', routingKey: 'a.#' });
    await client.call(1, 'basic.consume', { queue, consumerTag: 'c' });
    const properties = { contentType: 'text/plain', deliveryMode: 2, timestamp: 1_700_000_000, type: 'greeting' };
    client.publish(1, { exchange: 'amq.topic', routingKey: 'a.b', properties, body: 'hello' });
    const delivered = await client.content(1, 'basic.deliver');
    expect(delivered.args).toEqual({
      consumerTag: 'c',
      deliveryTag: 1,
      redelivered: false,
      exchange: 'amq.topic',
      routingKey: 'a.b',
    });
    expect([delivered.properties, delivered.body.toString()]).toEqual([properties, 'hello']);
  });
});

describe('basic.cancel', () => {
  test('stops the deliveries and keeps what is unacked', async () => {
    await client.call(1, 'basic.consume', { queue, consumerTag: 'c' });
    publish('a');
    await delivery();
    expect(await client.call(1, 'basic.cancel', { consumerTag: 'c' })).toEqual({ consumerTag: 'c' });
    publish('b');
    expect(await counts()).toEqual([1, 0]);
    client.send(1, 'basic.ack', { deliveryTag: 1 });
    await expectNothing();
  });

  test('of an unknown consumer succeeds', async () => {
    expect(await client.call(1, 'basic.cancel', { consumerTag: 'nobody' })).toEqual({ consumerTag: 'nobody' });
  });

  test('with no-wait is not answered', async () => {
    await client.call(1, 'basic.consume', { queue, consumerTag: 'c' });
    client.send(1, 'basic.cancel', { consumerTag: 'c', noWait: true });
    expect(await counts()).toEqual([0, 0]);
  });

  test('comes from the broker when the queue is deleted, if the client can take it', async () => {
    await client.call(1, 'queue.declare', { queue: 'shared' });
    const able = await openChannel(server.port);
    const unable = await openChannel(server.port, { capabilities: [] });
    await able.call(1, 'basic.consume', { queue: 'shared', consumerTag: 'able' });
    await unable.call(1, 'basic.consume', { queue: 'shared', consumerTag: 'unable' });
    await client.call(1, 'queue.delete', { queue: 'shared' });
    expect(await able.expect(1, 'basic.cancel')).toEqual({ consumerTag: 'able', noWait: true });
    await unable.call(1, 'basic.qos');
    await able.close();
    await unable.close();
  });
});

describe('settling', () => {
  beforeEach(async () => {
    await client.call(1, 'basic.consume', { queue, consumerTag: 'c' });
    publish('a', 'b', 'c', 'd');
    for (let i = 0; i < 4; i++) await delivery();
  });

  const unacked = (): number => server.broker.vhosts.get('/')?.queues.get(queue)?.unackedCount ?? -1;

  test('with multiple reaches back to the first', async () => {
    client.send(1, 'basic.ack', { deliveryTag: 2 });
    client.send(1, 'basic.ack', { deliveryTag: 3, multiple: true });
    await expectNothing();
    expect(unacked()).toBe(1);
    client.send(1, 'basic.ack', { deliveryTag: 0, multiple: true });
    await expectNothing();
    expect(unacked()).toBe(0);
  });

  test('by nack brings messages back in their old order', async () => {
    client.send(1, 'basic.nack', { deliveryTag: 3, multiple: true, requeue: true });
    expect([await delivery(), await delivery(), await delivery()]).toEqual([
      ['a', 5, true],
      ['b', 6, true],
      ['c', 7, true],
    ]);
  });

  test('by nack or reject without requeue drops messages', async () => {
    client.send(1, 'basic.nack', { deliveryTag: 2, multiple: true });
    client.send(1, 'basic.reject', { deliveryTag: 3 });
    client.send(1, 'basic.reject', { deliveryTag: 4, requeue: true });
    expect(await delivery()).toEqual(['d', 5, true]);
    expect(server.broker.memory.messages).toBe(1);
  });

  test('by recover brings everything back', async () => {
    await client.call(1, 'basic.recover', { requeue: true });
    for (const [i, body] of ['a', 'b', 'c', 'd'].entries()) expect(await delivery()).toEqual([body, 5 + i, true]);
    client.send(1, 'basic.recover-async', { requeue: true });
    expect(await delivery()).toEqual(['a', 9, true]);
    for (let i = 0; i < 3; i++) await delivery();
  });

  test('is over with the channel: everything goes back', async () => {
    await client.call(1, 'channel.close', { replyCode: 200 });
    await client.call(1, 'channel.open');
    expect(await counts()).toEqual([4, 0]);
    client.send(1, 'basic.get', { queue });
    expect((await client.content(1, 'basic.get-ok')).args).toMatchObject({
      redelivered: true,
      messageCount: 3,
      deliveryTag: 1,
    });
  });
});

describe('basic.qos', () => {
  test('limits each consumer that comes after it', async () => {
    await client.call(1, 'basic.qos', { prefetchCount: 1 });
    await client.call(1, 'basic.consume', { queue, consumerTag: 'one' });
    await client.call(1, 'basic.qos', { prefetchCount: 2 });
    await client.call(1, 'basic.consume', { queue, consumerTag: 'two' });
    publish('a', 'b', 'c', 'd', 'e');
    const tags: string[] = [];
    for (let i = 0; i < 3; i++) tags.push((await client.content(1, 'basic.deliver')).args.consumerTag);
    expect(tags.sort()).toEqual(['one', 'two', 'two']);
    expect(await counts()).toEqual([2, 2]);
    client.send(1, 'basic.ack', { deliveryTag: 1 });
    await delivery();
    expect(await counts()).toEqual([1, 2]);
  });

  test('with global limits the channel as a whole, also consumers that were there before', async () => {
    await client.call(1, 'basic.consume', { queue, consumerTag: 'one' });
    await client.call(1, 'basic.consume', { queue, consumerTag: 'two' });
    await client.call(1, 'basic.qos', { prefetchCount: 3, global: true });
    publish('a', 'b', 'c', 'd', 'e');
    for (let i = 0; i < 3; i++) await delivery();
    expect(await counts()).toEqual([2, 2]);
    client.send(1, 'basic.ack', { deliveryTag: 2, multiple: true });
    await delivery();
    await delivery();
    expect(await counts()).toEqual([0, 2]);
  });

  test('with a higher global limit lets more through at once', async () => {
    await client.call(1, 'basic.qos', { prefetchCount: 1, global: true });
    await client.call(1, 'basic.consume', { queue });
    publish('a', 'b', 'c');
    await delivery();
    await expectNothing();
    client.send(1, 'basic.qos', { prefetchCount: 0, global: true });
    await client.expect(1, 'basic.qos-ok');
    await delivery();
    await delivery();
  });

  test('does not count what basic.get took', async () => {
    await client.call(1, 'basic.qos', { prefetchCount: 1 });
    publish('a', 'b');
    client.send(1, 'basic.get', { queue });
    await client.content(1, 'basic.get-ok');
    await client.call(1, 'basic.consume', { queue });
    expect(await delivery()).toEqual(['b', 2, false]);
  });
});

describe('basic.get', () => {
  test('answers get-empty when there is nothing', async () => {
    client.send(1, 'basic.get', { queue });
    await client.expect(1, 'basic.get-empty');
  });

  test('says how many remain, and counts delivery tags on', async () => {
    publish('a', 'b', 'c');
    for (const [i, noAck] of [false, true, false].entries()) {
      client.send(1, 'basic.get', { queue, noAck });
      const { args } = await client.content(1, 'basic.get-ok');
      expect(args).toEqual({
        deliveryTag: i + 1,
        redelivered: false,
        exchange: '',
        routingKey: queue,
        messageCount: 2 - i,
      });
    }
    client.send(1, 'basic.ack', { deliveryTag: 3, multiple: true });
    await expectNothing();
    expect(server.broker.memory.messages).toBe(0);
  });
});

describe('channel.flow', () => {
  test('pauses and resumes the deliveries of the channel', async () => {
    await client.call(1, 'basic.consume', { queue });
    expect(await client.call(1, 'channel.flow', { active: false })).toEqual({ active: false });
    publish('a', 'b');
    expect(await counts()).toEqual([2, 1]);
    client.send(1, 'channel.flow', { active: true });
    expect(await client.expect(1, 'channel.flow-ok')).toEqual({ active: true });
    expect([(await delivery())[0], (await delivery())[0]]).toEqual(['a', 'b']);
  });

  test('leaves other channels alone', async () => {
    await client.call(2, 'channel.open');
    await client.call(1, 'basic.consume', { queue, consumerTag: 'paused' });
    await client.call(1, 'channel.flow', { active: false });
    await client.call(2, 'basic.consume', { queue, consumerTag: 'flowing' });
    publish('a', 'b');
    expect([(await delivery(2))[0], (await delivery(2))[0]]).toEqual(['a', 'b']);
  });
});

describe('a consumer priority', () => {
  test('decides who gets the messages', async () => {
    const priority = (value: number) => ({
      arguments: new Map([['x-priority', { type: 'signedint', value } as const]]),
    });
    await client.call(1, 'basic.qos', { prefetchCount: 2 });
    await client.call(1, 'basic.consume', { queue, consumerTag: 'low', ...priority(-5) });
    await client.call(1, 'basic.consume', { queue, consumerTag: 'high', ...priority(10) });
    publish('a', 'b', 'c');
    const tags: string[] = [];
    for (let i = 0; i < 3; i++) tags.push((await client.content(1, 'basic.deliver')).args.consumerTag);
    expect(tags).toEqual(['high', 'high', 'low']);
  });
});

test('a channel that was closed by an error ignores everything until close-ok, also deliveries to it', async () => {
  await client.call(2, 'channel.open');
  await client.call(2, 'basic.consume', { queue, noAck: true });
  client.write(methodFrame(2, 'basic.ack', { deliveryTag: 77 }), methodFrame(2, 'queue.delete', { queue }));
  await client.expect(2, 'channel.close');
  publish('a');
  expect(await counts()).toEqual([1, 0]);
  client.send(2, 'channel.close-ok');
  await client.call(2, 'channel.open');
});

test('a client may close a channel that the broker is closing', async () => {
  client.write(methodFrame(1, 'basic.ack', { deliveryTag: 77 }), methodFrame(1, 'channel.close', { replyCode: 200 }));
  await client.expect(1, 'channel.close');
  await client.expect(1, 'channel.close-ok');
  await client.call(1, 'channel.open');
});

test('closing and opening a channel again and again loses nothing', async () => {
  publish('a');
  for (let i = 0; i < 50; i++) {
    await client.call(2, 'channel.open');
    client.send(2, 'basic.get', { queue });
    expect((await client.content(2, 'basic.get-ok')).args.redelivered).toBe(i > 0);
    await client.call(2, 'channel.close', { replyCode: 200 });
  }
  expect(await counts()).toEqual([1, 0]);
});
