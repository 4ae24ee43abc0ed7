import amqp, { type Channel, type ChannelModel, type ConfirmChannel, type GetMessage } from 'amqplib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from './eventually';
import { startTestBroker, type TestBroker } from './start-test-broker';
import { Tally } from './tally';

let server: TestBroker;
let connection: ChannelModel;
let channel: ConfirmChannel;

beforeAll(async () => {
  server = await startTestBroker();
});

afterAll(() => server.stop());

beforeEach(async () => {
  connection = await amqp.connect(server.url);
  connection.on('error', () => {});
  channel = await connection.createConfirmChannel();
  channel.on('error', () => {});
});

afterEach(() => connection.close().catch(() => {}));

async function exclusiveQueue(): Promise<string> {
  return (await channel.assertQueue('', { exclusive: true })).queue;
}

async function getOne(queue: string): Promise<GetMessage> {
  return await eventually(async () => {
    const message = await channel.get(queue, { noAck: true });
    if (message === false) throw new Error('nothing there yet');
    return message;
  });
}

describe('amqplib', () => {
  test('publishes and consumes 10,000 messages with confirms and acks, nothing lost and nothing twice', async () => {
    const queue = await exclusiveQueue();
    const tally = new Tally(10_000);
    await channel.prefetch(500);
    await channel.consume(queue, (message) => {
      if (message === null) return;
      tally.take(message.content.toString(), message.fields.redelivered);
      channel.ack(message);
    });
    for (let i = 0; i < tally.total; i++)
      channel.sendToQueue(queue, Buffer.from(String(i)), { persistent: i % 2 === 0 });
    await channel.waitForConfirms();
    await tally.done;
    expect(tally.problems).toEqual([]);
    await eventually(async () => expect(server.broker.memory.messages).toBe(0));
  });

  test.each([4096, 131072])('carries bodies of every size with a frame-max of %i', async (frameMax) => {
    const other = await amqp.connect({ hostname: '127.0.0.1', port: server.port, frameMax });
    const sender = await other.createConfirmChannel();
    const queue = await exclusiveQueue();
    for (const size of [0, 1, frameMax - 8, frameMax, 10 * 1024 * 1024]) {
      const body = Buffer.alloc(size, 'Warren');
      sender.sendToQueue(queue, body);
      await sender.waitForConfirms();
      expect((await getOne(queue)).content.equals(body)).toBe(true);
    }
    await other.close();
  });

  test('gets headers of all types back as they were', async () => {
    const queue = await exclusiveQueue();
    const headers = {
      text: 'Grüße 😀',
      empty: '',
      yes: true,
      no: false,
      nothing: null,
      tiny: -5,
      short: 3000,
      int: -2_000_000_000,
      long: 1_500_000_000_000,
      double: 0.1,
      bytes: Buffer.of(0, 255, 1),
      list: ['a', 1, [true, null], { deep: 'er' }],
      table: { a: 1, b: { c: 'd' } },
    };
    const typed = {
      byte: { '!': 'byte', value: -1 },
      uint8: { '!': 'uint8', value: 255 },
      uint16: { '!': 'uint16', value: 65535 },
      uint32: { '!': 'uint32', value: 4_000_000_000 },
      int64: { '!': 'int64', value: -5_000_000_000 },
      float: { '!': 'float', value: 0.5 },
      double: { '!': 'double', value: 2 },
    };
    const marked = {
      at: { '!': 'timestamp', value: 1_700_000_000 },
      price: { '!': 'decimal', value: { places: 2, digits: 1999 } },
    };
    channel.sendToQueue(queue, Buffer.from('x'), { headers: { ...headers, ...typed, ...marked } });
    const got = (await getOne(queue)).properties.headers;
    const values = Object.fromEntries(Object.entries(typed).map(([name, { value }]) => [name, value]));
    expect(got).toEqual({ ...headers, ...values, ...marked });
  });

  test('gets all properties back', async () => {
    const queue = await exclusiveQueue();
    const options = {
      contentType: 'text/plain',
      contentEncoding: 'gzip',
      deliveryMode: 2,
      priority: 7,
      correlationId: 'c',
      replyTo: 'r',
      expiration: '60000',
      messageId: 'm',
      timestamp: 1_700_000_000,
      type: 't',
      userId: 'guest',
      appId: 'a',
    };
    channel.sendToQueue(queue, Buffer.from('x'), options);
    expect((await getOne(queue)).properties).toMatchObject(options);
  });

  test('hears of a mandatory message that nobody takes', async () => {
    const returned = new Promise((resolve) => channel.on('return', resolve));
    channel.publish('amq.direct', 'nobody', Buffer.from('back'), { mandatory: true });
    expect(await returned).toMatchObject({
      fields: { replyCode: 312, routingKey: 'nobody' },
      content: Buffer.from('back'),
    });
  });

  test('gets what it refused again, marked, and drops what it rejects', async () => {
    const queue = await exclusiveQueue();
    channel.sendToQueue(queue, Buffer.from('again'));
    await channel.waitForConfirms();
    const first = (await channel.get(queue)) as GetMessage;
    channel.nack(first);
    const second = await eventually(async () => {
      const message = await channel.get(queue);
      if (message === false) throw new Error('not back yet');
      return message;
    });
    expect([first.fields.redelivered, second.fields.redelivered]).toEqual([false, true]);
    channel.reject(second, false);
    expect(await channel.get(queue)).toBe(false);
  });

  test('keeps an exclusive queue to one of two connections', async () => {
    const queue = await exclusiveQueue();
    const other = await amqp.connect(server.url);
    const intruder = await other.createChannel();
    const failed = new Promise<Error>((resolve) => intruder.on('error', resolve));
    await expect(intruder.checkQueue(queue)).rejects.toThrow(/405.*RESOURCE[_-]LOCKED/);
    expect((await failed).message).toContain('RESOURCE_LOCKED');
    await connection.close();
    const next = await other.createChannel();
    next.on('error', () => {});
    await expect(next.checkQueue(queue)).rejects.toThrow(/404.*NOT[_-]FOUND/);
    await other.close();
  });

  test('is told of a consumer whose queue is deleted', async () => {
    const queue = await exclusiveQueue();
    const cancelled = new Promise((resolve) => channel.consume(queue, resolve));
    const second = await connection.createChannel();
    await second.deleteQueue(queue);
    expect(await cancelled).toBeNull();
  });

  test.each<readonly [what: string, act: (channel: Channel) => Promise<unknown>, text: RegExp]>([
    ['a missing queue', (ch) => ch.checkQueue('missing'), /404.*no queue 'missing' in vhost '\/'/],
    ['a missing exchange', (ch) => ch.checkExchange('missing'), /404.*no exchange 'missing' in vhost '\/'/],
    ['other properties', (ch) => ch.assertExchange('amq.direct', 'fanout'), /406.*inequivalent arg 'type'/],
    ['a reserved name', (ch) => ch.assertQueue('amq.mine'), /403.*reserved prefix/],
  ])('says why it cannot declare %s', async (_what, act, text) => {
    const failing = await connection.createChannel();
    failing.on('error', () => {});
    await expect(act(failing)).rejects.toThrow(text);
  });

  test('says why it cannot log in', async () => {
    const url = server.url.replace('guest:guest', 'guest:wrong');
    await expect(amqp.connect(url)).rejects.toThrow(/403.*ACCESS_REFUSED/);
    await expect(amqp.connect(`${server.url}/nowhere`)).rejects.toThrow('ConnectionClose');
  });

  test('is told when the broker closes the connection', async () => {
    const failed = new Promise<Error>((resolve) => connection.on('close', resolve));
    for (const each of server.broker.connections.values()) each.port.close('closed by a test');
    expect((await failed).message).toContain('CONNECTION_FORCED - closed by a test');
  });
});
