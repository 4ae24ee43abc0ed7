import { beforeEach, describe, expect, test } from 'vitest';
import type { Diagnosis } from '@/lib/diagnosis';
import type { Channel } from '@/server/broker/channel';
import type { FieldTable, FieldValue } from '@/server/broker/field-table';
import { publishMessage } from '@/server/management/publish-message';
import { QUEUE, TestApi } from '@/server/management/test-api';

let api: TestApi;

beforeEach(() => {
  api = new TestApi();
  api.tick();
});

const text = (value: string): FieldValue => ({ type: 'longstr', value });
const int = (value: number): FieldValue => ({ type: 'signedint', value });

function declare(name: string, args: Readonly<Record<string, FieldValue>> = {}, durable = true): void {
  api.session().declareQueue(name, { ...QUEUE, durable, arguments: new Map(Object.entries(args)) });
}

function declareExchange(name: string, args: FieldTable = new Map()): void {
  const options = { type: 'direct', durable: true, autoDelete: false, internal: false, arguments: args };
  api.session().declareExchange(name, options);
}

function publish(routingKey: string, { exchange = '', times = 1 } = {}): void {
  const body = Buffer.from('x');
  for (let i = 0; i < times; i++) {
    publishMessage(api.session(), { exchange, routingKey, properties: { headers: new Map() }, body });
  }
  api.broker.endTurn();
}

function consume(queue: string, { prefetch = 0, noAck = false } = {}): Channel {
  const channel = api.openChannel(api.connect());
  channel.prefetchCount = prefetch;
  api.session().consume(channel, queue, { consumerTag: 'c', noAck, exclusive: false, arguments: new Map() });
  api.broker.endTurn();
  return channel;
}

/** Repeats something for a minute, sampled every five seconds. */
function forAMinute(act: () => void): void {
  for (let i = 0; i < 12; i++) {
    act();
    api.tick();
  }
}

async function diagnosis(path = 'diagnosis', as = 'guest'): Promise<Diagnosis> {
  const { status, json } = await api.get(path, { as });
  expect(status).toBe(200);
  return json;
}

const idsOf = ({ findings }: Diagnosis) => findings.map(({ rule }) => rule);

async function finding(rule: string) {
  const { findings } = await diagnosis();
  const found = findings.find((each) => each.rule === rule);
  if (found === undefined) throw new Error(`${rule} is not among ${findings.map((each) => each.rule).join(', ')}`);
  return { kind: found.places[0]?.kind, name: found.places[0]?.name, detail: found.places[0]?.detail };
}

test('finds nothing at a broker that is well', async () => {
  declare('orders', { 'x-dead-letter-exchange': text(''), 'x-dead-letter-routing-key': text('dead') });
  declare('dead');
  const channel = consume('orders', { prefetch: 100 });
  forAMinute(() => {
    publish('orders', { times: 50 });
    channel.acknowledge(0, true);
  });
  const { findings, rules, looked_at } = await diagnosis();
  expect(findings).toEqual([]);
  expect(rules).toBe(21);
  // The exchanges that are always there, two queues, a connection, a channel and the broker.
  expect(looked_at).toBe(api.vhost.exchanges.size + 5);
});

describe('of exchanges', () => {
  test('messages that find no queue, until they are old news', async () => {
    publish('nowhere', { exchange: 'amq.direct', times: 3 });
    publish('void', { exchange: 'amq.direct' });
    const detail = '4 messages so far, lately with key "void" and 1 other';
    expect(await finding('unroutable')).toEqual({ kind: 'exchange', name: 'amq.direct', detail });
    api.now += 301_000;
    expect(idsOf(await diagnosis())).toEqual([]);
  });

  test('an alternate exchange that is not there', async () => {
    declareExchange('shop', new Map([['alternate-exchange', text('spare')]]));
    expect(await finding('alternate_exchange_missing')).toMatchObject({ name: 'shop', detail: 'names spare' });
    declareExchange('spare');
    expect(idsOf(await diagnosis())).toEqual([]);
  });
});

