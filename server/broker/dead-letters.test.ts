import { beforeEach, describe, expect, test } from 'vitest';
import type { Delivery } from '@/server/testing/core-client';
import { QueueBench } from '@/server/testing/queue-bench';
import { tableOf } from '@/server/testing/table-of';
import type { FieldTable, FieldValue } from './field-table';

let bench: QueueBench;

beforeEach(() => {
  bench = new QueueBench();
});

/** The value without its wire type, numbers of 64 bits as numbers. */
function plain(field: FieldValue | undefined): unknown {
  if (field === undefined || field.type === 'void') return undefined;
  if (field.type === 'table') return plainTable(field.value);
  if (field.type === 'array') return field.value.map(plain);
  return typeof field.value === 'bigint' ? Number(field.value) : field.value;
}

const plainTable = (table: FieldTable): Record<string, unknown> =>
  Object.fromEntries([...table].map(([key, value]) => [key, plain(value)]));

const deathsOf = ({ headers }: Delivery): Record<string, unknown>[] =>
  (plain(headers.get('x-death')) ?? []) as Record<string, unknown>[];

/** Queue, reason and count of each entry. */
const shortly = (delivery: Delivery): unknown[] =>
  deathsOf(delivery).map(({ queue, reason, count }) => `${queue} ${reason} ${count}`);

const toDead = { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'dead' };

/** Delivers the first message of a queue and rejects it. */
function rejectFirst(queue: string): void {
  const fetched = bench.client.session.get(queue, false, null);
  if (!fetched) throw new Error(`${queue} is empty`);
  bench.client.session.settle(fetched, 'reject');
  bench.broker.endTurn();
}

describe('a dead letter', () => {
  test('tells in its headers how it died', () => {
    bench.queue('dead');
    bench.queue('q', toDead);
    bench.client.session.bindQueue('q', 'amq.direct', 'key', new Map());
    const headers = tableOf({ own: 'kept', 'x-death': 'mine' });
    bench.client.publish('amq.direct', 'key', 'x', null, { headers, contentType: 'text/plain' });
    rejectFirst('q');
    const [delivery] = bench.drainAll('dead');
    expect(delivery?.routingKey).toBe('dead');
    expect(delivery?.body.toString()).toBe('x');
    expect(plainTable(delivery?.headers as FieldTable)).toEqual({
      own: 'kept',
      'x-death': [
        {
          count: 1,
          reason: 'rejected',
          queue: 'q',
          time: 1_700_000_000,
          exchange: 'amq.direct',
          'routing-keys': ['key'],
        },
      ],
      'x-first-death-reason': 'rejected',
      'x-first-death-queue': 'q',
      'x-first-death-exchange': 'amq.direct',
      'x-last-death-reason': 'rejected',
      'x-last-death-queue': 'q',
      'x-last-death-exchange': 'amq.direct',
    });
    expect(bench.broker.memory.messages).toBe(0);
  });

  test('has the types of RabbitMQ', () => {
    bench.queue('dead');
    bench.queue('q', toDead);
    bench.publish('q', 'x', { expiration: '5' });
    bench.pass(5);
    const [delivery] = bench.drainAll('dead');
    const field = delivery?.headers.get('x-death');
    const [entry] = field?.type === 'array' ? field.value : [];
    const types = [...(entry?.type === 'table' ? entry.value : [])].map(([key, { type }]) => `${key} ${type}`);
    expect(types).toEqual([
      'count long',
      'reason longstr',
      'queue longstr',
      'time timestamp',
      'exchange longstr',
      'routing-keys array',
      'original-expiration longstr',
    ]);
  });

  test('keeps its expiration in the history alone', () => {
    bench.queue('dead');
    bench.queue('q', toDead);
    bench.publish('q', 'x', { expiration: '5' });
    bench.pass(10_000);
    const deliveries = bench.drainAll('dead');
    expect(deliveries.map((delivery) => deathsOf(delivery)[0]?.['original-expiration'])).toEqual(['5']);
    expect(shortly(deliveries[0] as Delivery)).toEqual(['q expired 1']);
  });

  test.each([
    ['drop-head', 'ab', 'ab', 'cd'],
    ['reject-publish-dlx', 'ab', 'cd', 'ab'],
    ['reject-publish', 'ab', '', 'ab'],
  ])('of a full queue: with %s', (overflow, _first, dead, kept) => {
    bench.queue('dead');
    bench.queue('q', { ...toDead, 'x-max-length': 2, 'x-overflow': overflow });
    bench.publish('q', 'abcd');
    const letters = bench.drainAll('dead');
    expect(letters.map(({ body }) => body.toString()).join('')).toBe(dead);
    for (const letter of letters) expect(shortly(letter)).toEqual(['q maxlen 1']);
    expect(bench.drain('q')).toBe(kept);
    expect(bench.broker.memory.messages).toBe(0);
  });

  test('without an exchange of that name is dropped', () => {
    bench.queue('q', { 'x-dead-letter-exchange': 'nowhere' });
    bench.publish('q', 'x');
    rejectFirst('q');
    expect(bench.broker.memory.messages).toBe(0);
  });

  test('is not made of what is purged, acknowledged, requeued or deleted', () => {
    const dead = bench.queue('dead');
    bench.queue('q', toDead);
    bench.publish('q', 'abc');
    const first = bench.client.session.get('q', false, null);
    const second = bench.client.session.get('q', false, null);
    if (first) bench.client.session.settle(first, 'ack');
    if (second) bench.client.session.settle(second, 'requeue');
    bench.client.session.purgeQueue('q');
    bench.publish('q', 'd');
    bench.client.session.deleteQueue('q', { ifUnused: false, ifEmpty: false });
    bench.broker.endTurn();
    expect(dead.enqueued).toBe(0);
  });

  test('goes by its old keys, CC among them, unless the queue gives one', () => {
    for (const name of ['k', 'c']) bench.queue(`dead-${name}`);
    bench.client.session.bindQueue('dead-k', 'amq.topic', 'q', new Map());
    bench.client.session.bindQueue('dead-c', 'amq.topic', 'cc', new Map());
    bench.queue('q', { 'x-dead-letter-exchange': 'amq.topic' });
    bench.publish('q', 'x', { headers: tableOf({ CC: ['cc'] }) });
    rejectFirst('q');
    const [byKey] = bench.drainAll('dead-k');
    expect(deathsOf(byKey as Delivery)[0]?.['routing-keys']).toEqual(['q', 'cc']);
    expect(bench.drain('dead-c')).toBe('x');
    bench.queue('dead');
    bench.queue('q2', toDead);
    bench.publish('q2', 'x', { headers: tableOf({ CC: ['cc'] }) });
    rejectFirst('q2');
    expect(bench.drainAll('dead')[0]?.headers.has('CC')).toBe(false);
  });

  test('follows a policy as well', () => {
    bench.queue('dead');
    bench.queue('q');
    const { vhost } = bench.client;
    const definition = { 'dead-letter-exchange': '', 'dead-letter-routing-key': 'dead' };
    vhost.policies.put({ name: 'p', pattern: '^q$', applyTo: 'queues', priority: 0, definition });
    vhost.applyPolicies();
    bench.publish('q', 'x');
    rejectFirst('q');
    expect(bench.drain('dead')).toBe('x');
  });

  test('reaches a headers exchange by its new headers', () => {
    bench.queue('dead');
    bench.client.session.bindQueue(
      'dead',
      'amq.headers',
      '',
      tableOf({ 'x-match': 'all-with-x', 'x-first-death-queue': 'q' }),
    );
    bench.queue('q', { 'x-dead-letter-exchange': 'amq.headers' });
    bench.publish('q', 'x');
    rejectFirst('q');
    expect(bench.drain('dead')).toBe('x');
  });
});

