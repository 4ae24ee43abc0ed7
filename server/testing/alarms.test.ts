import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from './eventually';
import { openChannel } from './open-client';
import type { RawClient } from './raw-client';
import { publishFrames } from './raw-frames';
import { startTestBroker, type TestBroker } from './start-test-broker';

const LIMIT_BYTES = 4 * 1024 * 1024;
const BODY = 'x'.repeat(16 * 1024);

let server: TestBroker;
let publisher: RawClient;
let consumer: RawClient;

beforeEach(async () => {
  server = await startTestBroker({ memoryLimitBytes: LIMIT_BYTES });
  publisher = await openChannel(server.port);
  consumer = await openChannel(server.port);
  await consumer.call(1, 'queue.declare', { queue: 'q' });
});

afterEach(async () => {
  publisher.destroy();
  consumer.destroy();
  await server.stop();
});

/** Publishes until memory is low. */
async function fill(): Promise<void> {
  while (server.broker.alarm === null) {
    publisher.publish(1, { routingKey: 'q', body: BODY });
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function takeEverything(): Promise<number> {
  let count = 0;
  for (;;) {
    consumer.send(1, 'basic.get', { queue: 'q', noAck: true });
    const got = await consumer.content(1, 'basic.get-ok').catch((error: Error) => error);
    if (!(got instanceof Error)) count += 1;
    else if (got.message.includes('basic.get-empty')) return count;
    else throw got;
  }
}

const enqueued = (queue: string): number => server.broker.vhosts.get('/')?.queues.get(queue)?.enqueued ?? -1;

describe('the memory alarm', () => {
  test('blocks a publisher, keeps memory in bounds, and lets go when consumers have drained the queue', async () => {
    await publisher.call(1, 'confirm.select');
    await fill();
    const total = 1000;
    for (let i = 0; i < total; i++) publisher.publish(1, { routingKey: 'q', body: BODY });
    let confirmed = 0;
    for (let isBlocked = false; !isBlocked; ) {
      const ack = await publisher.expect(1, 'basic.ack').catch((error: Error) => error);
      if (!(ack instanceof Error)) confirmed = ack.deliveryTag;
      else if (ack.message.includes('connection.blocked')) isBlocked = true;
      else throw ack;
    }
    // What is in flight when the alarm goes off still comes in: a chunk of the socket, not more.
    expect(server.broker.memory.usedBytes).toBeLessThan(LIMIT_BYTES + 1024 * 1024);
    expect(confirmed).toBeLessThan(total);
    let taken = 0;
    await eventually(async () => {
      taken += await takeEverything();
      expect(taken).toBeGreaterThanOrEqual(total);
    });
    expect([server.broker.alarm, server.broker.memory.messages]).toEqual([null, 0]);
  });

  test('says unblocked when it lets go', async () => {
    await fill();
    expect(await publisher.expect(0, 'connection.blocked')).toEqual({ reason: 'low on memory' });
    await takeEverything();
    await publisher.expect(0, 'connection.unblocked');
    publisher.publish(1, { routingKey: 'q', body: 'after' });
    await publisher.call(1, 'basic.qos');
    expect(await takeEverything()).toBe(1);
  });

  test('leaves consumers and other connections alone', async () => {
    const idle = await openChannel(server.port);
    await fill();
    await idle.call(1, 'basic.qos');
    await idle.call(1, 'queue.declare', { queue: 'other' });
    expect((await consumer.call(1, 'queue.declare', { queue: 'q', passive: true })).messageCount).toBeGreaterThan(0);
    await idle.close();
  });

  test('blocks a connection that begins to publish later, at its first message', async () => {
    await fill();
    const late = await openChannel(server.port);
    const { queue } = await late.call(1, 'queue.declare', { exclusive: true });
    late.publish(1, { routingKey: queue, body: 'first' });
    await late.expect(0, 'connection.blocked');
    late.publish(1, { routingKey: queue, body: 'second' });
    expect(enqueued(queue)).toBe(1);
    await takeEverything();
    await late.expect(0, 'connection.unblocked');
    await late.call(1, 'basic.qos');
    expect(enqueued(queue)).toBe(2);
    await late.close();
  });

  test('does not tell a client that cannot hear it, but stops it all the same', async () => {
    const deaf = await openChannel(server.port, { capabilities: [] });
    await fill();
    deaf.publish(1, { routingKey: 'q', body: BODY });
    await eventually(() => {
      const blocked = [...server.broker.connections.values()].filter(({ isBlocked }) => isBlocked);
      expect(blocked).toHaveLength(2);
    });
    deaf.write(...Array.from({ length: 200 }, () => publishFrames(1, { routingKey: 'q', body: BODY })));
    expect(server.broker.memory.usedBytes).toBeLessThan(LIMIT_BYTES + 1024 * 1024);
    await takeEverything();
    await deaf.call(1, 'basic.qos');
    await deaf.close();
  });

  test('lets a blocked connection be closed from the broker', async () => {
    await fill();
    await publisher.expect(0, 'connection.blocked');
    for (const connection of [...server.broker.connections.values()]) {
      if (connection.isBlocked) connection.port.close('closed by a test');
    }
    expect(await publisher.closedWith()).toMatchObject({
      replyCode: 320,
      replyText: 'CONNECTION_FORCED - closed by a test',
    });
  });
});
