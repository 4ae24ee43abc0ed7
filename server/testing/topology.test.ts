import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from './eventually';
import { openChannel } from './open-client';
import type { RawClient } from './raw-client';
import { startTestBroker, type TestBroker } from './start-test-broker';

let server: TestBroker;
let client: RawClient;

beforeAll(async () => {
  server = await startTestBroker();
});

afterAll(() => server.stop());

beforeEach(async () => {
  client = await openChannel(server.port);
});

afterEach(async () => {
  await client.close();
  const vhost = server.broker.vhosts.get('/');
  for (const queue of [...(vhost?.queues.values() ?? [])]) vhost?.removeQueue(queue);
});

async function expectMissing(kind: 'queue' | 'exchange', name: string): Promise<void> {
  if (kind === 'queue') client.send(1, 'queue.declare', { queue: name, passive: true });
  else client.send(1, 'exchange.declare', { exchange: name, passive: true });
  expect(await client.expect(1, 'channel.close')).toMatchObject({ replyCode: 404 });
  client.send(1, 'channel.close-ok');
  await client.call(1, 'channel.open');
}

/** Publishes and says whether a queue took the message. */
async function isRouted(exchange: string, routingKey: string): Promise<boolean> {
  await client.call(2, 'channel.open');
  client.publish(2, { exchange, routingKey, mandatory: true });
  client.send(2, 'channel.close', { replyCode: 200 });
  const returned = await client.content(2, 'basic.return').catch((error: Error) => error);
  if (returned instanceof Error) {
    if (!returned.message.includes('channel.close-ok')) throw returned;
    return true;
  }
  await client.expect(2, 'channel.close-ok');
  return false;
}

describe('queue.declare', () => {
  test('makes a name when it is given none', async () => {
    const first = await client.call(1, 'queue.declare', { exclusive: true });
    const second = await client.call(1, 'queue.declare', { exclusive: true });
    expect(first.queue).toMatch(/^amq\.gen-[\w-]{22}$/);
    expect(second.queue).not.toBe(first.queue);
  });

  test('again with the same properties says what is in it', async () => {
    await client.call(1, 'queue.declare', { queue: 'again' });
    client.publish(1, { routingKey: 'again', body: 'x' });
    await client.call(1, 'channel.flow', { active: false });
    await client.call(1, 'basic.consume', { queue: 'again' });
    const wanted = { queue: 'again', messageCount: 1, consumerCount: 1 };
    expect(await client.call(1, 'queue.declare', { queue: 'again' })).toEqual(wanted);
    expect(await client.call(1, 'queue.declare', { queue: 'again', passive: true })).toEqual(wanted);
  });

  test('passively finds what is there whatever the properties', async () => {
    await client.call(1, 'queue.declare', { queue: 'there', durable: true });
    await client.call(1, 'queue.declare', { queue: 'there', passive: true, autoDelete: true });
    await client.call(1, 'exchange.declare', { exchange: 'amq.topic', passive: true });
  });

  test('passively may name a generated queue', async () => {
    const { queue } = await client.call(1, 'queue.declare', { exclusive: true });
    expect((await client.call(1, 'queue.declare', { queue, passive: true })).queue).toBe(queue);
  });

  test('with no-wait is not answered, nor are the others', async () => {
    client.send(1, 'queue.declare', { queue: 'silent', noWait: true });
    client.send(1, 'exchange.declare', { exchange: 'silent', type: 'fanout', noWait: true });
    client.send(1, 'exchange.declare', { exchange: 'silent-2', type: 'fanout', noWait: true });
    client.send(1, 'queue.bind', { queue: 'silent', exchange: 'silent-2', noWait: true });
    client.send(1, 'exchange.bind', { destination: 'silent-2', source: 'silent', noWait: true });
    client.send(1, 'confirm.select', { noWait: true });
    client.publish(1, { exchange: 'silent', body: 'x' });
    expect((await client.expect(1, 'basic.ack')).deliveryTag).toBe(1);
    client.send(1, 'exchange.unbind', { destination: 'silent-2', source: 'silent', noWait: true });
    client.send(1, 'exchange.delete', { exchange: 'silent', noWait: true });
    client.send(1, 'exchange.delete', { exchange: 'silent-2', noWait: true });
    client.send(1, 'queue.purge', { queue: 'silent', noWait: true });
    expect(await client.call(1, 'queue.declare', { queue: 'silent', passive: true })).toMatchObject({
      messageCount: 0,
    });
    client.send(1, 'queue.delete', { queue: 'silent', noWait: true });
    await expectMissing('queue', 'silent');
  });

  test('with no-wait still closes the channel on an error', async () => {
    client.send(1, 'queue.declare', { queue: 'amq.no', noWait: true });
    expect(await client.expect(1, 'channel.close')).toMatchObject({ replyCode: 403 });
    client.send(1, 'channel.close-ok');
    await client.call(1, 'channel.open');
  });
});

