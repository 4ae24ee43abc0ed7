import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openChannel } from './open-client';
import type { RawClient } from './raw-client';
import { methodFrame, publishFrames } from './raw-frames';
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
});

afterEach(() => client.close());

/** Takes acks until one reaches the tag, and returns the tags that they confirm. */
async function confirmedUpTo(last: number): Promise<number[]> {
  const confirmed: number[] = [];
  for (let next = 1; next <= last; ) {
    const { deliveryTag, multiple } = await client.expect(1, 'basic.ack');
    if (!multiple) expect(deliveryTag).toBe(next);
    for (; next <= deliveryTag; next++) confirmed.push(next);
  }
  return confirmed;
}

describe('a mandatory message', () => {
  test('that no queue takes comes back whole, before its confirm', async () => {
    await client.call(1, 'confirm.select');
    const properties = {
      contentType: 'text/plain',
      headers: new Map([['n', { type: 'signedint', value: 1 } as const]]),
    };
    client.publish(1, { exchange: 'amq.direct', routingKey: 'nobody', mandatory: true, properties, body: 'hello' });
    const returned = await client.content(1, 'basic.return');
    expect(returned.args).toEqual({
      replyCode: 312,
      replyText: 'NO_ROUTE',
      exchange: 'amq.direct',
      routingKey: 'nobody',
    });
    expect(returned.properties).toEqual(properties);
    expect(returned.body.toString()).toBe('hello');
    expect(await client.expect(1, 'basic.ack')).toEqual({ deliveryTag: 1, multiple: false });
  });

  test('that a queue takes does not come back', async () => {
    await client.call(1, 'confirm.select');
    client.publish(1, { routingKey: queue, mandatory: true, body: 'hello' });
    expect(await client.expect(1, 'basic.ack')).toEqual({ deliveryTag: 1, multiple: false });
  });

  test('of many frames comes back too', async () => {
    client.publish(1, { routingKey: 'nobody', mandatory: true, body: 'x'.repeat(300_000) });
    expect((await client.content(1, 'basic.return')).body.length).toBe(300_000);
    expect(server.broker.memory.messages).toBe(0);
  });

  test('comes back in its place among others', async () => {
    await client.call(1, 'confirm.select');
    client.write(
      publishFrames(1, { routingKey: queue, mandatory: true, body: '1' }),
      publishFrames(1, { routingKey: 'nobody', mandatory: true, body: '2' }),
      publishFrames(1, { routingKey: queue, mandatory: true, body: '3' }),
    );
    expect((await client.content(1, 'basic.return')).body.toString()).toBe('2');
    expect(await confirmedUpTo(3)).toEqual([1, 2, 3]);
  });
});

describe('a message that is not mandatory', () => {
  test('is dropped and confirmed when no queue takes it', async () => {
    await client.call(1, 'confirm.select');
    client.publish(1, { routingKey: 'nobody', body: 'x' });
    expect(await client.expect(1, 'basic.ack')).toEqual({ deliveryTag: 1, multiple: false });
    expect(server.broker.memory.messages).toBe(0);
  });
});

describe('confirms', () => {
  test('count from one on each channel, and say with multiple how far they go', async () => {
    await client.call(1, 'confirm.select');
    const count = 500;
    client.write(...Array.from({ length: count }, () => publishFrames(1, { routingKey: queue, body: 'x' })));
    expect(await confirmedUpTo(count)).toHaveLength(count);
    await client.call(2, 'channel.open');
    await client.call(2, 'confirm.select');
    client.publish(2, { routingKey: queue, body: 'x' });
    expect(await client.expect(2, 'basic.ack')).toEqual({ deliveryTag: 1, multiple: false });
  });

  test('gather into one for what came in one piece', async () => {
    await client.call(1, 'confirm.select');
    client.write(...Array.from({ length: 10 }, () => publishFrames(1, { routingKey: queue, body: 'x' })));
    expect(await client.expect(1, 'basic.ack')).toEqual({ deliveryTag: 10, multiple: true });
  });

  test('do not come for what was published before they were asked for', async () => {
    client.publish(1, { routingKey: queue, body: 'x' });
    await client.call(1, 'confirm.select');
    client.publish(1, { routingKey: queue, body: 'x' });
    expect(await client.expect(1, 'basic.ack')).toEqual({ deliveryTag: 1, multiple: false });
  });

  test('may be asked for twice', async () => {
    await client.call(1, 'confirm.select');
    await client.call(1, 'confirm.select');
    client.publish(1, { routingKey: queue, body: 'x' });
    expect((await client.expect(1, 'basic.ack')).deliveryTag).toBe(1);
  });

  test('come before the close of the channel, when both happen in one piece', async () => {
    await client.call(1, 'confirm.select');
    client.write(
      publishFrames(1, { routingKey: queue, body: 'x' }),
      methodFrame(1, 'channel.close', { replyCode: 200 }),
    );
    await client.expect(1, 'basic.ack');
    await client.expect(1, 'channel.close-ok');
    await client.call(1, 'channel.open');
  });

  test('come before an error closes the channel', async () => {
    await client.call(1, 'confirm.select');
    client.write(publishFrames(1, { routingKey: queue, body: 'x' }), publishFrames(1, { exchange: 'nope', body: 'x' }));
    await client.expect(1, 'basic.ack');
    await client.expect(1, 'channel.close');
    client.send(1, 'channel.close-ok');
  });

  test('come before the close of the connection, and nothing comes after it', async () => {
    await client.call(1, 'confirm.select');
    client.write(
      publishFrames(1, { routingKey: queue, body: 'x' }),
      methodFrame(0, 'connection.close', { replyCode: 200 }),
    );
    await client.expect(1, 'basic.ack');
    await client.expect(0, 'connection.close-ok');
    await client.closed();
    client = await openChannel(server.port);
  });
});

describe('a publisher', () => {
  test('notices at once that a binding came or went, although routes are remembered', async () => {
    await client.call(1, 'confirm.select');
    const address = { exchange: 'amq.direct', routingKey: 'key' };
    const expectReturn = async (): Promise<void> => {
      client.publish(1, { ...address, mandatory: true });
      await client.content(1, 'basic.return');
      await client.expect(1, 'basic.ack');
    };
    await expectReturn();
    await client.call(1, 'queue.bind', { queue, ...address });
    client.publish(1, { ...address, mandatory: true });
    await client.expect(1, 'basic.ack');
    await client.call(1, 'queue.unbind', { queue, ...address });
    await expectReturn();
  });

  test('reaches the right queues although it changes between more addresses than are remembered', async () => {
    const count = 20;
    for (let i = 0; i < count; i++) await client.call(1, 'queue.declare', { queue: `many-${i}`, exclusive: true });
    await client.call(1, 'confirm.select');
    for (let round = 0; round < 3; round++) {
      client.write(
        ...Array.from({ length: count }, (_, i) =>
          publishFrames(1, { routingKey: `many-${i}`, body: `${round}-${i}` }),
        ),
      );
    }
    expect(await confirmedUpTo(3 * count)).toHaveLength(3 * count);
    for (let i = 0; i < count; i++) {
      client.send(1, 'basic.get', { queue: `many-${i}`, noAck: true });
      const { args, body } = await client.content(1, 'basic.get-ok');
      expect([body.toString(), args.routingKey, args.messageCount]).toEqual([`0-${i}`, `many-${i}`, 2]);
    }
  });

  test('may claim to be the user that it is', async () => {
    await client.call(1, 'confirm.select');
    client.publish(1, { routingKey: queue, properties: { userId: 'guest' }, body: 'x' });
    await client.expect(1, 'basic.ack');
  });
});
