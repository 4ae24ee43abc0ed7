import { beforeEach, describe, expect, test } from 'vitest';
import { QueueBench } from '@/server/testing/queue-bench';

let bench: QueueBench;

beforeEach(() => {
  bench = new QueueBench();
});

describe('a queue with a maximum length', () => {
  test('drops its oldest messages', () => {
    const queue = bench.queue('q', { 'x-max-length': 3 });
    expect(bench.publish('q', 'abcde')).toBe(true);
    expect([queue.readyCount, queue.readyBytes, queue.droppedByLimit]).toEqual([3, 3, 2]);
    expect(bench.drain('q')).toBe('cde');
    expect(bench.broker.memory.messages).toBe(0);
  });

  test('counts bytes of bodies as well, whichever is reached first', () => {
    bench.queue('q', { 'x-max-length': 10, 'x-max-length-bytes': 5 });
    for (const body of ['aa', 'bb', 'cc']) bench.client.publish('', 'q', body);
    expect(bench.drain('q')).toBe('bbcc');
  });

  test('does not count what consumers hold', () => {
    bench.queue('q', { 'x-max-length': 1 });
    bench.channel.prefetchCount = 2;
    bench.client.consume(bench.channel, 'q', 'c');
    bench.publish('q', 'abcd');
    expect(bench.received).toBe('ab');
    expect(bench.drain('q')).toBe('d');
  });

  test('hands on to consumers what they can take, even when nothing may wait', () => {
    bench.queue('q', { 'x-max-length': 0 });
    bench.client.consume(bench.channel, 'q', 'c', { noAck: true });
    bench.publish('q', 'abc');
    expect(bench.received).toBe('abc');
  });

  test('keeps nothing of length 0 without a consumer, while other queues keep the message', () => {
    bench.queue('none', { 'x-max-length': 0 });
    bench.queue('some');
    for (const queue of ['none', 'some']) bench.client.session.bindQueue(queue, 'amq.fanout', '', new Map());
    bench.client.publish('amq.fanout', '', 'x');
    bench.broker.endTurn();
    expect([bench.drain('none'), bench.drain('some')]).toEqual(['', 'x']);
    expect(bench.broker.memory.messages).toBe(0);
  });

  test('drops what is too much when messages come back', () => {
    bench.queue('q', { 'x-max-length': 2 });
    bench.channel.prefetchCount = 2;
    const consumer = bench.client.consume(bench.channel, 'q', 'c');
    bench.publish('q', 'abcd');
    bench.client.session.cancel(consumer);
    bench.channel.reject(0, true, true);
    expect(bench.drain('q')).toBe('cd');
  });

  test.each(['reject-publish', 'reject-publish-dlx'])('refuses further messages with %s', (overflow) => {
    const queue = bench.queue('q', { 'x-max-length': 2, 'x-overflow': overflow });
    expect(bench.publish('q', 'ab')).toBe(true);
    expect(bench.publish('q', 'c')).toBe(false);
    expect([queue.refused, queue.enqueued, bench.broker.memory.messages]).toEqual([1, 2, 2]);
    expect(bench.drain('q')).toBe('ab');
    expect(bench.publish('q', 'd')).toBe(true);
  });

  test('refuses in bytes', () => {
    bench.queue('q', { 'x-max-length-bytes': 2, 'x-overflow': 'reject-publish' });
    expect([bench.publish('q', 'a'), bench.publish('q', 'b'), bench.publish('q', 'c')]).toEqual([true, true, false]);
  });

  test('refuses for itself alone: other queues take the message', () => {
    bench.queue('full', { 'x-max-length': 0, 'x-overflow': 'reject-publish' });
    bench.queue('free');
    for (const queue of ['full', 'free']) bench.client.session.bindQueue(queue, 'amq.fanout', '', new Map());
    bench.client.publish('amq.fanout', '', 'x');
    expect(bench.client.vhost.hasRefused).toBe(true);
    expect(bench.drain('free')).toBe('x');
    bench.client.publish('', 'free', 'y');
    expect(bench.client.vhost.hasRefused).toBe(false);
  });
});

describe('policies', () => {
  const policy = (name: string, definition: Record<string, number | string>) => ({
    name,
    pattern: '^q',
    applyTo: 'queues' as const,
    priority: 0,
    definition,
  });

  test('the smallest of argument, policy and operator policy counts, and is found anew when policies change', () => {
    const queue = bench.queue('q', { 'x-max-length': 5 });
    const { vhost } = bench.client;
    bench.publish('q', 'abcdefg');
    expect(queue.readyCount).toBe(5);
    vhost.policies.put(policy('p', { 'max-length': 4 }));
    vhost.applyPolicies();
    expect(queue.readyCount).toBe(4);
    vhost.operatorPolicies.put(policy('o', { 'max-length': 2 }));
    vhost.applyPolicies();
    expect(queue.readyCount).toBe(2);
    vhost.policies.delete('p');
    vhost.operatorPolicies.delete('o');
    vhost.applyPolicies();
    bench.publish('q', 'hijklmn');
    expect(bench.drain('q')).toBe('jklmn');
  });

  test('give rules to a queue that had none, and take them away again', () => {
    const queue = bench.queue('q');
    const { vhost } = bench.client;
    bench.publish('q', 'abc');
    vhost.policies.put(policy('p', { 'max-length': 1, overflow: 'reject-publish' }));
    vhost.applyPolicies();
    expect(queue.readyCount).toBe(3);
    expect(bench.publish('q', 'd')).toBe(false);
    vhost.policies.delete('p');
    vhost.applyPolicies();
    expect(bench.publish('q', 'd')).toBe(true);
    expect(bench.drain('q')).toBe('abcd');
  });

  test('the argument says how to overflow, unless there is none', () => {
    const queue = bench.queue('q', { 'x-overflow': 'drop-head' });
    const { vhost } = bench.client;
    vhost.policies.put(policy('p', { overflow: 'reject-publish' }));
    vhost.applyPolicies();
    expect(queue.rules.overflow).toBe('drop-head');
    expect(bench.queue('q2').rules.overflow).toBe('reject-publish');
  });
});