describe('deleting', () => {
  test('says how many messages went, and succeeds when there is nothing to delete', async () => {
    await client.call(1, 'queue.declare', { queue: 'full' });
    for (let i = 0; i < 3; i++) client.publish(1, { routingKey: 'full', body: 'x' });
    expect(await client.call(1, 'queue.delete', { queue: 'full' })).toEqual({ messageCount: 3 });
    expect(await client.call(1, 'queue.delete', { queue: 'full' })).toEqual({ messageCount: 0 });
    await client.call(1, 'exchange.delete', { exchange: 'never-there' });
    await expectMissing('queue', 'full');
  });

  test('a queue purges it, drops its bindings and leaves deliveries to be settled', async () => {
    await client.call(1, 'queue.declare', { queue: 'going' });
    await client.call(1, 'queue.bind', { queue: 'going', exchange: 'amq.direct', routingKey: 'k' });
    client.publish(1, { routingKey: 'going', body: 'x' });
    client.send(1, 'basic.get', { queue: 'going' });
    await client.content(1, 'basic.get-ok');
    await client.call(1, 'queue.delete', { queue: 'going' });
    expect(await isRouted('amq.direct', 'k')).toBe(false);
    client.send(1, 'basic.nack', { deliveryTag: 1, requeue: true });
    await client.call(1, 'basic.qos');
    expect(server.broker.memory.messages).toBe(0);
  });

  test('purging says how many messages went', async () => {
    await client.call(1, 'queue.declare', { queue: 'full', exclusive: true });
    for (let i = 0; i < 3; i++) client.publish(1, { routingKey: 'full', body: 'x' });
    expect(await client.call(1, 'queue.purge', { queue: 'full' })).toEqual({ messageCount: 3 });
    expect(await client.call(1, 'queue.purge')).toEqual({ messageCount: 0 });
  });
});

