import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openChannel } from './open-client';
import type { RawClient } from './raw-client';
import { bodyFrames, headerFrame, methodFrame } from './raw-frames';
import { SeededRandom } from './seeded-random';
import { startTestBroker, type TestBroker } from './start-test-broker';

const TEN_MIB = 10 * 1024 * 1024;
/** Octets of a frame beside its payload. */
const OVERHEAD = 8;

let server: TestBroker;

beforeAll(async () => {
  server = await startTestBroker();
});

afterAll(() => server.stop());

const tenMiB = new SeededRandom(1).bytes(64 * 1024);

function bodyOf(size: number): Buffer {
  return Buffer.alloc(size, tenMiB);
}

/** Publishes through one connection and takes the message from another, each with its own frame-max. */
async function roundTrip(
  publisher: RawClient,
  consumer: RawClient,
  body: Buffer,
  frames: readonly Uint8Array[],
): Promise<readonly number[]> {
  const { queue } = await consumer.call(1, 'queue.declare', { exclusive: true });
  await consumer.call(1, 'basic.consume', { queue, noAck: true });
  publisher.write(
    methodFrame(1, 'basic.publish', { routingKey: queue }),
    headerFrame(1, body.length, { messageId: 'm' }),
    ...frames,
  );
  const delivered = await consumer.content(1, 'basic.deliver');
  expect(delivered.properties).toEqual({ messageId: 'm' });
  expect(delivered.body.equals(body)).toBe(true);
  return delivered.bodyFrameSizes;
}

const sizes = (frameMax: number): readonly number[] => [0, 1, frameMax - OVERHEAD, frameMax, TEN_MIB];

describe.each([4096, 131072])('with a publisher that sends frames of up to %i octets', (publisherMax) => {
  describe.each([4096, 131072])('and a consumer that takes frames of up to %i octets', (consumerMax) => {
    test.each(sizes(consumerMax))('a body of %i octets arrives whole, in frames as large as allowed', async (size) => {
      const publisher = await openChannel(server.port, { frameMax: publisherMax });
      const consumer = await openChannel(server.port, { frameMax: consumerMax });
      const body = bodyOf(size);
      const got = await roundTrip(publisher, consumer, body, bodyFrames(1, body, publisherMax));
      const piece = consumerMax - OVERHEAD;
      const rest = size % piece;
      const wanted = [...Array.from({ length: Math.floor(size / piece) }, () => piece), ...(rest > 0 ? [rest] : [])];
      expect(got).toEqual(wanted);
      publisher.destroy();
      consumer.destroy();
    });
  });
});

describe('a body', () => {
  test('may come in frames of any sizes, empty ones among them', async () => {
    const publisher = await openChannel(server.port);
    const consumer = await openChannel(server.port);
    const body = bodyOf(1000);
    const cuts = [0, 0, 1, 2, 500, 500, 999, 1000];
    const frames = cuts.slice(1).flatMap((to, i) => {
      const part = body.subarray(cuts[i], to);
      return part.length > 0 ? bodyFrames(1, part, 4096) : [Uint8Array.of(3, 0, 1, 0, 0, 0, 0, 0xce)];
    });
    expect(await roundTrip(publisher, consumer, body, frames)).toEqual([1000]);
    await publisher.close();
    await consumer.close();
  });

  test('of one channel may be mixed with frames of another', async () => {
    const client = await openChannel(server.port);
    await client.call(2, 'channel.open');
    const { queue } = await client.call(1, 'queue.declare', { exclusive: true });
    const [a, b] = [bodyOf(3000), Buffer.alloc(3000, 'b')];
    const [a1, a2] = bodyFrames(1, a, 2008) as [Uint8Array, Uint8Array];
    const [b1, b2] = bodyFrames(2, b, 2008) as [Uint8Array, Uint8Array];
    const publish = (channel: number) => methodFrame(channel, 'basic.publish', { routingKey: queue });
    client.write(publish(1), publish(2), headerFrame(1, 3000), a1, headerFrame(2, 3000), b1, b2, a2);
    await client.call(1, 'basic.consume', { queue, noAck: true });
    const bodies = [(await client.content(1, 'basic.deliver')).body, (await client.content(1, 'basic.deliver')).body];
    expect(bodies.map((body) => body.equals(a))).toEqual([false, true]);
    expect(bodies[0]?.equals(b)).toBe(true);
    await client.close();
  });

  test('that never ends is forgotten with its connection', async () => {
    const client = await openChannel(server.port);
    client.write(methodFrame(1, 'basic.publish'), headerFrame(1, 10_000), ...bodyFrames(1, bodyOf(9_999), 131072));
    await client.close();
    expect(server.broker.memory.messages).toBe(0);
  });
});
