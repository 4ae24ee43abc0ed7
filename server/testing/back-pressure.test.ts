import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from './eventually';
import { FakeTransport, fakePeer } from './fake-transport';
import { openChannel, plainLogin } from './open-client';
import type { RawClient } from './raw-client';
import { methodFrame, PROTOCOL_HEADER, publishFrames } from './raw-frames';
import { startTestBroker, type TestBroker } from './start-test-broker';

const BODY = Buffer.alloc(8 * 1024, 'x');
const COUNT = 4000;
/** The broker's own limit, what one write may add to it, and what the kernel holds for a socket at both ends. */
const UNREAD_LIMIT_BYTES = (1 + 1 + 12) * 1024 * 1024;

let server: TestBroker;
let stalled: RawClient;
let publisher: RawClient;

beforeEach(async () => {
  server = await startTestBroker();
  stalled = await openChannel(server.port);
  publisher = await openChannel(server.port);
  await publisher.call(1, 'queue.declare', { queue: 'q' });
  await publisher.call(1, 'confirm.select');
});

afterEach(async () => {
  stalled.destroy();
  publisher.destroy();
  await server.stop();
});

async function publishAll(): Promise<void> {
  const batch = 200;
  for (let sent = 0; sent < COUNT; sent += batch) {
    publisher.write(...Array.from({ length: batch }, () => publishFrames(1, { routingKey: 'q', body: BODY })));
    while ((await publisher.expect(1, 'basic.ack')).deliveryTag < sent + batch);
  }
}

const sentTo = (client: RawClient): number => {
  const name = [...server.broker.connections.keys()].find((each) =>
    each.startsWith(`127.0.0.1:${client.socket.localPort} `),
  );
  return server.broker.connections.get(name ?? '')?.sentBytes ?? -1;
};
const ready = (): number => server.broker.vhosts.get('/')?.queues.get('q')?.readyCount ?? -1;

describe('a consumer that does not read', () => {
  beforeEach(async () => {
    await stalled.call(1, 'basic.consume', { queue: 'q', consumerTag: 'stalled', noAck: true });
    stalled.socket.pause();
  });

  test('gets no more than its share, and everything in order once it reads again', async () => {
    await publishAll();
    const total = COUNT * BODY.length;
    expect(total).toBeGreaterThan(2 * UNREAD_LIMIT_BYTES);
    expect(sentTo(stalled)).toBeLessThan(UNREAD_LIMIT_BYTES);
    expect(ready()).toBeGreaterThan(COUNT / 2);
    stalled.socket.resume();
    for (let tag = 1; tag <= COUNT; tag++) {
      const { args, body } = await stalled.content(1, 'basic.deliver');
      if (args.deliveryTag !== tag || body.length !== BODY.length) expect.fail(`delivery ${tag} is wrong`);
    }
    expect([ready(), server.broker.memory.messages]).toEqual([0, 0]);
  });

  test('does not keep the messages of its queue from others', async () => {
    const reader = await openChannel(server.port);
    await reader.call(1, 'basic.consume', { queue: 'q', noAck: true });
    await publishAll();
    await eventually(() => expect(ready()).toBe(0));
    expect(sentTo(stalled)).toBeLessThan(UNREAD_LIMIT_BYTES);
    expect(sentTo(stalled) + sentTo(reader)).toBeGreaterThan(COUNT * BODY.length);
    reader.destroy();
  });

  test('gives everything back that it did not settle when it goes', async () => {
    const held = await openChannel(server.port);
    await held.call(1, 'basic.consume', { queue: 'q', consumerTag: 'held' });
    held.socket.pause();
    await publishAll();
    const before = ready();
    const unacked = server.broker.vhosts.get('/')?.queues.get('q')?.unackedCount ?? 0;
    expect(unacked).toBeGreaterThan(0);
    held.destroy();
    await eventually(() => expect(ready()).toBe(before + unacked));
  });
});

test('a client that asks for much with basic.get and does not read is itself no longer read, until it reads again', async () => {
  const [large, count] = [Buffer.alloc(500_000, 'x'), 100];
  for (let i = 0; i < count; i++) {
    publisher.publish(1, { routingKey: 'q', body: large });
    await publisher.expect(1, 'basic.ack');
  }
  stalled.socket.pause();
  for (let i = 0; i < count; i++) {
    stalled.send(1, 'basic.get', { queue: 'q', noAck: true });
    await publisher.call(1, 'basic.qos');
  }
  expect(sentTo(stalled)).toBeGreaterThan(16 * 1024 * 1024);
  expect(sentTo(stalled)).toBeLessThan((16 + 12 + 1) * 1024 * 1024);
  stalled.socket.resume();
  for (let i = 0; i < count; i++) await stalled.content(1, 'basic.get-ok');
  await stalled.call(1, 'basic.qos');
  expect(server.broker.memory.messages).toBe(0);
});

test('an alarm that ends does not let a client go on that is too far behind', () => {
  const transport = new FakeTransport();
  const input = server.amqp.accept(transport, fakePeer());
  const login = methodFrame(0, 'connection.start-ok', plainLogin({}));
  const tune = methodFrame(0, 'connection.tune-ok', { frameMax: 4096, channelMax: 1, heartbeat: 0 });
  const open = methodFrame(0, 'connection.open', { virtualHost: '/' });
  input.receive(Buffer.concat([PROTOCOL_HEADER, login, tune, open, methodFrame(1, 'channel.open')]));
  transport.bufferedBytes = 17 * 1024 * 1024;
  input.receive(methodFrame(1, 'basic.qos'));
  expect(transport.events).toEqual(['pause']);
  const connection = [...server.broker.connections.values()].at(-1);
  connection?.port.block('low on memory');
  connection?.port.block(null);
  expect(transport.events).toEqual(['pause', 'pause']);
  transport.bufferedBytes = 0;
  input.drained();
  expect(transport.events).toEqual(['pause', 'pause', 'resume']);
  input.closed();
});