describe('the history', () => {
  test('counts deaths of the same queue and reason, and puts the newest first', () => {
    bench.queue('a', { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'b' });
    bench.queue('b', { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'a' });
    bench.publish('a', 'x');
    for (const queue of ['a', 'b', 'a']) {
      rejectFirst(queue);
      bench.pass(2000);
    }
    const [delivery] = bench.drainAll('b');
    expect(shortly(delivery as Delivery)).toEqual(['a rejected 2', 'b rejected 1']);
    expect(deathsOf(delivery as Delivery).map(({ time }) => time)).toEqual([1_700_000_000, 1_700_000_002]);
    expect(plain(delivery?.headers.get('x-first-death-queue'))).toBe('a');
    expect(plain(delivery?.headers.get('x-last-death-queue'))).toBe('a');
  });

  test('begins anew when a client publishes what it has received', () => {
    bench.queue('dead');
    bench.queue('q', toDead);
    bench.publish('q', 'x');
    rejectFirst('q');
    const [first] = bench.drainAll('dead');
    bench.publish('q', 'x', { headers: first?.headers as FieldTable });
    rejectFirst('q');
    expect(shortly(bench.drainAll('dead')[0] as Delivery)).toEqual(['q rejected 1']);
  });
});

describe('a cycle', () => {
  const round = { 'x-dead-letter-exchange': '', 'x-message-ttl': 10 };

  test('of expirations ends with the message', () => {
    const a = bench.queue('a', { ...round, 'x-dead-letter-routing-key': 'b' });
    const b = bench.queue('b', { ...round, 'x-dead-letter-routing-key': 'a' });
    bench.publish('a', 'x');
    bench.pass(1000);
    expect([a.expired, b.expired]).toEqual([1, 1]);
    expect(bench.broker.memory.messages).toBe(0);
  });

  test('of a queue with itself ends at once', () => {
    const queue = bench.queue('q', round);
    bench.publish('q', 'x');
    bench.pass(1000);
    expect(queue.expired).toBe(1);
    expect(bench.broker.memory.messages).toBe(0);
  });

  test('goes on when a client rejects on the way', () => {
    const retry = bench.queue('retry', { ...round, 'x-dead-letter-routing-key': 'work' });
    bench.queue('work', { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'retry' });
    bench.publish('work', 'x');
    for (let i = 1; i <= 5; i++) {
      rejectFirst('work');
      bench.pass(10);
      expect(retry.expired).toBe(i);
    }
    expect(shortly(bench.drainAll('work')[0] as Delivery)).toEqual(['retry expired 5', 'work rejected 5']);
  });

  test('stops only those destinations that the message has been to', () => {
    bench.queue('q', { ...round, 'x-dead-letter-exchange': 'amq.fanout' });
    bench.queue('other');
    for (const queue of ['q', 'other']) bench.client.session.bindQueue(queue, 'amq.fanout', '', new Map());
    bench.publish('q', 'x');
    bench.pass(1000);
    expect(bench.drain('other')).toBe('x');
    expect(bench.client.vhost.queues.get('q')?.enqueued).toBe(1);
  });
});
