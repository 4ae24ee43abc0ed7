import { type AsyncMessage, type Channel, Connection, type SyncMessage } from 'rabbitmq-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from './eventually';
import { startTestBroker, type TestBroker } from './start-test-broker';
import { Tally } from './tally';

let server: TestBroker;
let connection: Connection;

beforeAll(async () => {
  server = await startTestBroker();
});

afterAll(() => server.stop());

beforeEach(async () => {
  connection = connect();
  await connection.onConnect(5000);
});

afterEach(() => connection.unsafeDestroy());

function connect(options: { readonly frameMax?: number } = {}): Connection {
  const made = new Connection({ hostname: '127.0.0.1', port: server.port, ...options });
  made.on('error', () => {});
  return made;
}

async function exclusiveQueue(): Promise<string> {
  return (await connection.queueDeclare({ exclusive: true })).queue;
}

async function getOne(queue: string): Promise<SyncMessage> {
  return await eventually(async () => {
    const message = await connection.basicGet({ queue, noAck: true });
    if (message === undefined) throw new Error('nothing there yet');
    return message;
  });
}

describe('rabbitmq-client', () => {
  test('publishes and consumes 10,000 messages with confirms and acks, nothing lost and nothing twice', async () => {
    const queue = await exclusiveQueue();
    const tally = new Tally(10_000);
    const consumer = connection.createConsumer(
      { queue, queueOptions: { exclusive: true }, qos: { prefetchCount: 500 } },
      (message: AsyncMessage) => {
        tally.take(String(message.body), message.redelivered);
      },
    );
    const publisher = connection.createPublisher({ confirm: true });
    const confirmed: Promise<void>[] = [];
    for (let i = 0; i < tally.total; i++)
      confirmed.push(publisher.send({ routingKey: queue, durable: i % 2 === 0 }, String(i)));
    await Promise.all(confirmed);
    await tally.done;
    expect(tally.problems).toEqual([]);
    await eventually(() => expect(server.broker.memory.messages).toBe(0));
    await consumer.close();
    await publisher.close();
  });

  test.each([4096, 131072])('carries bodies of every size with a frame-max of %i', async (frameMax) => {
    const other = connect({ frameMax });
    const publisher = other.createPublisher({ confirm: true });
    const queue = await exclusiveQueue();
    for (const size of [0, 1, frameMax - 8, frameMax, 10 * 1024 * 1024]) {
      const body = Buffer.alloc(size, 'Warren');
      await publisher.send({ routingKey: queue }, body);
      expect((await getOne(queue)).body.equals(body)).toBe(true);
    }
    await publisher.close();
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
      double: 0.1,
      price: { scale: 2, value: 1999 },
      list: ['a', 1, { deep: 'er' }],
      table: { a: 1, b: { c: 'd' } },
    };
    const channel = await connection.acquire();
    await channel.basicPublish({ routingKey: queue, headers }, 'x');
    expect((await getOne(queue)).headers).toEqual(headers);
    await channel.close();
  });

  test('gets all properties back', async () => {
    const queue = await exclusiveQueue();
    const envelope = {
      contentType: 'text/plain',
      contentEncoding: 'gzip',
      durable: true,
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
    const channel = await connection.acquire();
    await channel.basicPublish({ routingKey: queue, ...envelope }, Buffer.from('x'));
    expect(await getOne(queue)).toMatchObject(envelope);
    await channel.close();
  });

  test('hears of a mandatory message that nobody takes', async () => {
    const returned: unknown[] = [];
    const publisher = connection.createPublisher({ confirm: true });
    publisher.on('basic.return', (message) => returned.push(message));
    await publisher.send({ routingKey: 'nobody', mandatory: true }, 'back');
    const wanted = [{ replyCode: 312, replyText: 'NO_ROUTE', routingKey: 'nobody', body: 'back' }];
    await eventually(() => expect(returned).toMatchObject(wanted));
    await publisher.close();
  });

  test('keeps an exclusive queue to one of two connections', async () => {
    const queue = await exclusiveQueue();
    const other = connect();
    await expect(other.queueDeclare({ queue, passive: true })).rejects.toMatchObject({ code: 'RESOURCE_LOCKED' });
    await connection.close();
    await expect(other.queueDeclare({ queue, passive: true })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await other.close();
  });

  test.each<readonly [what: string, code: string, act: (channel: Channel) => Promise<unknown>]>([
    ['a missing queue', 'NOT_FOUND', (channel) => channel.queueDeclare({ queue: 'missing', passive: true })],
    [
      'other properties',
      'PRECONDITION_FAILED',
      (channel) => channel.exchangeDeclare({ exchange: 'amq.direct', type: 'fanout' }),
    ],
    ['a reserved name', 'ACCESS_REFUSED', (channel) => channel.queueDeclare({ queue: 'amq.mine' })],
  ])('says why it cannot declare %s', async (_what, code, act) => {
    const channel = await connection.acquire();
    await expect(act(channel)).rejects.toMatchObject({ code });
  });

  test('connects again by itself when the broker closes the connection', async () => {
    const again = new Promise<void>((resolve) => connection.once('connection', resolve));
    for (const each of server.broker.connections.values()) each.port.close('closed by a test');
    await again;
    expect((await connection.queueDeclare({ exclusive: true })).messageCount).toBe(0);
  });
});
