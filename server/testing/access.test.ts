import { type Channel, type ChannelModel, connect } from 'amqplib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plainLogin } from './open-client';
import { RawClient } from './raw-client';
import { PROTOCOL_HEADER } from './raw-frames';
import { startTestBroker, type TestBroker } from './start-test-broker';
import { startTestServer } from './start-test-server';

const ALL = { configure: '.*', write: '.*', read: '.*' };

interface Failure {
  readonly code?: number;
  readonly message: string;
}

let server: TestBroker;
const connections: ChannelModel[] = [];

beforeEach(async () => {
  server = await startTestBroker();
  const { access } = server.broker;
  access.setPermission(access.addUser('ann', 'secret', []), '/', ALL);
});

afterEach(async () => {
  await Promise.allSettled(connections.splice(0).map((connection) => connection.close()));
  await server.stop();
});

async function open(user = 'ann', password = 'secret'): Promise<ChannelModel> {
  const connection = await connect(`amqp://${user}:${password}@127.0.0.1:${server.port}`);
  connection.on('error', () => {});
  connections.push(connection);
  return connection;
}

/** A channel, and the failure that closes it or its connection. */
async function openChannel(): Promise<{ readonly channel: Channel; readonly failure: Promise<Failure> }> {
  const connection = await open();
  const channel = await connection.createChannel();
  const failure = new Promise<Failure>((resolve) => {
    channel.on('error', resolve);
    connection.on('error', resolve);
  });
  return { channel, failure };
}

/** amqplib keeps the broker's words about connection.open to itself. */
async function refusalOfOpen(): Promise<readonly [code: number, text: string]> {
  const client = await RawClient.connect(server.port);
  client.write(PROTOCOL_HEADER);
  await client.expect(0, 'connection.start');
  client.send(0, 'connection.start-ok', plainLogin({ user: 'ann', password: 'secret' }));
  const { frameMax, channelMax } = await client.expect(0, 'connection.tune');
  client.send(0, 'connection.tune-ok', { frameMax, channelMax, heartbeat: 0 });
  client.send(0, 'connection.open', { virtualHost: '/' });
  const { replyCode, replyText } = await client.expect(0, 'connection.close');
  client.close();
  return [replyCode, replyText];
}

async function failureOf(promise: PromiseLike<unknown>): Promise<Failure> {
  try {
    await promise;
  } catch (failure) {
    return failure as Failure;
  }
  throw new Error('nothing failed');
}

describe('topic permissions', () => {
  beforeEach(() => {
    const { access } = server.broker;
    const ann = access.users.get('ann');
    if (ann) access.setTopicPermission(ann, '/', 'amq.topic', { write: '^{username}\\.', read: '^(ann|all)\\.' });
  });

  test('let through what matches', async () => {
    const { channel } = await openChannel();
    const { queue } = await channel.assertQueue('', { exclusive: true });
    await channel.bindQueue(queue, 'amq.topic', 'all.#');
    await channel.bindQueue(queue, 'amq.topic', 'ann.*');
    channel.publish('amq.topic', 'ann.1', Buffer.from('x'));
    channel.publish('amq.direct', 'bob.1', Buffer.from('no topic exchange'));
    await channel.unbindQueue(queue, 'amq.topic', 'all.#');
    expect((await channel.checkQueue(queue)).messageCount).toBe(1);
  });

  test('refuse to publish', async () => {
    const { channel, failure } = await openChannel();
    channel.publish('amq.topic', 'ann.1', Buffer.from('x'));
    channel.publish('amq.topic', 'bob.1', Buffer.from('x'));
    const { code, message } = await failure;
    expect(code).toBe(403);
    expect(message).toContain(
      "ACCESS_REFUSED - write access to topic 'bob.1' in exchange 'amq.topic' in vhost '/' refused for user 'ann'",
    );
  });

  test.each(['bindQueue', 'unbindQueue'] as const)('refuse to %s', async (method) => {
    const { channel } = await openChannel();
    const { queue } = await channel.assertQueue('', { exclusive: true });
    channel.on('error', () => {});
    const { message } = await failureOf(channel[method](queue, 'amq.topic', 'bob.*'));
    expect(message).toContain("ACCESS_REFUSED - read access to topic 'bob.*' in exchange 'amq.topic' in vhost '/'");
  });
});

