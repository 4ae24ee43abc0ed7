import { beforeEach, describe, expect, test } from 'vitest';
import { CoreClient, RecordingChannelPort } from '@/server/testing/core-client';
import { createTestBroker } from '@/server/testing/start-test-broker';
import type { Broker } from './broker';
import type { Channel } from './channel';

let broker: Broker;
let client: CoreClient;
let port: RecordingChannelPort;
let channel: Channel;

beforeEach(() => {
  broker = createTestBroker();
  client = new CoreClient(broker);
  port = new RecordingChannelPort();
  channel = client.openChannel(port);
  client.queue('q');
});

function publish(count: number): void {
  for (let i = 0; i < count; i++) client.publish('', 'q', String(i));
  broker.endTurn();
}

const bodies = (): string[] => port.deliveries.map(({ body }) => body.toString());
const receivers = (): string[] => port.deliveries.map(({ consumer }) => consumer.consumerTag);

describe('a queue', () => {
  test('deals to consumers of the same priority in turn', () => {
    for (const tag of ['a', 'b', 'c']) client.consume(channel, 'q', tag);
    publish(9);
    expect(receivers()).toEqual(['a', 'b', 'c', 'a', 'b', 'c', 'a', 'b', 'c']);
  });

  test('goes on in turn where the last turn ended', () => {
    for (const tag of ['a', 'b', 'c']) client.consume(channel, 'q', tag);
    for (let i = 0; i < 4; i++) publish(1);
    expect(receivers()).toEqual(['a', 'b', 'c', 'a']);
  });

  test('serves a lower priority only while the higher one has no capacity', () => {
    channel.prefetchCount = 2;
    client.consume(channel, 'q', 'low', { priority: -1 });
    client.consume(channel, 'q', 'high', { priority: 5 });
    publish(3);
    expect(receivers()).toEqual(['high', 'high', 'low']);
    channel.acknowledge(1, false);
    publish(1);
    expect(receivers().at(-1)).toBe('high');
  });

  test('delivers requeued messages before newer ones, in their old order, marked as redelivered', () => {
    client.consume(channel, 'q', 'c');
    publish(4);
    channel.reject(3, false, true);
    channel.reject(1, false, true);
    broker.endTurn();
    expect(bodies()).toEqual(['0', '1', '2', '3', '0', '2']);
    expect(port.deliveries.map(({ redelivered }) => redelivered)).toEqual([false, false, false, false, true, true]);
  });

  test('keeps messages of a consumer that is cancelled unacked until they are settled', () => {
    const consumer = client.consume(channel, 'q', 'c');
    publish(2);
    client.session.cancel(consumer);
    publish(1);
    expect(bodies()).toEqual(['0', '1']);
    const { queue } = client.session.findQueue('q');
    expect([queue.readyCount, queue.unackedCount]).toEqual([1, 2]);
    expect(channel.acknowledge(2, true)).toBe(true);
    expect(queue.unackedCount).toBe(0);
  });

  test('gives the rest to others when a channel closes, in order', () => {
    channel.prefetchCount = 0;
    client.consume(channel, 'q', 'first');
    publish(3);
    const otherPort = new RecordingChannelPort();
    client.consume(client.openChannel(otherPort), 'q', 'second');
    broker.closeChannel(channel);
    broker.endTurn();
    expect(otherPort.deliveries.map(({ body, redelivered }) => [body.toString(), redelivered])).toEqual([
      ['0', true],
      ['1', true],
      ['2', true],
    ]);
  });

  test('stops at a consumer that takes its bytes too slowly, and goes on when it is woken', () => {
    client.consume(channel, 'q', 'c', { noAck: true });
    port.isWritable = false;
    publish(3);
    expect(bodies()).toEqual([]);
    port.isWritable = true;
    channel.wake();
    broker.endTurn();
    expect(bodies()).toEqual(['0', '1', '2']);
  });

  test('purges what is ready and leaves alone what is unacked', () => {
    channel.prefetchCount = 2;
    client.consume(channel, 'q', 'c');
    publish(5);
    expect(client.session.purgeQueue('q')).toBe(3);
    channel.reject(0, true, true);
    broker.endTurn();
    expect(bodies()).toEqual(['0', '1', '0', '1']);
    expect(broker.memory.messages).toBe(2);
  });

  test('counts bytes of bodies, ready and unacked', () => {
    channel.prefetchCount = 1;
    client.consume(channel, 'q', 'c');
    for (const body of ['12345', '123', '1']) client.publish('', 'q', body);
    broker.endTurn();
    const { queue } = client.session.findQueue('q');
    expect([queue.readyBytes, queue.unackedBytes]).toEqual([4, 5]);
  });
});
