import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openChannel } from './open-client';
import type { RawClient } from './raw-client';
import { publishFrames } from './raw-frames';
import { startTestBroker, type TestBroker } from './start-test-broker';

let server: TestBroker;
let client: RawClient;
let queue: string;

beforeAll(async () => {
  server = await startTestBroker();
});

afterAll(() => server.stop());

beforeEach(async () => {
  client = await openChannel(server.port);
  queue = (await client.call(1, 'queue.declare', { exclusive: true })).queue;
  await client.call(1, 'tx.select');
  await client.call(2, 'channel.open');
});

afterEach(async () => {
  await client.close();
  expect(server.broker.memory.messages).toBe(0);
});

async function ready(): Promise<number> {
  return (await client.call(2, 'queue.declare', { queue, passive: true })).messageCount;
}

/** Publishes outside the transaction and takes the messages inside, unacked. */
async function deliver(...bodies: string[]): Promise<void> {
  for (const body of bodies) client.publish(2, { routingKey: queue, body });
  await ready();
  for (const body of bodies) {
    client.send(1, 'basic.get', { queue });
    expect((await client.content(1, 'basic.get-ok')).body.toString()).toBe(body);
  }
}

describe('a transaction', () => {
  test('publishes at the commit, in order', async () => {
    client.write(...['a', 'b', 'c'].map((body) => publishFrames(1, { routingKey: queue, body })));
    expect(await ready()).toBe(0);
    await client.call(1, 'tx.commit');
    for (const [i, wanted] of ['a', 'b', 'c'].entries()) {
      client.send(2, 'basic.get', { queue, noAck: true });
      const { args, body } = await client.content(2, 'basic.get-ok');
      expect([body.toString(), args.messageCount]).toEqual([wanted, 2 - i]);
    }
  });

  test('forgets at the rollback what was published, and can go on', async () => {
    client.publish(1, { routingKey: queue, body: 'lost' });
    await client.call(1, 'tx.rollback');
    client.publish(1, { routingKey: queue, body: 'kept' });
    await client.call(1, 'tx.commit');
    client.send(2, 'basic.get', { queue, noAck: true });
    expect((await client.content(2, 'basic.get-ok')).body.toString()).toBe('kept');
    expect(await ready()).toBe(0);
  });

  test('returns what was mandatory and unroutable before commit-ok', async () => {
    client.publish(1, { routingKey: 'nobody', mandatory: true, body: 'back' });
    client.publish(1, { exchange: 'amq.fanout', body: 'dropped' });
    client.send(1, 'tx.commit');
    expect((await client.content(1, 'basic.return')).body.toString()).toBe('back');
    await client.expect(1, 'tx.commit-ok');
  });

  test('follows a binding that came between the publish and the commit', async () => {
    client.publish(1, { exchange: 'amq.direct', routingKey: 'late', body: 'x' });
    await client.call(2, 'queue.bind', { queue, exchange: 'amq.direct', routingKey: 'late' });
    await client.call(1, 'tx.commit');
    expect(await ready()).toBe(1);
  });

  test('acknowledges at the commit', async () => {
    await deliver('a', 'b');
    client.send(1, 'basic.ack', { deliveryTag: 2, multiple: true });
    await client.call(1, 'tx.commit');
    await client.call(1, 'basic.recover', { requeue: true });
    expect(await ready()).toBe(0);
  });

  test('makes deliveries outstanding again at the rollback, to be settled once more', async () => {
    await deliver('a', 'b');
    client.send(1, 'basic.ack', { deliveryTag: 1 });
    await client.call(1, 'tx.rollback');
    client.send(1, 'basic.nack', { deliveryTag: 1, requeue: true });
    client.send(1, 'basic.reject', { deliveryTag: 2 });
    expect(await ready()).toBe(0);
    await client.call(1, 'tx.commit');
    expect(await ready()).toBe(1);
  });

  test('does not settle a delivery twice', async () => {
    await deliver('a');
    client.send(1, 'basic.ack', { deliveryTag: 1 });
    client.send(1, 'basic.ack', { deliveryTag: 1 });
    expect((await client.expect(1, 'channel.close')).replyText).toBe('PRECONDITION_FAILED - unknown delivery tag 1');
    client.send(1, 'channel.close-ok');
  });

  test('brings back by recover only what it has not settled', async () => {
    await deliver('a', 'b', 'c');
    client.send(1, 'basic.ack', { deliveryTag: 2 });
    await client.call(1, 'basic.recover', { requeue: true });
    expect(await ready()).toBe(2);
    await client.call(1, 'tx.commit');
    await client.call(1, 'basic.recover', { requeue: true });
    expect(await ready()).toBe(2);
  });

  test('is over with its channel: nothing is published, and everything goes back', async () => {
    await deliver('a');
    client.send(1, 'basic.ack', { deliveryTag: 1 });
    client.publish(1, { routingKey: queue, body: 'lost' });
    await client.call(1, 'channel.close', { replyCode: 200 });
    client.send(2, 'basic.get', { queue, noAck: true });
    const { args, body } = await client.content(2, 'basic.get-ok');
    expect([body.toString(), args.redelivered, args.messageCount]).toEqual(['a', true, 0]);
  });
});