test('a permission that is taken away is missed by the next message', async () => {
  const { channel, failure } = await openChannel();
  const { queue } = await channel.assertQueue('', { exclusive: true });
  channel.publish('amq.fanout', '', Buffer.from('x'));
  await channel.checkQueue(queue);
  const { access } = server.broker;
  const ann = access.users.get('ann');
  if (ann) access.setPermission(ann, '/', { ...ALL, write: '^amq\\.topic$' });
  channel.publish('amq.fanout', '', Buffer.from('x'));
  expect((await failure).code).toBe(403);
});

test('a user who is deleted is cut off', async () => {
  const connection = await open();
  const closed = new Promise<Failure>((resolve) => connection.on('close', resolve));
  const { access } = server.broker;
  const ann = access.users.get('ann');
  if (ann) access.removeUser(ann);
  server.amqp.endTurn();
  const { code, message } = await closed;
  expect([code, message.includes("user 'ann' is deleted")]).toEqual([320, true]);
});

describe('limits', () => {
  test('of queues of a vhost', async () => {
    server.broker.vhosts.get('/')?.limits.set('max-queues', 1);
    const { channel, failure } = await openChannel();
    await channel.assertQueue('first', { durable: false });
    await channel.assertQueue('first', { durable: false });
    await failureOf(channel.assertQueue('second', { durable: false }));
    const { code, message } = await failure;
    expect([code, message.includes("queue limit in vhost '/' (1) is reached")]).toEqual([406, true]);
  });

  test.each([
    ['no limit', -1, 2],
    ['one', 1, 1],
    ['none at all', 0, 0],
  ])('of connections of a vhost: %s', async (_name, limit, accepted) => {
    server.broker.vhosts.get('/')?.limits.set('max-connections', limit);
    for (let i = 0; i < accepted; i++) await open();
    if (limit < 0) return;
    await failureOf(open());
    expect(await refusalOfOpen()).toEqual([
      530,
      `NOT_ALLOWED - access to vhost '/' refused for user 'ann': connection limit (${limit}) is reached`,
    ]);
    await connections.pop()?.close();
    if (limit > 0) await open();
  });

  test('of connections of a user', async () => {
    server.broker.access.users.get('ann')?.limits.set('max-connections', 1);
    await open();
    await failureOf(open());
    expect(await refusalOfOpen()).toEqual([
      530,
      "NOT_ALLOWED - Connection refused for user 'ann': user connection limit (1) is reached",
    ]);
    await open('guest', 'guest');
  });

  test('of channels of a user, over all connections', async () => {
    server.broker.access.users.get('ann')?.limits.set('max-channels', 2);
    await openChannel();
    const { channel } = await openChannel();
    const third = await open();
    const failure = new Promise<Failure>((resolve) => third.on('error', resolve));
    await failureOf(third.createChannel());
    const { code, message } = await failure;
    expect([code, message.includes('maximum allowed user limit of (2)')]).toEqual([530, true]);
    await channel.close();
    await (await open()).createChannel();
  });
});

describe('wrong passwords', () => {
  test('make an address wait, whatever it tries', async () => {
    for (let i = 0; i < 10; i++) {
      expect((await failureOf(open('ann', 'wrong'))).message).toContain('ACCESS_REFUSED');
    }
    expect((await failureOf(open())).message).toContain('ACCESS_REFUSED');
    await open('guest', 'guest');
    expect(server.broker.access.logins.all()).toEqual([{ protocol: 'amqp091', attempts: 12, failed: 11 }]);
  });

  test('by HTTP and by AMQP count together', async () => {
    const whole = await startTestServer({ config: { signInAttemptsPerMinute: 4 } });
    const ask = async (password: string) => {
      const authorization = `Basic ${Buffer.from(`guest:${password}`).toString('base64')}`;
      return (await fetch(`${whole.httpUrl}/api/whoami`, { headers: { authorization } })).status;
    };
    try {
      expect([await ask('a'), await ask('b')]).toEqual([401, 401]);
      const guess = whole.amqpUrl.replace('guest:guest', 'guest:c');
      for (let i = 0; i < 2; i++) await failureOf(connect(guess));
      expect(await ask('guest')).toBe(429);
      expect((await failureOf(connect(whole.amqpUrl))).message).toContain('ACCESS_REFUSED');
    } finally {
      await whole.stop();
    }
  });
});
