import amqp from 'amqplib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openChannel } from './open-client';
import type { RawClient } from './raw-client';
import { startTestBroker, type TestBroker } from './start-test-broker';

const REPLY_TO = 'amq.rabbitmq.reply-to';

let server: TestBroker;
let client: RawClient;
let other: RawClient;
let queue: string;

beforeAll(async () => {
  server = await startTestBroker();
});

afterAll(() => server.stop());

beforeEach(async () => {
  client = await openChannel(server.port);
  other = await openChannel(server.port);
  queue = (await other.call(1, 'queue.declare', { exclusive: true })).queue;
  await other.call(1, 'basic.consume', { queue, consumerTag: 'server', noAck: true });
});

afterEach(async () => {
  await client.close();
  await other.close();
  expect(server.broker.memory.messages).toBe(0);
});

/** Sends a request and returns the address for the answer as the other side sees it. */
async function ask(): Promise<string> {
  client.publish(1, { routingKey: queue, properties: { replyTo: REPLY_TO, correlationId: '7' }, body: 'question' });
  const { properties } = await other.content(1, 'basic.deliver');
  expect(properties.correlationId).toBe('7');
  return properties.replyTo ?? '';
}

describe('direct reply-to', () => {
  test('brings the answer to the channel that asked', async () => {
    const { consumerTag } = await client.call(1, 'basic.consume', { queue: REPLY_TO, noAck: true });
    const address = await ask();
    expect(address).toMatch(/^amq\.rabbitmq\.reply-to\..{16,}$/);
    other.publish(1, { routingKey: address, properties: { correlationId: '7' }, body: 'answer' });
    const { args, properties, body } = await client.content(1, 'basic.deliver');
    expect(args).toEqual({ consumerTag, deliveryTag: 1, redelivered: false, exchange: '', routingKey: address });
    expect([properties.correlationId, body.toString()]).toEqual(['7', 'answer']);
  });

  test('keeps its address as long as the consumer is there, and is unroutable after', async () => {
    await client.call(1, 'basic.consume', { queue: REPLY_TO, consumerTag: 'mine', noAck: true });
    const address = await ask();
    expect(await ask()).toBe(address);
    const alive = { queue: address, messageCount: 0, consumerCount: 1 };
    expect(await other.call(1, 'queue.declare', { queue: address, passive: true })).toEqual(alive);
    await client.call(1, 'basic.cancel', { consumerTag: 'mine' });
    other.publish(1, { routingKey: address, mandatory: true, body: 'late' });
    expect((await other.content(1, 'basic.return')).args.replyCode).toBe(312);
    await client.call(1, 'basic.consume', { queue: REPLY_TO, consumerTag: 'mine', noAck: true });
    expect(await ask()).not.toBe(address);
  });

  test('ends with the channel', async () => {
    await client.call(1, 'basic.consume', { queue: REPLY_TO, noAck: true });
    const address = await ask();
    await client.call(1, 'channel.close', { replyCode: 200 });
    other.publish(1, { routingKey: address, mandatory: true, body: 'late' });
    await other.content(1, 'basic.return');
    await client.call(1, 'channel.open');
  });

  test('counts as a route for a mandatory message', async () => {
    await client.call(1, 'basic.consume', { queue: REPLY_TO, noAck: true });
    const address = await ask();
    await other.call(1, 'confirm.select');
    other.publish(1, { routingKey: address, mandatory: true, body: 'answer' });
    await other.expect(1, 'basic.ack');
    await client.content(1, 'basic.deliver');
  });

  test('declares as a queue that is there', async () => {
    const declared = { queue: REPLY_TO, messageCount: 0, consumerCount: 1 };
    expect(await client.call(1, 'queue.declare', { queue: REPLY_TO, passive: true })).toEqual(declared);
    expect(server.broker.vhosts.get('/')?.queues.has(REPLY_TO)).toBe(false);
  });

  test('answers a thousand requests of amqplib, each to the one who asked', async () => {
    const connection = await amqp.connect(server.url);
    const answering = await connection.createChannel();
    await answering.assertQueue('requests', { exclusive: true });
    await answering.consume(
      'requests',
      (request) => {
        const { replyTo, correlationId } = request?.properties ?? {};
        answering.sendToQueue(replyTo, Buffer.from(`${request?.content} answered`), { correlationId });
      },
      { noAck: true },
    );
    const asking = await connection.createChannel();
    const answers = new Map<string, string>();
    const all = new Promise<void>((resolve) => {
      void asking.consume(
        REPLY_TO,
        (answer) => {
          answers.set(answer?.properties.correlationId, String(answer?.content));
          if (answers.size === 1000) resolve();
        },
        { noAck: true },
      );
    });
    for (let i = 0; i < 1000; i++) {
      asking.sendToQueue('requests', Buffer.from(String(i)), { replyTo: REPLY_TO, correlationId: `c${i}` });
    }
    await all;
    expect([...answers]).toEqual(Array.from({ length: 1000 }, (_, i) => [`c${i}`, `${i} answered`]));
    await connection.close();
  });
});
