import amqp, { type Channel, type ChannelModel, type GetMessage, type Options } from 'amqplib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from './eventually';
import { startTestBroker, type TestBroker } from './start-test-broker';

let broker: TestBroker;
let connection: ChannelModel;
let channel: Channel;

beforeEach(async () => {
  broker = await startTestBroker();
  connection = await amqp.connect(broker.url);
  connection.on('error', () => {});
  channel = await connection.createChannel();
});

afterEach(async () => {
  await connection.close().catch(() => {});
  await broker.stop();
});

const declare = async (queue: string, args: Record<string, unknown> = {}): Promise<void> => {
  await channel.assertQueue(queue, { durable: true, arguments: args });
};

const send = (queue: string, body: string, options: Options.Publish = {}): void => {
  channel.sendToQueue(queue, Buffer.from(body), options);
};

const count = async (queue: string): Promise<number> => (await channel.checkQueue(queue)).messageCount;

/** What basic.get finds until the queue is empty. */
async function drain(queue: string): Promise<GetMessage[]> {
  const messages: GetMessage[] = [];
  for (let got = await channel.get(queue, { noAck: true }); got; got = await channel.get(queue, { noAck: true })) {
    messages.push(got);
  }
  return messages;
}

const texts = (messages: readonly GetMessage[]): string => messages.map(({ content }) => content.toString()).join('');

const toDead = { deadLetterExchange: '', deadLetterRoutingKey: 'dead' };

describe('lengths', () => {
  test('the oldest messages give way', async () => {
    await declare('q', { 'x-max-length': 2 });
    for (const body of 'abcd') send('q', body);
    expect(texts(await drain('q'))).toBe('cd');
  });

  test('refused messages are nacked, each by itself, and all others acknowledged', async () => {
    await declare('q', { 'x-max-length': 3, 'x-overflow': 'reject-publish' });
    await declare('free');
    const confirms = await connection.createConfirmChannel();
    const outcomes: string[] = [];
    const bodies = ['a', 'b', 'c', 'd', 'e'];
    for (const body of bodies) {
      confirms.sendToQueue('q', Buffer.from(body), {}, (error) => outcomes.push(`${body} ${error ? 'nack' : 'ack'}`));
    }
    confirms.sendToQueue('free', Buffer.from('f'), {}, (error) => outcomes.push(`f ${error ? 'nack' : 'ack'}`));
    await eventually(() => expect(outcomes).toHaveLength(6));
    expect(outcomes.sort()).toEqual(['a ack', 'b ack', 'c ack', 'd nack', 'e nack', 'f ack']);
    expect(texts(await drain('q'))).toBe('abc');
  });

  test('a message that one queue refuses and another takes is nacked and delivered', async () => {
    await declare('full', { 'x-max-length': 0, 'x-overflow': 'reject-publish' });
    await declare('free');
    for (const queue of ['full', 'free']) await channel.bindQueue(queue, 'amq.fanout', '');
    const confirms = await connection.createConfirmChannel();
    const outcome = await new Promise((resolve) => {
      confirms.publish('amq.fanout', '', Buffer.from('x'), {}, (error) => resolve(error ? 'nack' : 'ack'));
    });
    expect(outcome).toBe('nack');
    expect(texts(await drain('free'))).toBe('x');
  });
});

describe('times', () => {
  test('a message expires in real time and is dead-lettered with its history', async () => {
    await declare('dead');
    await channel.assertQueue('q', { ...toDead, messageTtl: 500 });
    const at = Date.now() / 1000;
    send('q', 'x', { expiration: 30, headers: { own: 1 } });
    const [dead] = await eventually(async () => {
      expect(await count('dead')).toBe(1);
      return await drain('dead');
    });
    expect(dead?.properties.expiration).toBeUndefined();
    const headers = dead?.properties.headers as unknown as Record<string, unknown> & {
      'x-death': Record<string, unknown>[];
    };
    const [death] = headers['x-death'];
    const time = death?.['time'] as { '!': string; value: number };
    expect([time['!'], Math.abs(time.value - at) < 10]).toEqual(['timestamp', true]);
    expect({ ...headers, 'x-death': [{ ...death, time: 0 }] }).toEqual({
      own: 1,
      'x-death': [
        {
          count: 1,
          reason: 'expired',
          queue: 'q',
          time: 0,
          exchange: '',
          'routing-keys': ['q'],
          'original-expiration': '30',
        },
      ],
      'x-first-death-reason': 'expired',
      'x-first-death-queue': 'q',
      'x-first-death-exchange': '',
      'x-last-death-reason': 'expired',
      'x-last-death-queue': 'q',
      'x-last-death-exchange': '',
    });
  });

  test('what expires reaches a consumer of the dead letter queue by itself', async () => {
    await declare('dead');
    await channel.assertQueue('q', { ...toDead, messageTtl: 20 });
    const received: string[] = [];
    await channel.consume('dead', (message) => received.push(message?.content.toString() ?? 'cancelled'));
    for (const body of 'abc') send('q', body);
    await eventually(() => expect(received).toEqual(['a', 'b', 'c']));
  });

  test('an unused queue goes', async () => {
    await channel.assertQueue('q', { expires: 40 });
    await eventually(() => expect(broker.broker.vhosts.get('/')?.queues.has('q')).toBe(false));
  });

  test('a consumer that acknowledges nothing loses its channel', async () => {
    const slow = await connection.createChannel();
    const failure = new Promise<Error>((resolve) => slow.on('error', resolve));
    await declare('q', { 'x-consumer-timeout': 100 });
    await slow.consume('q', () => {});
    send('q', 'x');
    expect((await failure).message).toContain(
      'PRECONDITION_FAILED - delivery acknowledgement on channel 2 timed out. Timeout value used: 100 ms.',
    );
    await eventually(async () => expect(texts(await drain('q'))).toBe('x'));
  });
});

