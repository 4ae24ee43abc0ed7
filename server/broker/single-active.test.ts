import { beforeEach, describe, expect, test } from 'vitest';
import { QueueBench } from '@/server/testing/queue-bench';
import { EMPTY_TABLE } from './field-table';

let bench: QueueBench;

beforeEach(() => {
  bench = new QueueBench();
});

const single = { 'x-single-active-consumer': true };
const receivers = (): string[] => bench.port.deliveries.map(({ consumer }) => consumer.consumerTag);

describe('a single active consumer', () => {
  test('gets everything until it goes, then the next one that came', () => {
    bench.queue('q', single);
    const [a, b] = ['a', 'b', 'c'].map((tag) => bench.client.consume(bench.channel, 'q', tag));
    bench.publish('q', '12');
    if (a) bench.client.session.cancel(a);
    bench.publish('q', '3');
    if (b) bench.client.session.cancel(b);
    bench.publish('q', '4');
    expect(receivers()).toEqual(['a', 'a', 'b', 'c']);
  });

  test('of a classic queue stays when one of a higher priority comes; that one is the next', () => {
    bench.queue('q', single);
    const first = bench.client.consume(bench.channel, 'q', 'a');
    bench.client.consume(bench.channel, 'q', 'b');
    bench.client.consume(bench.channel, 'q', 'high', { priority: 5 });
    bench.publish('q', '1');
    bench.client.session.cancel(first);
    bench.publish('q', '2');
    expect(receivers()).toEqual(['a', 'high']);
  });

  test('of a quorum queue gives way to a higher priority when it has settled what it holds', () => {
    bench.queue('q', { ...single, 'x-queue-type': 'quorum' });
    bench.client.consume(bench.channel, 'q', 'a');
    bench.publish('q', '1');
    bench.client.consume(bench.channel, 'q', 'high', { priority: 5 });
    bench.publish('q', '2');
    expect(receivers()).toEqual(['a']);
    bench.channel.acknowledge(1, false);
    bench.broker.endTurn();
    expect(receivers()).toEqual(['a', 'high']);
  });

  test('is not replaced while it is merely busy', () => {
    bench.queue('q', single);
    bench.channel.prefetchCount = 1;
    for (const tag of ['a', 'b']) bench.client.consume(bench.channel, 'q', tag);
    bench.publish('q', '12');
    expect(receivers()).toEqual(['a']);
    bench.channel.acknowledge(1, false);
    bench.broker.endTurn();
    expect(receivers()).toEqual(['a', 'a']);
  });

  test('of a channel that closes is replaced by one of another, which gets what was unacknowledged', () => {
    bench.queue('q', single);
    const channel = bench.client.openChannel();
    bench.client.consume(channel, 'q', 'a');
    bench.client.consume(channel, 'q', 'b');
    bench.client.consume(bench.channel, 'q', 'c');
    bench.publish('q', '12');
    bench.broker.closeChannel(channel);
    bench.broker.endTurn();
    expect([receivers(), bench.received]).toEqual([['c', 'c'], '12']);
  });

  test('leaves no room for an exclusive one', () => {
    bench.queue('q', single);
    const options = { consumerTag: 'x', noAck: true, exclusive: true, arguments: EMPTY_TABLE };
    expect(() => bench.client.session.consume(bench.channel, 'q', options)).toThrow(
      "queue 'q' in vhost '/' in exclusive use",
    );
  });

  test('of a quorum queue leaves nothing for basic.get', () => {
    bench.queue('q', { ...single, 'x-queue-type': 'quorum' });
    expect(() => bench.client.session.get('q', true, null)).toThrow(
      expect.objectContaining({ reason: 'resource-locked' }),
    );
  });
});
