import { beforeEach, describe, expect, test } from 'vitest';
import { RecordingChannelPort } from '@/server/testing/core-client';
import { QueueBench } from '@/server/testing/queue-bench';
import { tableOf } from '@/server/testing/table-of';
import type { Consumer } from './consumer';
import { BrokerError } from './errors';
import { type FieldValue, integerOf } from './field-table';
import type { Queue } from './queue';

let bench: QueueBench;
let stream: Queue;

type Arguments = Parameters<typeof tableOf>[0];

function declare(args: Arguments = {}): void {
  stream = bench.queue('s', { 'x-queue-type': 'stream', ...args });
}

beforeEach(() => {
  bench = new QueueBench();
  bench.channel.prefetchCount = 100;
  declare();
});

interface Reading {
  readonly consumer: Consumer;
  readonly port: RecordingChannelPort;
  /** The bodies so far. */
  text(): string;
}

/** A consumer on a channel of its own. */
function read(args: Arguments | ReadonlyMap<string, FieldValue>, prefetch = 100): Reading {
  const port = new RecordingChannelPort();
  const channel = bench.client.openChannel(port);
  channel.prefetchCount = prefetch;
  const table = args instanceof Map ? args : tableOf(args as Arguments);
  const options = { consumerTag: '', noAck: false, exclusive: false, arguments: table };
  const consumer = bench.client.session.consume(channel, 's', options);
  bench.broker.endTurn();
  return { consumer, port, text: () => port.deliveries.map(({ body }) => body.toString()).join('') };
}

describe('a stream', () => {
  test('keeps its messages for every reader, however late it comes', () => {
    bench.publish('s', 'abc');
    const first = read({ 'x-stream-offset': 'first' });
    const second = read({ 'x-stream-offset': 'first' });
    bench.publish('s', 'd');
    expect([first.text(), second.text()]).toEqual(['abcd', 'abcd']);
    first.consumer.channel.acknowledge(0, true);
    expect(read({ 'x-stream-offset': 0 }).text()).toBe('abcd');
    expect([stream.readyCount, stream.readyBytes]).toEqual([4, 4]);
  });

  test.each<readonly [string, FieldValue | undefined, string]>([
    ['what comes from now on', undefined, 'd'],
    ['next', { type: 'longstr', value: 'next' }, 'd'],
    ['first', { type: 'longstr', value: 'first' }, 'abcd'],
    ['last', { type: 'longstr', value: 'last' }, 'cd'],
    ['an offset', { type: 'signedint', value: 1 }, 'bcd'],
    ['an offset below 0', { type: 'long', value: -5n }, 'abcd'],
    ['an offset that has not come', { type: 'signedint', value: 99 }, ''],
    ['a time', { type: 'timestamp', value: 1_700_000_060n }, 'bcd'],
    ['a time long ago', { type: 'timestamp', value: 0n }, 'abcd'],
    ['two minutes ago', { type: 'longstr', value: '2m' }, 'bcd'],
    ['an hour ago', { type: 'longstr', value: '1h' }, 'abcd'],
  ])('is read from %s', (_what, offset, expected) => {
    for (const body of 'abc') {
      bench.publish('s', body);
      bench.pass(60_000);
    }
    const reading = read(new Map(offset === undefined ? [] : [['x-stream-offset', offset]]));
    bench.publish('s', 'd');
    expect(reading.text()).toBe(expected);
  });

  test('tells the offset of each message', () => {
    bench.publish('s', 'ab', { headers: tableOf({ own: 'kept' }) });
    const { port } = read({ 'x-stream-offset': 'first' });
    const shown = port.deliveries.map(({ headers }) => [headers.get('own'), integerOf(headers.get('x-stream-offset'))]);
    const own = { type: 'longstr', value: 'kept' };
    expect(shown).toEqual([
      [own, 0],
      [own, 1],
    ]);
  });

  test('gives a reader no more than it acknowledges', () => {
    bench.publish('s', 'abcdef');
    const reading = read({ 'x-stream-offset': 'first' }, 2);
    expect(reading.text()).toBe('ab');
    reading.consumer.channel.acknowledge(1, false);
    bench.broker.endTurn();
    expect(reading.text()).toBe('abc');
    reading.consumer.channel.acknowledge(0, true);
    bench.broker.endTurn();
    expect(reading.text()).toBe('abcde');
    expect(stream.unackedCount).toBe(2);
  });

  test('takes acknowledgements alone, and delivers nothing again that is given back with its channel', () => {
    bench.publish('s', 'abc');
    const reading = read({ 'x-stream-offset': 'first' }, 1);
    const refusal = "basic.nack and basic.reject not supported by stream queues queue 's' in vhost '/'";
    for (const requeue of [true, false]) {
      const reject = () => reading.consumer.channel.reject(requeue ? 1 : 2, false, requeue);
      expect(reject).toThrow(new BrokerError('not-implemented', refusal));
      bench.broker.endTurn();
    }
    reading.consumer.channel.requeueAll();
    bench.broker.endTurn();
    expect(reading.text()).toBe('abc');
    expect(stream.unackedCount).toBe(0);
  });

  test('gives a filtering reader what it asks for', () => {
    for (const [body, value] of [
      ['a', 'x'],
      ['b', 'y'],
      ['c', undefined],
      ['d', 'z'],
    ] as const) {
      bench.publish('s', body, value === undefined ? {} : { headers: tableOf({ 'x-stream-filter-value': value }) });
    }
    const first = { 'x-stream-offset': 'first' };
    expect(read({ ...first, 'x-stream-filter': 'x' }).text()).toBe('a');
    expect(read({ ...first, 'x-stream-filter': ['x', 'z'] }).text()).toBe('ad');
    expect(read({ ...first, 'x-stream-filter': 'y', 'x-stream-match-unfiltered': true }).text()).toBe('bc');
  });

  test('drops at the beginning what is too much', () => {
    bench.client.session.deleteQueue('s', { ifUnused: false, ifEmpty: false });
    declare({ 'x-max-length-bytes': 3 });
    const slow = read({ 'x-stream-offset': 'first' }, 1);
    bench.publish('s', 'a');
    bench.publish('s', 'bcdef');
    expect(stream.readyCount).toBe(3);
    expect(read({ 'x-stream-offset': 'first' }).text()).toBe('def');
    expect(read({ 'x-stream-offset': 1 }).text()).toBe('def');
    slow.consumer.channel.acknowledge(0, true);
    bench.broker.endTurn();
    expect(slow.text()).toBe('ad');
  });

  test('drops what is too old, by itself', () => {
    bench.client.session.deleteQueue('s', { ifUnused: false, ifEmpty: false });
    declare({ 'x-max-age': '2m' });
    bench.publish('s', 'a');
    bench.pass(60_000);
    bench.publish('s', 'b');
    bench.pass(60_000);
    expect(stream.readyCount).toBe(1);
    bench.pass(60_000);
    expect([stream.readyCount, bench.broker.memory.messages, bench.time.running]).toEqual([0, 0, 0]);
  });

  test('frees everything when it is deleted and its readers have settled', () => {
    bench.publish('s', 'abc');
    const reading = read({ 'x-stream-offset': 'first' });
    expect(bench.client.session.deleteQueue('s', { ifUnused: false, ifEmpty: false })).toBe(0);
    expect(reading.port.cancelled).toHaveLength(1);
    reading.consumer.channel.acknowledge(0, true);
    expect(bench.broker.memory.messages).toBe(0);
  });

  test('takes dead letters', () => {
    bench.queue('q', { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 's', 'x-message-ttl': 5 });
    bench.publish('q', 'x');
    bench.pass(5);
    const { port } = read({ 'x-stream-offset': 'first' });
    expect(port.deliveries[0]?.headers.get('x-first-death-queue')).toEqual({ type: 'longstr', value: 'q' });
  });
});