describe('dead letters', () => {
  test('of rejected messages, and of a full queue, in order', async () => {
    await declare('dead');
    await channel.assertQueue('q', { ...toDead, maxLength: 2 });
    for (const body of 'abcd') send('q', body);
    const first = await channel.get('q');
    if (first) channel.nack(first, false, false);
    await eventually(async () => expect(await count('dead')).toBe(3));
    const letters = await drain('dead');
    expect(texts(letters)).toBe('abc');
    const reasons = letters.map(({ properties }) => properties.headers?.['x-last-death-reason'] as unknown);
    expect(reasons).toEqual(['maxlen', 'maxlen', 'rejected']);
  });

  test('need the permission to read the queue and to write to the exchange', async () => {
    const { access } = broker.broker;
    const user = access.addUser('limited', 'limited', []);
    access.setPermission(user, '/', { configure: '.*', write: '^q$', read: '.*' });
    const limited = await amqp.connect(broker.url.replace('guest:guest', 'limited:limited'));
    limited.on('error', () => {});
    const own = await limited.createChannel();
    own.on('error', () => {});
    await expect(own.assertQueue('q', { deadLetterExchange: 'amq.fanout' })).rejects.toThrow(
      "write access to exchange 'amq.fanout' in vhost '/' refused for user 'limited'",
    );
    await limited.close();
  });
});

describe('priorities and quorum queues', () => {
  test('the higher priority comes first', async () => {
    await channel.assertQueue('q', { maxPriority: 3 });
    for (const [body, priority] of [
      ['a', 1],
      ['b', 3],
      ['c', 2],
      ['d', 99],
      ['e', 0],
    ] as const) {
      send('q', body, { priority });
    }
    expect(texts(await drain('q'))).toBe('bdcae');
  });

  test('a quorum queue counts deliveries and gives up', async () => {
    await declare('dead');
    await declare('q', {
      'x-queue-type': 'quorum',
      'x-delivery-limit': 1,
      'x-dead-letter-exchange': '',
      'x-dead-letter-routing-key': 'dead',
    });
    send('q', 'x', { headers: { own: 'kept' } });
    const seen: unknown[] = [];
    await channel.consume('q', (message) => {
      if (!message) return;
      seen.push(message.properties.headers);
      channel.reject(message, true);
    });
    await eventually(async () => expect(await count('dead')).toBe(1));
    expect(seen).toEqual([{ own: 'kept' }, { own: 'kept', 'x-acquired-count': 1, 'x-delivery-count': 1 }]);
    const [letter] = await drain('dead');
    expect(letter?.properties.headers).toMatchObject({ own: 'kept', 'x-first-death-reason': 'delivery_limit' });
    expect(letter?.properties.headers).not.toHaveProperty('x-delivery-count');
  });

  test('a single active consumer gets everything until it is cancelled', async () => {
    await declare('q', { 'x-single-active-consumer': true });
    const received: string[] = [];
    const listen = async (consumerTag: string): Promise<void> => {
      const take = (): number => received.push(consumerTag);
      await channel.consume('q', take, { consumerTag, noAck: true });
    };
    await listen('a');
    await listen('b');
    for (const body of '12') send('q', body);
    await eventually(() => expect(received).toEqual(['a', 'a']));
    await channel.cancel('a');
    send('q', '3');
    await eventually(() => expect(received).toEqual(['a', 'a', 'b']));
  });
});
