import { beforeEach, describe, expect, test } from 'vitest';
import type { Delivery } from '@/server/testing/core-client';
import { QueueBench } from '@/server/testing/queue-bench';
import { integerOf } from './field-table';

let bench: QueueBench;

beforeEach(() => {
  bench = new QueueBench();
});

const quorum = { 'x-queue-type': 'quorum' };

/** The counts that a delivery shows: acquired and failed. */
const counts = ({ headers }: Delivery): unknown[] => [
  integerOf(headers.get('x-acquired-count')),
  integerOf(headers.get('x-delivery-count')),
];

describe('a quorum queue', () => {
  test('tells how often a message was handed out and how often that failed', () => {
    bench.queue('q', quorum);
    bench.client.consume(bench.channel, 'q', 'c');
    bench.publish('q', 'x');
    bench.channel.reject(1, false, true);
    bench.broker.endTurn();
    bench.channel.reject(2, false, true, true);
    bench.broker.endTurn();
    expect(bench.port.deliveries.map(counts)).toEqual([
      [undefined, undefined],
      [1, undefined],
      [2, 1],
    ]);
    expect(bench.received).toBe('xxx');
    bench.channel.acknowledge(3, false);
    expect(bench.broker.memory.messages).toBe(0);
  });

  test('tells basic.get as well', () => {
    bench.queue('q', quorum);
    bench.publish('q', 'x');
    const first = bench.client.session.get('q', false, null);
    if (first) bench.client.session.settle(first, 'requeue');
    const second = bench.client.session.get('q', true, null);
    expect(second?.content).not.toBe(second?.message);
    if (second) {
      second.queue.forget(second.message, second.content);
      second.queue.release(second.message);
    }
    expect(bench.broker.memory.messages).toBe(0);
  });

  test.each([
    [{ 'x-delivery-limit': 2 }, 3],
    [{}, 21],
  ])('gives a message up after too many failures: %j', (limit, attempts) => {
    const queue = bench.queue('q', {
      ...quorum,
      ...limit,
      'x-dead-letter-exchange': '',
      'x-dead-letter-routing-key': 'dead',
    });
    bench.queue('dead');
    bench.client.consume(bench.channel, 'q', 'c');
    bench.publish('q', 'x');
    for (let tag = 1; tag <= attempts; tag++) {
      expect(queue.unackedCount).toBe(1);
      bench.channel.reject(tag, false, true, true);
      bench.broker.endTurn();
    }
    expect([queue.unackedCount, queue.readyCount, queue.deadLettered]).toEqual([0, 0, 1]);
    const reason = bench.drainAll('dead')[0]?.headers.get('x-last-death-reason');
    expect(reason).toEqual({ type: 'longstr', value: 'delivery_limit' });
  });

  test('counts the end of a channel as a failure, and a nack not', () => {
    const queue = bench.queue('q', { ...quorum, 'x-delivery-limit': 0 });
    bench.client.consume(bench.channel, 'q', 'c');
    bench.publish('q', 'x');
    for (let tag = 1; tag <= 30; tag++) {
      bench.channel.reject(tag, false, true);
      bench.broker.endTurn();
    }
    expect(queue.unackedCount).toBe(1);
    bench.broker.closeChannel(bench.channel);
    expect([queue.readyCount, bench.broker.memory.messages]).toEqual([0, 0]);
  });

  test('without a limit never gives up', () => {
    const queue = bench.queue('q', { ...quorum, 'x-delivery-limit': -1 });
    expect(queue.rules.deliveryLimit).toBe(Number.POSITIVE_INFINITY);
  });

  test('delivers the higher priority first, of 32 levels', () => {
    bench.queue('q', quorum);
    for (const [body, priority] of [
      ['a', 3],
      ['b', undefined],
      ['c', 31],
      ['d', 200],
      ['e', 5],
    ] as const) {
      bench.publish('q', body, priority === undefined ? {} : { priority });
    }
    expect(bench.drain('q')).toBe('cdeba');
  });
});

describe('a queue with priorities', () => {
  test('delivers the higher first, and of the same in order', () => {
    bench.queue('q', { 'x-max-priority': 5 });
    const priorities = [0, 3, 5, 3, 9, 1];
    for (const [i, priority] of priorities.entries()) bench.publish('q', String(i), { priority });
    bench.publish('q', 'n');
    expect(bench.drain('q')).toBe('241350n');
  });

  test('puts messages back to their places', () => {
    bench.queue('q', { 'x-max-priority': 2 });
    for (const [body, priority] of [
      ['a', 1],
      ['b', 2],
      ['c', 1],
      ['d', 2],
    ] as const)
      bench.publish('q', body, { priority });
    const consumer = bench.client.consume(bench.channel, 'q', 'c');
    bench.broker.endTurn();
    expect(bench.received).toBe('bdac');
    bench.client.session.cancel(consumer);
    bench.channel.reject(3, true, true);
    expect(bench.drain('q')).toBe('bda');
  });

  test('drops the highest head first when it is too long, as RabbitMQ does', () => {
    bench.queue('q', { 'x-max-priority': 2, 'x-max-length': 2 });
    for (const [body, priority] of [
      ['a', 2],
      ['b', 1],
      ['c', 1],
    ] as const)
      bench.publish('q', body, { priority });
    expect(bench.drain('q')).toBe('bc');
  });

  test('expires at the head of each priority', () => {
    const queue = bench.queue('q', { 'x-max-priority': 2 });
    bench.publish('q', 'a', { priority: 2 });
    bench.publish('q', 'b', { priority: 1, expiration: '10' });
    bench.publish('q', 'c', { priority: 2, expiration: '10' });
    bench.pass(10);
    expect(queue.expired).toBe(1);
    expect(bench.drain('q')).toBe('a');
    expect(queue.expired).toBe(2);
  });
});

