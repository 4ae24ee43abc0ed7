import { beforeEach, describe, expect, test } from 'vitest';
import type { FieldTable, FieldValue } from '@/server/broker/field-table';
import { addressOf, publishMessage } from '@/server/management/publish-message';
import { TestApi } from '@/server/management/test-api';

let api: TestApi;

beforeEach(() => {
  api = new TestApi();
});

const long = (value: number): FieldValue => ({ type: 'signedint', value });
const text = (value: string): FieldValue => ({ type: 'longstr', value });

function declare(name: string, args: readonly (readonly [string, FieldValue])[] = []): void {
  const options = { durable: true, exclusive: false, autoDelete: false, arguments: new Map(args) };
  api.session().declareQueue(name, options);
}

function publish(routingKey: string, exchange = '', headers: FieldTable = new Map()): void {
  const body = Buffer.from('x');
  publishMessage(api.session(), { exchange, routingKey, properties: { headers }, body });
  api.broker.endTurn();
}

const fatesOf = async (queue: string) => (await api.get(`queues/%2F/${queue}`)).json.fates;

describe('the fates of a queue', () => {
  test('are not there while every message was consumed', async () => {
    declare('q');
    publish('q');
    expect(await fatesOf('q')).toBeUndefined();
  });

  test('count what was dropped and what was refused because the queue was full', async () => {
    declare('short', [['x-max-length', long(2)]]);
    declare('full', [
      ['x-max-length', long(2)],
      ['x-overflow', text('reject-publish')],
    ]);
    for (let i = 0; i < 5; i++) for (const queue of ['short', 'full']) publish(queue);
    expect(await fatesOf('short')).toMatchObject({ dropped: 3, refused: 0, dead_lettered: 0 });
    expect(await fatesOf('full')).toMatchObject({ dropped: 0, refused: 3 });
  });

  test('count what expired, what consumers rejected, and how much of it went on', async () => {
    declare('dead');
    declare('q', [
      ['x-message-ttl', long(1000)],
      ['x-dead-letter-exchange', text('')],
      ['x-dead-letter-routing-key', text('dead')],
    ]);
    for (let i = 0; i < 3; i++) publish('q');
    const channel = api.openChannel(api.connect());
    channel.prefetchCount = 1;
    api.session().consume(channel, 'q', { consumerTag: 'c', noAck: false, exclusive: false, arguments: new Map() });
    api.broker.endTurn();
    channel.prefetchCount = 1;
    channel.reject(1, false, false);
    api.broker.endTurn();
    api.broker.closeChannel(channel);
    api.broker.endTurn();
    api.now += 2000;
    publish('dead');
    api.vhost.getQueue('q').dispatch();
    api.broker.endTurn();
    expect(await fatesOf('q')).toEqual({
      expired: 2,
      dropped: 0,
      refused: 0,
      rejected: 1,
      delivery_limit: 0,
      dead_lettered: 3,
    });
  });

  test('count what came back more often than a quorum queue allows', async () => {
    declare('jobs', [
      ['x-queue-type', text('quorum')],
      ['x-delivery-limit', long(1)],
    ]);
    publish('jobs');
    const channel = api.openChannel(api.connect());
    api.session().consume(channel, 'jobs', { consumerTag: 'c', noAck: false, exclusive: false, arguments: new Map() });
    for (let tag = 1; tag <= 2; tag++) {
      api.broker.endTurn();
      channel.reject(tag, false, true, true);
    }
    expect(await fatesOf('jobs')).toMatchObject({ delivery_limit: 1, rejected: 0 });
  });

  test('can be asked for as columns of a list', async () => {
    declare('short', [['x-max-length', long(1)]]);
    for (let i = 0; i < 3; i++) publish('short');
    const { json } = await api.get('queues/%2F?columns=name,fates.dropped');
    expect(json).toEqual([{ name: 'short', fates: { dropped: 2 } }]);
  });
});

describe('the unroutable log of an exchange', () => {
  const logOf = async (exchange: string, as = 'guest') =>
    (await api.get(`exchanges/%2F/${exchange}/unroutable`, { as })).json;

  test('counts by key and publisher, the latest first', async () => {
    const { session, send } = client();
    for (const key of ['a', 'a', 'b', 'a']) send(session, key);
    // A turn has one time.
    api.vhost.broker.endTurn();
    api.now += 1000;
    publish('b', 'amq.direct');
    const log = await logOf('amq.direct');
    expect(log).toMatchObject({ count: 5, forgotten_count: 0 });
    expect(
      log.items.map(({ routing_key, count, publisher }: Record<string, unknown>) => [
        routing_key,
        count,
        (publisher as { name: string } | null)?.name,
      ]),
    ).toEqual([
      ['b', 1, undefined],
      ['a', 3, 'shop'],
      ['b', 1, 'shop'],
    ]);
    expect(log.items[0].last_at - log.items[1].last_at).toBe(1000);
    expect((await api.get('exchanges/%2F/amq.direct')).json.messages_unroutable).toBe(5);
    expect((await api.get('exchanges/%2F/amq.topic')).json.messages_unroutable).toBeUndefined();
    expect(api.vhost.getExchange('amq.topic').unroutableLog).toBeNull();
  });

  test('keeps the last hundred pairs, however many there are', async () => {
    const { session, send } = client();
    for (let i = 0; i < 250; i++) send(session, `key ${i}`);
    const log = await logOf('amq.direct');
    expect([log.count, log.items.length, log.forgotten_count]).toEqual([250, 100, 150]);
    expect(log.items[0].routing_key).toBe('key 249');
  });

  test('leaves out what a bound queue has taken, and what an exchange keeps for later', async () => {
    const args: FieldTable = new Map([['x-delayed-type', text('direct')]]);
    const options = { durable: false, autoDelete: false, internal: false };
    api.session().declareExchange('later', { ...options, type: 'x-delayed-message', arguments: args });
    publish('a', 'later', new Map([['x-delay', long(60_000)]]));
    expect(await logOf('later')).toEqual({ count: 0, items: [], forgotten_count: 0 });
    expect((await api.get('exchanges/%2F/later')).json.messages_delayed).toBe(1);
  });

  test('tells of clients to those who may see them, and of keys to those who may read the exchange', async () => {
    const { session, send } = client();
    send(session, 'a');
    api.allow(api.addUser('dev', ['management']), '/');
    const [item] = (await logOf('amq.direct', 'dev')).items;
    expect([item.routing_key, 'publisher' in item]).toEqual(['a', false]);
    const writer = api.addUser('writer', ['management']);
    api.broker.access.setPermission(writer, '/', { configure: '.*', write: '.*', read: '^$' });
    expect((await api.get('exchanges/%2F/amq.direct/unroutable', { as: 'writer' })).status).toBe(401);
  });

  /** A client that publishes to amq.direct. */
  function client() {
    const connection = api.connect(api.guest, new Map([['connection_name', text('shop')]]));
    const session = api.openChannel(connection);
    const { memory, ports } = api.broker;
    return {
      session,
      send(channel: typeof session, routingKey: string): void {
        const address = addressOf('amq.direct', routingKey);
        const encoded = ports.codec.encode({});
        const message = memory.allocate(address, encoded.length, 0);
        message.slab.bytes.set(encoded, message.offset);
        api.vhost.publish(api.session().route(address, null), message, channel);
        api.vhost.discard(message, false);
      },
    };
  }
});
