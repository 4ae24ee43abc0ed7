import { type AMQPBaseClient, type AMQPChannel, AMQPClient, type AMQPMessage } from '@cloudamqp/amqp-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from './eventually';
import { startTestBroker, type TestBroker } from './start-test-broker';
import { Tally } from './tally';

let server: TestBroker;
let connection: AMQPBaseClient;
let channel: AMQPChannel;

beforeAll(async () => {
  server = await startTestBroker();
});

afterAll(() => server.stop());

beforeEach(async () => {
  connection = await connect();
  channel = await connection.channel();
  await channel.confirmSelect();
});

afterEach(() => connection.close().catch(() => {}));

async function connect(query = ''): Promise<AMQPBaseClient> {
  const client = new AMQPClient(`${server.url}/${query}`, undefined, null);
  client.onerror = () => {};
  return await client.connect();
}

async function exclusiveQueue(): Promise<string> {
  return (await channel.queueDeclare('', { exclusive: true })).name;
}

async function getOne(queue: string): Promise<AMQPMessage> {
  const message = await channel.basicGet(queue, { noAck: true });
  if (message === null) throw new Error('the queue is empty');
  return message;
}

const bytesOf = (message: AMQPMessage): Buffer => Buffer.from((message.body as Uint8Array | null) ?? []);

describe('@cloudamqp/amqp-client', () => {
  test('publishes and consumes 10,000 messages with confirms and acks, nothing lost and nothing twice', async () => {
    const queue = await exclusiveQueue();
    const tally = new Tally(10_000);
    await channel.prefetch(500);
    await channel.basicConsume(queue, { noAck: false }, async (message) => {
      tally.take(message.bodyString() ?? '', message.redelivered);
      await message.ack();
    });
    const confirmed: Promise<number>[] = [];
    for (let i = 0; i < tally.total; i++)
      confirmed.push(channel.basicPublish('', queue, String(i), { deliveryMode: 1 + (i % 2) }));
    await Promise.all(confirmed);
    await tally.done;
    expect(tally.problems).toEqual([]);
    await eventually(() => expect(server.broker.memory.messages).toBe(0));
  });

  test.each([8192, 131072])('carries bodies of every size with a frame-max of %i', async (frameMax) => {
    const other = await connect(`?frameMax=${frameMax}`);
    const sender = await other.channel();
    await sender.confirmSelect();
    const queue = await exclusiveQueue();
    for (const size of [0, 1, frameMax - 8, frameMax, 10 * 1024 * 1024]) {
      const body = Buffer.alloc(size, 'Warren');
      await sender.basicPublish('', queue, body);
      expect(bytesOf(await getOne(queue)).equals(body)).toBe(true);
    }
    await other.close();
  });

  test('gets headers of all types back as they were', async () => {
    const queue = await exclusiveQueue();
    const headers = {
      text: 'Grüße 😀',
      yes: true,
      no: false,
      nothing: null,
      int: -2_000_000_000,
      long: 1_500_000_000_000,
      double: 0.5,
      at: new Date(1_700_000_000_000),
      bytes: Uint8Array.of(0, 255, 1),
      list: ['a', 1, { deep: 'er' }],
      table: { a: 1, b: { c: 'd' } },
    };
    await channel.basicPublish('', queue, 'x', { headers });
    expect((await getOne(queue)).properties.headers).toEqual(headers);
  });

  test('gets all properties back', async () => {
    const queue = await exclusiveQueue();
    const properties = {
      contentType: 'text/plain',
      contentEncoding: 'gzip',
      deliveryMode: 2,
      priority: 7,
      correlationId: 'c',
      replyTo: 'r',
      expiration: '60000',
      messageId: 'm',
      timestamp: new Date(1_700_000_000_000),
      type: 't',
      userId: 'guest',
      appId: 'a',
    };
    await channel.basicPublish('', queue, 'x', properties);
    expect((await getOne(queue)).properties).toEqual(properties);
  });

  test('hears of a mandatory message that nobody takes', async () => {
    const returned: AMQPMessage[] = [];
    channel.onReturn = (message) => returned.push(message);
    await channel.basicPublish('', 'nobody', 'back', {}, true);
    expect(returned.map(({ replyCode, routingKey }) => [replyCode, routingKey])).toEqual([[312, 'nobody']]);
  });

  test('keeps an exclusive queue to one of two connections', async () => {
    const queue = await exclusiveQueue();
    const other = await connect();
    const intruder = await other.channel();
    await expect(intruder.queueDeclare(queue, { passive: true })).rejects.toThrow('RESOURCE_LOCKED');
    await connection.close();
    const next = await other.channel();
    await expect(next.queueDeclare(queue, { passive: true })).rejects.toThrow('NOT_FOUND');
    await other.close();
  });

  test.each<readonly [what: string, text: string, act: (channel: AMQPChannel) => Promise<unknown>]>([
    [
      'a missing queue',
      "no queue 'missing' in vhost '/'",
      (failing) => failing.queueDeclare('missing', { passive: true }),
    ],
    ['other properties', "inequivalent arg 'type'", (failing) => failing.exchangeDeclare('amq.direct', 'fanout')],
    ['a reserved name', 'reserved prefix', (failing) => failing.queueDeclare('amq.mine')],
  ])('says why it cannot declare %s', async (_what, text, act) => {
    await expect(act(await connection.channel())).rejects.toThrow(text);
  });

  test('pauses its deliveries with channel.flow and resumes them', async () => {
    const queue = await exclusiveQueue();
    const got: string[] = [];
    await channel.basicConsume(queue, { noAck: true }, (message) => {
      got.push(message.bodyString() ?? '');
    });
    await channel.basicFlow(false);
    await channel.basicPublish('', queue, 'held');
    expect(got).toEqual([]);
    await channel.basicFlow(true);
    await eventually(() => expect(got).toEqual(['held']));
  });

  test('says why it cannot log in', async () => {
    const client = new AMQPClient(server.url.replace('guest:guest', 'guest:wrong'), undefined, null);
    client.onerror = () => {};
    await expect(client.connect()).rejects.toThrow(/ACCESS_REFUSED|403/);
  });

  test('is told when the broker closes the connection', async () => {
    const failed = new Promise<Error>((resolve) => {
      connection.onerror = resolve;
    });
    for (const each of server.broker.connections.values()) each.port.close('closed by a test');
    expect((await failed).message).toContain('closed by a test');
  });
});