describe('a delayed retry', () => {
  const delayed = { ...quorum, 'x-delayed-retry-min': 1000, 'x-delayed-retry-max': 2500 };

  test('waits longer each time, up to a limit', () => {
    const queue = bench.queue('q', { ...delayed, 'x-delayed-retry-type': 'all' });
    bench.client.consume(bench.channel, 'q', 'c');
    bench.publish('q', 'x');
    for (const [i, delay] of [1000, 2000, 2500, 2500].entries()) {
      bench.channel.reject(i + 1, false, true, true);
      bench.pass(delay - 1);
      expect([bench.port.deliveries.length, queue.delayedCount, queue.readyCount]).toEqual([i + 1, 1, 0]);
      bench.pass(1);
      expect(bench.port.deliveries).toHaveLength(i + 2);
    }
  });

  test.each([
    ['failed', true],
    ['returned', false],
  ])('of what %s alone', (type, isFailure) => {
    const queue = bench.queue('q', { ...delayed, 'x-delayed-retry-type': type });
    bench.client.consume(bench.channel, 'q', 'c');
    bench.publish('q', 'x');
    bench.channel.reject(1, false, true, !isFailure);
    bench.broker.endTurn();
    expect([bench.port.deliveries.length, queue.delayedCount]).toEqual([2, 0]);
    bench.channel.reject(2, false, true, isFailure);
    bench.broker.endTurn();
    expect([bench.port.deliveries.length, queue.delayedCount]).toEqual([2, 1]);
  });

  test('ends with the queue', () => {
    bench.queue('q', { ...delayed, 'x-delayed-retry-type': 'all' });
    bench.client.consume(bench.channel, 'q', 'c');
    bench.publish('q', 'x');
    bench.channel.reject(1, false, true, true);
    bench.client.session.deleteQueue('q', { ifUnused: false, ifEmpty: false });
    bench.pass(5000);
    expect([bench.broker.memory.messages, bench.time.running]).toEqual([0, 0]);
  });
});

describe('dead-lettering at least once', () => {
  const sure = {
    ...quorum,
    'x-dead-letter-exchange': '',
    'x-dead-letter-routing-key': 'dead',
    'x-dead-letter-strategy': 'at-least-once',
    'x-message-ttl': 10,
  };

  test('keeps a message until there is a queue for it', () => {
    bench.queue('q', { ...sure, 'x-overflow': 'reject-publish' });
    bench.publish('q', 'x');
    bench.pass(20_000);
    expect(bench.broker.memory.messages).toBe(1);
    bench.queue('dead');
    bench.pass(5000);
    expect(bench.drain('dead')).toBe('x');
    expect([bench.broker.memory.messages, bench.time.running]).toEqual([0, 0]);
  });

  test('tries again what the other queue refuses, and gives it to nobody twice', () => {
    bench.queue('q', { ...sure, 'x-overflow': 'reject-publish', 'x-dead-letter-exchange': 'amq.fanout' });
    const full = bench.queue('full', { 'x-max-length': 1, 'x-overflow': 'reject-publish' });
    const free = bench.queue('free');
    for (const queue of ['full', 'free']) bench.client.session.bindQueue(queue, 'amq.fanout', '', new Map());
    bench.publish('full', 'o');
    bench.publish('q', 'x');
    bench.pass(12_000);
    expect([full.readyCount, free.enqueued]).toEqual([1, 1]);
    expect(bench.drain('full')).toBe('o');
    bench.pass(5000);
    expect([bench.drain('full'), bench.drain('free')]).toEqual(['x', 'x']);
    expect(bench.broker.memory.messages).toBe(0);
  });

  test('is not for a queue that drops at its head', () => {
    bench.queue('q', sure);
    bench.publish('q', 'x');
    bench.pass(10);
    expect(bench.broker.memory.messages).toBe(0);
  });

  test('ends with the queue', () => {
    bench.queue('q', { ...sure, 'x-overflow': 'reject-publish' });
    bench.publish('q', 'x');
    bench.pass(10);
    bench.client.session.deleteQueue('q', { ifUnused: false, ifEmpty: false });
    bench.pass(5000);
    expect([bench.broker.memory.messages, bench.time.running]).toEqual([0, 0]);
  });
});