describe('binding', () => {
  test('without queue and key binds the last queue by its name', async () => {
    const { queue } = await client.call(1, 'queue.declare', { exclusive: true });
    await client.call(1, 'queue.bind', { exchange: 'amq.direct' });
    expect(await isRouted('amq.direct', queue)).toBe(true);
    await client.call(1, 'queue.unbind', { exchange: 'amq.direct' });
    expect(await isRouted('amq.direct', queue)).toBe(false);
  });

  test('twice is binding once', async () => {
    const { queue } = await client.call(1, 'queue.declare', { exclusive: true });
    for (let i = 0; i < 2; i++) await client.call(1, 'queue.bind', { queue, exchange: 'amq.fanout', routingKey: 'k' });
    expect(server.broker.vhosts.get('/')?.bindings.size).toBe(1);
    await client.call(1, 'queue.unbind', { queue, exchange: 'amq.fanout', routingKey: 'k' });
    expect(await isRouted('amq.fanout', 'k')).toBe(false);
  });

  test('tells bindings with other arguments apart', async () => {
    const { queue } = await client.call(1, 'queue.declare', { exclusive: true });
    const args = (value: number) => new Map([['n', { type: 'signedint', value } as const]]);
    for (const n of [1, 2]) await client.call(1, 'queue.bind', { queue, exchange: 'amq.fanout', arguments: args(n) });
    await client.call(1, 'queue.unbind', { queue, exchange: 'amq.fanout', arguments: args(1) });
    expect(await isRouted('amq.fanout', '')).toBe(true);
    await client.call(1, 'queue.unbind', { queue, exchange: 'amq.fanout', arguments: args(2) });
    expect(await isRouted('amq.fanout', '')).toBe(false);
  });

  test('is undone without complaint when it was never there, nor its ends', async () => {
    const { queue } = await client.call(1, 'queue.declare', { exclusive: true });
    await client.call(1, 'queue.unbind', { queue, exchange: 'amq.fanout', routingKey: 'never' });
    await client.call(1, 'queue.unbind', { queue, exchange: 'missing' });
    await client.call(1, 'queue.unbind', { queue: 'missing', exchange: 'amq.fanout' });
    await client.call(1, 'exchange.unbind', { destination: 'missing', source: 'amq.fanout' });
  });

  test('to a headers exchange asks the headers of each message', async () => {
    const { queue } = await client.call(1, 'queue.declare', { exclusive: true });
    const one = new Map([['n', { type: 'signedint', value: 1 } as const]]);
    await client.call(1, 'queue.bind', { queue, exchange: 'amq.headers', arguments: one });
    await client.call(1, 'confirm.select');
    client.publish(1, { exchange: 'amq.headers', mandatory: true, properties: { headers: one } });
    await client.expect(1, 'basic.ack');
    client.publish(1, { exchange: 'amq.headers', mandatory: true });
    await client.content(1, 'basic.return');
    await client.expect(1, 'basic.ack');
  });

  test('an exchange to an exchange passes messages on', async () => {
    const { queue } = await client.call(1, 'queue.declare', { exclusive: true });
    await client.call(1, 'exchange.declare', { exchange: 'inner', type: 'topic', autoDelete: true, internal: true });
    await client.call(1, 'exchange.bind', { destination: 'inner', source: 'amq.fanout' });
    await client.call(1, 'queue.bind', { queue, exchange: 'inner', routingKey: 'a.*' });
    expect([await isRouted('amq.fanout', 'a.b'), await isRouted('amq.fanout', 'b')]).toEqual([true, false]);
    await client.call(1, 'exchange.unbind', { destination: 'inner', source: 'amq.fanout' });
    expect(await isRouted('amq.fanout', 'a.b')).toBe(false);
  });
});

describe('auto-delete', () => {
  test('takes a queue away with its last consumer, not before it had one', async () => {
    await client.call(1, 'queue.declare', { queue: 'brief', autoDelete: true });
    await client.call(1, 'queue.declare', { queue: 'brief', passive: true });
    for (const consumerTag of ['a', 'b']) await client.call(1, 'basic.consume', { queue: 'brief', consumerTag });
    await client.call(1, 'basic.cancel', { consumerTag: 'a' });
    await client.call(1, 'queue.declare', { queue: 'brief', passive: true });
    await client.call(1, 'basic.cancel', { consumerTag: 'b' });
    await expectMissing('queue', 'brief');
  });

  test('takes a queue away when the channel or the connection of its last consumer closes', async () => {
    for (const how of ['channel', 'connection'] as const) {
      const other = await openChannel(server.port);
      await other.call(1, 'queue.declare', { queue: 'brief', autoDelete: true });
      await other.call(1, 'basic.consume', { queue: 'brief' });
      if (how === 'channel') await other.call(1, 'channel.close', { replyCode: 200 });
      else await other.close();
      await expectMissing('queue', 'brief');
      other.destroy();
    }
  });

  test('takes an exchange away with its last binding', async () => {
    await client.call(1, 'exchange.declare', { exchange: 'brief', type: 'fanout', autoDelete: true });
    await client.call(1, 'queue.declare', { queue: 'q1', exclusive: true });
    await client.call(1, 'queue.bind', { queue: 'q1', exchange: 'brief', routingKey: 'a' });
    await client.call(1, 'queue.bind', { queue: 'q1', exchange: 'brief', routingKey: 'b' });
    await client.call(1, 'queue.unbind', { queue: 'q1', exchange: 'brief', routingKey: 'a' });
    await client.call(1, 'exchange.declare', { exchange: 'brief', passive: true });
    await client.call(1, 'queue.delete', { queue: 'q1' });
    await expectMissing('exchange', 'brief');
  });
});