describe('of queues', () => {
  test.each([
    ['an exchange that is not there', { 'x-dead-letter-exchange': text('dlx') }, 'exchange dlx, which is not there'],
    [
      'an exchange without a binding',
      { 'x-dead-letter-exchange': text('bare') },
      'exchange bare, which has no binding',
    ],
    [
      'a queue that is not there',
      { 'x-dead-letter-exchange': text(''), 'x-dead-letter-routing-key': text('gone') },
      'queue gone, which is not there',
    ],
  ])('dead letters that go to %s', async (_what, args, where) => {
    declareExchange('bare');
    declare('q', args);
    const detail = `its dead letters go to ${where}`;
    expect(await finding('dead_letters_lost')).toEqual({ kind: 'queue', name: 'q', detail });
  });

  test('what comes in while nobody consumes', async () => {
    declare('q');
    forAMinute(() => publish('q', { times: 10 }));
    expect(await finding('nobody_consumes')).toMatchObject({
      name: 'q',
      detail: '120 ready messages, 2 more a second',
    });
    api.tick();
    expect(idsOf(await diagnosis())).toEqual([]);
  });

  test('a backlog that grows although somebody consumes', async () => {
    declare('q');
    consume('q', { prefetch: 1 });
    forAMinute(() => publish('q', { times: 200 }));
    const { detail } = await finding('backlog_grows');
    expect(detail).toMatch(/^2,399 ready messages, 2,[0-9]{3} more than a minute ago: 40\/s come in, 0\/s go out$/);
  });

  test('dead letters that wait', async () => {
    declare('q', { 'x-dead-letter-exchange': text('amq.fanout') });
    declare('dead');
    api.session().bindQueue('dead', 'amq.fanout', '', new Map());
    publish('dead');
    expect(await finding('dead_letters_wait')).toMatchObject({ name: 'dead', detail: '1 dead letter' });
  });

  test('messages that come back again and again', async () => {
    declare('q');
    publish('q', { times: 10 });
    const channel = consume('q', { prefetch: 10 });
    forAMinute(() => {
      for (let tag = channel.lastDeliveryTag - 9; tag <= channel.lastDeliveryTag; tag++)
        channel.reject(tag, false, true);
      api.broker.endTurn();
    });
    expect((await finding('redelivery_loop')).detail).toBe('2 of 2.2 deliveries a second are repeated ones');
  });

  test('polling', async () => {
    declare('q');
    const channel = api.openChannel(api.connect());
    forAMinute(() => {
      for (let i = 0; i < 8; i++) api.session().get('q', true, channel);
    });
    expect((await finding('polling')).detail).toBe('asked 1.6 times a second');
  });

  test('priorities beyond use, and shared queues that do not outlive a restart', async () => {
    declare('q', { 'x-max-priority': int(50) });
    declare('gone', {}, false);
    expect((await finding('many_priorities')).detail).toBe('x-max-priority is 50');
    expect((await finding('transient_queue')).name).toBe('gone');
  });
});

