import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EventExchange } from '@/server/broker/event-exchange';
import type { FieldTable, FieldValue } from '@/server/broker/field-table';
import type { VHost } from '@/server/broker/vhost';
import { openChannel } from './open-client';
import type { RawClient } from './raw-client';
import { startTestBroker, type TestBroker } from './start-test-broker';

let server: TestBroker;
let vhost: VHost;
let client: RawClient;
let watcher: RawClient;
let queue: string;

beforeAll(async () => {
  server = await startTestBroker();
  new EventExchange(server.broker, '/');
  vhost = server.broker.vhosts.get('/') as VHost;
});

afterAll(() => server.stop());

beforeEach(async () => {
  client = await openChannel(server.port);
  watcher = await openChannel(server.port);
  queue = (await client.call(1, 'queue.declare', { queue: 'work', exclusive: true })).queue;
});

afterEach(async () => {
  vhost.isTraced = false;
  await watcher.close();
  await client.close();
  expect(server.broker.memory.messages).toBe(0);
});

const text = (value: string): FieldValue => ({ type: 'longstr', value });
const int = (value: number): FieldValue => ({ type: 'signedint', value });

async function watch(exchange: string, routingKey: string): Promise<void> {
  const watching = (await watcher.call(1, 'queue.declare', { exclusive: true })).queue;
  await watcher.call(1, 'queue.bind', { queue: watching, exchange, routingKey });
  await watcher.call(1, 'basic.consume', { queue: watching, consumerTag: 'watcher', noAck: true });
}

async function seen(): Promise<readonly [key: string, body: string, headers: FieldTable]> {
  const { args, body, properties } = await watcher.content(1, 'basic.deliver');
  return [args.routingKey, body.toString(), properties.headers ?? new Map()];
}

describe('the firehose', () => {
  test('copies what is published and what is delivered, with all about it in the headers', async () => {
    await watch('amq.rabbitmq.trace', '#');
    vhost.isTraced = true;
    const properties = { contentType: 'text/plain', priority: 3, headers: new Map([['a', int(1)]]) };
    client.publish(1, { exchange: '', routingKey: queue, properties, body: 'hello' });
    const [publishKey, published, publishHeaders] = await seen();
    expect([publishKey, published]).toEqual(['publish.', 'hello']);
    const [name] = [...server.broker.connections.keys()];
    expect(publishHeaders).toEqual(
      new Map<string, FieldValue>([
        ['exchange_name', text('')],
        ['routing_keys', { type: 'array', value: [text('work')] }],
        [
          'properties',
          {
            type: 'table',
            value: new Map<string, FieldValue>([
              ['content_type', text('text/plain')],
              ['headers', { type: 'table', value: properties.headers }],
              ['priority', { type: 'long', value: 3n }],
            ]),
          },
        ],
        ['node', text('warren@localhost')],
        ['vhost', text('/')],
        ['connection', text(name ?? '')],
        ['channel', int(1)],
        ['user', text('guest')],
        ['routed_queues', { type: 'array', value: [text('work')] }],
      ]),
    );
    client.send(1, 'basic.get', { queue });
    expect((await client.content(1, 'basic.get-ok')).body.toString()).toBe('hello');
    const [deliverKey, delivered, deliverHeaders] = await seen();
    expect([deliverKey, delivered, deliverHeaders.get('redelivered')]).toEqual(['deliver.work', 'hello', int(0)]);
    client.send(1, 'basic.nack', { deliveryTag: 1, requeue: true });
    await client.call(1, 'basic.consume', { queue, consumerTag: 'one', noAck: true });
    await client.content(1, 'basic.deliver');
    expect((await seen())[2].get('redelivered')).toEqual(int(1));
  });

  test('copies what nobody takes, and what is returned stays whole', async () => {
    await watch('amq.rabbitmq.trace', 'publish.amq.direct');
    vhost.isTraced = true;
    client.publish(1, { exchange: 'amq.direct', routingKey: 'nobody', mandatory: true, body: 'back' });
    expect((await client.content(1, 'basic.return')).body.toString()).toBe('back');
    expect((await seen())[2].get('routed_queues')).toEqual({ type: 'array', value: [] });
  });

  test('is quiet when it is off, and turned on for channels that are open', async () => {
    await watch('amq.rabbitmq.trace', '#');
    client.publish(1, { routingKey: queue, body: 'unseen' });
    await client.call(1, 'queue.purge', { queue });
    vhost.isTraced = true;
    client.publish(1, { routingKey: queue, body: 'seen' });
    expect((await seen())[1]).toBe('seen');
    vhost.isTraced = false;
    client.publish(1, { routingKey: queue, body: 'unseen' });
    await client.call(1, 'queue.purge', { queue });
    vhost.isTraced = true;
    client.publish(1, { routingKey: queue, body: 'again' });
    expect((await seen())[1]).toBe('again');
  });
});