describe('refused', () => {
  const options = { consumerTag: '', noAck: false, exclusive: false, arguments: tableOf({}) };
  const what = "queue 's' in vhost '/'";

  test.each<readonly [string, () => unknown, string]>([
    ['basic.get', () => bench.client.session.get('s', true, null), `basic.get not supported by stream queues ${what}`],
    ['queue.purge', () => bench.client.session.purgeQueue('s'), `queue.purge not supported by stream queues ${what}`],
    [
      'no-ack',
      () => bench.client.session.consume(bench.channel, 's', { ...options, noAck: true }),
      `automatic acknowledgement not supported by stream queues ${what}`,
    ],
  ])('%s', (_what, act, text) => {
    expect(act).toThrow(expect.objectContaining({ reason: 'not-implemented', message: text }));
  });

  test.each<readonly [Arguments, string]>([
    [{ 'x-priority': 5 }, `invalid arg 'x-priority' for ${what} of queue type rabbit_stream_queue`],
    [
      { 'x-stream-offset': '1x' },
      `invalid arg 'x-stream-offset' for ${what}: {invalid_stream_offset_arg,{longstr,<<"1x">>}}`,
    ],
  ])('a consumer with %j', (args, text) => {
    expect(() => read(args)).toThrow(expect.objectContaining({ reason: 'precondition-failed', message: text }));
  });

  test('a consumer without a prefetch count', () => {
    bench.channel.prefetchCount = 0;
    expect(() => bench.client.session.consume(bench.channel, 's', options)).toThrow(
      `consumer prefetch count is not set for '${what}'`,
    );
  });

  test('offsets on other queues', () => {
    bench.queue('q');
    const offset = { ...options, arguments: tableOf({ 'x-stream-offset': 'first' }) };
    expect(() => bench.client.session.consume(bench.channel, 'q', offset)).toThrow(
      "invalid arg 'x-stream-offset' for queue 'q' in vhost '/' of queue type rabbit_classic_queue",
    );
  });
});