describe('of clients', () => {
  test('a delivery that has not been acknowledged for long', async () => {
    declare('q');
    publish('q', { times: 2 });
    consume('q', { prefetch: 5 });
    api.now += 301_000;
    expect((await finding('unacked_for_long')).detail).toBe('2 unacked deliveries, the oldest for 5 min 1 s');
  });

  test('a consumer without a limit', async () => {
    declare('q');
    publish('q', { times: 1000 });
    consume('q');
    expect((await finding('no_prefetch_limit')).detail).toBe('consumer c holds 1,000 messages');
  });

  test('a prefetch of one at a fast consumer', async () => {
    declare('q');
    publish('q', { times: 20_000 });
    const channel = consume('q', { prefetch: 1 });
    forAMinute(() => {
      for (let i = 0; i < 1000; i++) {
        channel.acknowledge(channel.lastDeliveryTag, false);
        api.broker.endTurn();
      }
    });
    expect((await finding('prefetch_of_one')).detail).toBe('200 acks a second while messages wait');
  });

  test('consuming without acks, and publishing without confirms', async () => {
    declare('q');
    const channel = consume('q', { noAck: true });
    channel.publishes.set('', { exchange: '', published: 0 });
    forAMinute(() => {
      publish('q', { times: 10 });
      const counter = channel.publishes.get('');
      if (counter) counter.published += 10;
    });
    expect((await finding('auto_ack')).detail).toBe('from queue q');
    expect((await finding('no_confirms')).detail).toBe('2 messages a second');
  });

  test('connections that are blocked, have very many channels, or no heartbeat', async () => {
    const connection = api.connect();
    for (let number = 1; number <= 200; number++) api.openChannel(connection, number);
    connection.isBlocked = true;
    Object.assign(connection.info, { heartbeatSeconds: 0 });
    expect((await finding('blocked')).detail).toBe('waits for the alarm to end');
    expect((await finding('many_channels')).detail).toBe('200 channels');
    expect((await finding('no_heartbeat')).name).toBe(connection.name);
  });

  test('things that are made for a moment', async () => {
    let made = 0;
    forAMinute(() => {
      for (let i = 0; i < 30; i++) {
        const connection = api.connect();
        for (let number = 1; number <= 4; number++) api.openChannel(connection, number);
        declare(`q${made++}`);
        api.broker.closeConnection(connection);
      }
    });
    expect((await finding('connection_churn')).detail).toBe('6 new connections a second');
    expect((await finding('channel_churn')).detail).toBe('24 new channels a second');
    expect((await finding('queue_churn')).kind).toBe('broker');
  });
});

describe('who sees what', () => {
  test('the worst comes first, and of many places the first fifty are shown', async () => {
    for (let i = 0; i < 60; i++) declare(`q${i}`, { 'x-dead-letter-exchange': text('none') });
    declare('p', { 'x-max-priority': int(50) });
    const { findings } = await diagnosis();
    expect(findings.map(({ severity, count, places }) => [severity, count, places.length])).toEqual([
      ['error', 60, 50],
      ['advice', 1, 1],
    ]);
  });

  test('vhosts of others and clients of others stay theirs', async () => {
    declare('p', { 'x-max-priority': int(50) });
    api.connect().isBlocked = true;
    const stranger = api.addUser('stranger', ['management']);
    expect((await diagnosis('diagnosis', 'stranger')).findings).toEqual([]);
    expect((await api.get('diagnosis/%2F', { as: 'stranger' })).status).toBe(401);
    api.allow(stranger, '/');
    expect(idsOf(await diagnosis('diagnosis/%2F', 'stranger'))).toEqual(['many_priorities']);
    api.connect(stranger).isBlocked = true;
    expect(idsOf(await diagnosis('diagnosis', 'stranger'))).toEqual(['blocked', 'many_priorities']);
    expect((await api.get('diagnosis/none')).status).toBe(404);
  });

  test('a queue, an exchange and a connection can be asked about alone', async () => {
    declare('p', { 'x-max-priority': int(50) });
    declare('gone', {}, false);
    publish('nowhere', { exchange: 'amq.direct' });
    const connection = api.connect();
    connection.isBlocked = true;
    expect(idsOf(await diagnosis('queues/%2F/p/diagnosis'))).toEqual(['many_priorities']);
    expect(idsOf(await diagnosis('exchanges/%2F/amq.direct/diagnosis'))).toEqual(['unroutable']);
    expect(idsOf(await diagnosis('exchanges/%2F/amq.default/diagnosis'))).toEqual([]);
    const path = `connections/${encodeURIComponent(connection.name)}/diagnosis`;
    expect(idsOf(await diagnosis(path))).toEqual(['blocked']);
    api.addUser('stranger', ['management']);
    expect((await api.get(path, { as: 'stranger' })).status).toBe(401);
    expect((await api.get('queues/%2F/p/diagnosis', { as: 'stranger' })).status).toBe(401);
    expect((await api.get('queues/%2F/none/diagnosis')).status).toBe(404);
  });
});