describe('an exclusive queue', () => {
  const LOCKED =
    "RESOURCE_LOCKED - cannot obtain exclusive access to locked queue 'mine' in vhost '/'. It could be originally declared on " +
    'another connection or the exclusive property value does not match that of the original declaration.';

  test.each<readonly [what: string, act: (other: RawClient) => void]>([
    ['declare', (other) => other.send(1, 'queue.declare', { queue: 'mine', exclusive: true })],
    ['declare as a shared one', (other) => other.send(1, 'queue.declare', { queue: 'mine' })],
    ['declare passively', (other) => other.send(1, 'queue.declare', { queue: 'mine', passive: true })],
    ['consume from', (other) => other.send(1, 'basic.consume', { queue: 'mine' })],
    ['get from', (other) => other.send(1, 'basic.get', { queue: 'mine' })],
    ['purge', (other) => other.send(1, 'queue.purge', { queue: 'mine' })],
    ['delete', (other) => other.send(1, 'queue.delete', { queue: 'mine' })],
    ['bind', (other) => other.send(1, 'queue.bind', { queue: 'mine', exchange: 'amq.fanout' })],
    ['unbind', (other) => other.send(1, 'queue.unbind', { queue: 'mine', exchange: 'amq.fanout' })],
  ])('is not for another connection to %s', async (_what, act) => {
    await client.call(1, 'queue.declare', { queue: 'mine', exclusive: true });
    const other = await openChannel(server.port);
    act(other);
    expect(await other.expect(1, 'channel.close')).toMatchObject({ replyCode: 405, replyText: LOCKED.slice(0, 255) });
    other.destroy();
  });

  test('cannot be declared again as a shared one by its owner', async () => {
    await client.call(1, 'queue.declare', { queue: 'mine', exclusive: true });
    client.send(1, 'queue.declare', { queue: 'mine' });
    expect(await client.expect(1, 'channel.close')).toMatchObject({ replyCode: 405 });
    client.send(1, 'channel.close-ok');
  });

  test('may be used by any channel of its connection', async () => {
    await client.call(1, 'queue.declare', { queue: 'mine', exclusive: true });
    await client.call(2, 'channel.open');
    await client.call(2, 'queue.declare', { queue: 'mine', exclusive: true });
    await client.call(2, 'basic.consume', { queue: 'mine' });
  });

  test('takes messages from anybody', async () => {
    await client.call(1, 'queue.declare', { queue: 'mine', exclusive: true });
    const other = await openChannel(server.port);
    other.publish(1, { routingKey: 'mine', body: 'hello' });
    await other.close();
    client.send(1, 'basic.get', { queue: 'mine', noAck: true });
    expect((await client.content(1, 'basic.get-ok')).body.toString()).toBe('hello');
  });

  test('outlives the channel that declared it, not the connection', async () => {
    const owner = await openChannel(server.port);
    await owner.call(1, 'queue.declare', { queue: 'mine', exclusive: true });
    await owner.call(1, 'channel.close', { replyCode: 200 });
    await owner.call(1, 'channel.open');
    await owner.call(1, 'queue.declare', { queue: 'mine', passive: true });
    await owner.close();
    await expectMissing('queue', 'mine');
  });

  test('goes also when its connection is cut', async () => {
    const owner = await openChannel(server.port);
    await owner.call(1, 'queue.declare', { queue: 'mine', exclusive: true });
    owner.publish(1, { routingKey: 'mine', body: 'lost' });
    owner.destroy();
    await eventually(() => expect(server.broker.vhosts.get('/')?.queues.size).toBe(0));
    expect(server.broker.memory.messages).toBe(0);
  });
});