describe('the event exchange', () => {
  test('tells of queues, exchanges, bindings and consumers', async () => {
    await watch('amq.rabbitmq.event', '#');
    // The watcher sees its own binding and its own consumer.
    expect([(await seen())[0], (await seen())[0]]).toEqual(['binding.created', 'consumer.created']);
    await client.call(1, 'exchange.declare', { exchange: 'events', type: 'topic' });
    await client.call(1, 'queue.declare', { queue: 'told', autoDelete: true });
    await client.call(1, 'queue.bind', { queue: 'told', exchange: 'events', routingKey: 'k' });
    await client.call(1, 'basic.consume', { queue: 'told', consumerTag: 'one' });
    await client.call(1, 'basic.cancel', { consumerTag: 'one' });
    await client.call(1, 'exchange.delete', { exchange: 'events' });
    const events: (readonly [string, string | undefined])[] = [];
    for (let i = 0; i < 8; i++) {
      const [key, body, headers] = await seen();
      expect([body, headers.get('timestamp_in_ms')?.type]).toEqual(['', 'long']);
      const name = headers.get('name') ?? headers.get('destination_name') ?? headers.get('consumer_tag');
      events.push([key, name?.type === 'longstr' ? name.value : undefined]);
    }
    expect(events).toEqual([
      ['exchange.created', 'events'],
      ['queue.created', 'told'],
      ['binding.created', 'told'],
      ['consumer.created', 'one'],
      ['consumer.deleted', 'one'],
      ['binding.deleted', 'told'],
      ['queue.deleted', 'told'],
      ['exchange.deleted', 'events'],
    ]);
  });

  test('tells who has done it, and what nobody has', async () => {
    await watch('amq.rabbitmq.event', '*.*');
    expect([(await seen())[0], (await seen())[0]]).toEqual(['binding.created', 'consumer.created']);
    const user = server.broker.access.addUser('worker', 'secret', []);
    server.broker.access.setPermission(user, '/', { configure: '.*', write: '.*', read: '.*' });
    const worker = await openChannel(server.port, { user: 'worker', password: 'secret' });
    await worker.call(1, 'queue.declare', { queue: 'own', exclusive: true });
    await worker.call(1, 'queue.declare', { queue: 'gone', autoDelete: true });
    await worker.call(1, 'basic.consume', { queue: 'gone', consumerTag: 'one' });
    await worker.call(1, 'basic.cancel', { consumerTag: 'one' });
    await worker.close();
    const doers: string[] = [];
    while (doers.at(-1)?.startsWith('connection.closed') !== true) {
      const [key, , headers] = await seen();
      const actor = headers.get('user_who_performed_action');
      doers.push(`${key} ${actor?.type === 'longstr' ? actor.value : '-'}`);
    }
    expect(doers).toEqual([
      ...['user.created rmq-internal', 'permission.created rmq-internal'],
      ...['connection.created worker', 'channel.created worker', 'queue.created worker', 'queue.created worker'],
      ...['consumer.created worker', 'consumer.deleted worker', 'queue.deleted rmq-internal'],
      ...['channel.closed worker', 'queue.deleted rmq-internal', 'connection.closed -'],
    ]);
    server.broker.access.removeUser(user);
  });

  test('tells of who signs in', async () => {
    await watch('amq.rabbitmq.event', 'user.#');
    const other = await openChannel(server.port);
    expect((await seen())[0]).toBe('user.authentication.success');
    await other.close();
    const failing = openChannel(server.port, { password: 'wrong' });
    await expect(failing).rejects.toThrow();
    const [key, , headers] = await seen();
    expect([key, headers.get('name')]).toEqual(['user.authentication.failure', text('guest')]);
  });

  test('tells of users and permissions', async () => {
    await watch('amq.rabbitmq.event', '*.*');
    expect([(await seen())[0], (await seen())[0]]).toEqual(['binding.created', 'consumer.created']);
    const { access } = server.broker;
    const user = access.addUser('told', 'secret', []);
    access.setPermission(user, '/', { configure: '', write: 'a', read: 'b' });
    access.clearPermission(user, '/');
    access.removeUser(user);
    server.amqp.endTurn();
    const keys: string[] = [];
    for (let i = 0; i < 4; i++) keys.push((await seen())[0]);
    expect(keys).toEqual(['user.created', 'permission.created', 'permission.deleted', 'user.deleted']);
  });

  test('may be bound to and not published to', async () => {
    client.publish(1, { exchange: 'amq.rabbitmq.event', routingKey: 'queue.created', body: 'x' });
    expect((await client.expect(1, 'channel.close')).replyText).toBe(
      "ACCESS_REFUSED - cannot publish to internal exchange 'amq.rabbitmq.event' in vhost '/'",
    );
    client.send(1, 'channel.close-ok');
  });
});
