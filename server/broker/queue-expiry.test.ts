import { beforeEach, describe, expect, test } from 'vitest';
import { QueueBench } from '@/server/testing/queue-bench';

let bench: QueueBench;

beforeEach(() => {
  bench = new QueueBench();
});

describe('time to live', () => {
  test('of a queue removes messages when their time is over', () => {
    const queue = bench.queue('q', { 'x-message-ttl': 100 });
    bench.publish('q', 'a');
    bench.pass(60);
    bench.publish('q', 'b');
    bench.pass(39);
    expect(queue.readyCount).toBe(2);
    bench.pass(1);
    expect(queue.readyCount).toBe(1);
    bench.pass(60);
    expect([queue.readyCount, queue.readyBytes, queue.expired]).toEqual([0, 0, 2]);
    expect(bench.broker.memory.messages).toBe(0);
    expect(bench.time.running).toBe(0);
  });

  test('of a message counts in a queue without rules; the smaller of both counts', () => {
    const plain = bench.queue('plain');
    const short = bench.queue('short', { 'x-message-ttl': 50 });
    for (const queue of ['plain', 'short']) bench.publish(queue, 'a', { expiration: '100' });
    bench.pass(50);
    expect([plain.readyCount, short.readyCount]).toEqual([1, 0]);
    bench.pass(50);
    expect(plain.readyCount).toBe(0);
  });

  test('ends at the head only: a message waits behind one that lives longer', () => {
    const queue = bench.queue('q');
    bench.publish('q', 'a');
    bench.publish('q', 'b', { expiration: '10' });
    bench.pass(20);
    expect(queue.readyCount).toBe(2);
    expect(bench.client.session.get('q', true, null)?.message.body().toString()).toBe('97');
    expect(queue.readyCount).toBe(0);
  });

  test('is not delivered any more when a consumer comes too late in the same turn', () => {
    const queue = bench.queue('q');
    bench.client.publish('', 'q', 'a', null, { expiration: '10' });
    bench.pass(5);
    bench.client.publish('', 'q', 'b');
    bench.client.consume(bench.channel, 'q', 'c', { noAck: true });
    bench.pass(20);
    bench.broker.endTurn();
    expect(bench.received).toBe('b');
    expect(queue.expired).toBe(1);
  });

  test('of 0 means: at once or never', () => {
    const queue = bench.queue('q', { 'x-message-ttl': 0 });
    bench.publish('q', 'a');
    expect([queue.readyCount, queue.expired]).toEqual([0, 1]);
    bench.client.consume(bench.channel, 'q', 'c', { noAck: true });
    bench.publish('q', 'bc');
    expect(bench.received).toBe('bc');
    bench.queue('plain');
    bench.publish('plain', 'x', { expiration: '0' });
    expect(bench.drain('plain')).toBe('');
  });

  test('does not end while a consumer holds the message, and goes on when it comes back', () => {
    const queue = bench.queue('q', { 'x-message-ttl': 100 });
    bench.channel.prefetchCount = 1;
    const consumer = bench.client.consume(bench.channel, 'q', 'c');
    bench.publish('q', 'ab');
    bench.pass(150);
    expect([queue.readyCount, queue.unackedCount]).toEqual([0, 1]);
    bench.client.session.cancel(consumer);
    bench.channel.reject(1, false, true);
    bench.pass(1);
    expect([queue.readyCount, queue.unackedCount, queue.expired]).toEqual([0, 0, 2]);
  });

  test('of a policy counts for messages that come after it', () => {
    const queue = bench.queue('q');
    bench.publish('q', 'a');
    const { vhost } = bench.client;
    vhost.policies.put({ name: 'p', pattern: '', applyTo: 'all', priority: 0, definition: { 'message-ttl': 10 } });
    vhost.applyPolicies();
    bench.drain('q');
    bench.publish('q', 'b');
    bench.pass(10);
    expect(queue.readyCount).toBe(0);
  });

  test('needs one timer for however many queues', () => {
    for (let i = 0; i < 50; i++) {
      bench.queue(`q${i}`, { 'x-message-ttl': 1000 - i });
      bench.publish(`q${i}`, 'a');
    }
    expect(bench.time.running).toBe(1);
    bench.pass(960);
    expect(bench.client.vhost.queues.get('q49')?.readyCount).toBe(0);
    expect(bench.client.vhost.queues.get('q0')?.readyCount).toBe(1);
    bench.pass(40);
    expect([...bench.client.vhost.queues.values()].every((queue) => queue.readyCount === 0)).toBe(true);
  });
});

describe('a queue that expires', () => {
  const exists = (): boolean => bench.client.vhost.queues.has('q');

  test('goes when nobody has used it for so long', () => {
    bench.queue('q', { 'x-expires': 100 });
    bench.publish('q', 'a');
    bench.pass(99);
    expect(exists()).toBe(true);
    bench.pass(1);
    expect(exists()).toBe(false);
    expect(bench.broker.memory.messages).toBe(0);
  });

  test.each([
    ['a declaration', () => bench.queue('q', { 'x-expires': 100 })],
    ['basic.get', () => bench.client.session.get('q', true, null)],
  ])('is kept by %s', (_what, use) => {
    bench.queue('q', { 'x-expires': 100 });
    bench.pass(60);
    use();
    bench.pass(99);
    expect(exists()).toBe(true);
    bench.pass(1);
    expect(exists()).toBe(false);
  });

  test('is kept by consumers until the last has gone', () => {
    bench.queue('q', { 'x-expires': 100 });
    bench.pass(60);
    const consumer = bench.client.consume(bench.channel, 'q', 'c');
    bench.pass(1000);
    expect(exists()).toBe(true);
    bench.client.session.cancel(consumer);
    bench.pass(99);
    expect(exists()).toBe(true);
    bench.pass(1);
    expect(exists()).toBe(false);
  });
});

describe('a consumer time-out', () => {
  test('closes the channel that holds a delivery for too long', () => {
    bench.queue('q', { 'x-consumer-timeout': 8000 });
    bench.client.consume(bench.channel, 'q', 'c');
    bench.publish('q', 'a');
    bench.pass(7900);
    expect(bench.port.failures).toEqual([]);
    bench.pass(2200);
    expect(bench.port.failures.map(({ reason, message }) => [reason, message])).toContainEqual([
      'precondition-failed',
      'delivery acknowledgement on channel 1 timed out. Timeout value used: 8000 ms. This timeout value can be ' +
        'configured, see consumers doc guide to learn more',
    ]);
  });

  test('leaves a channel alone that acknowledges in time', () => {
    bench.queue('q', { 'x-consumer-timeout': 8000 });
    bench.client.consume(bench.channel, 'q', 'c');
    for (let tag = 1; tag < 10; tag++) {
      bench.publish('q', 'a');
      bench.pass(5000);
      bench.channel.acknowledge(tag, false);
    }
    bench.pass(50_000);
    expect(bench.port.failures).toEqual([]);
  });
});
