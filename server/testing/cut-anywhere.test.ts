import { describe, expect, test } from 'vitest';
import { AmqpServer } from '@/server/amqp/amqp-server';
import type { AmqpInput } from '@/server/amqp/transport';
import { FakeTransport, fakePeer } from './fake-transport';
import { plainLogin } from './open-client';
import { frame, headerFrame, methodFrame, PROTOCOL_HEADER, publishFrames } from './raw-frames';
import { SeededRandom } from './seeded-random';
import { forEachSeed } from './seeds';
import { AMQP_TEST_OPTIONS, createTestBroker } from './start-test-broker';

const HANDSHAKE = [
  PROTOCOL_HEADER,
  methodFrame(0, 'connection.start-ok', plainLogin({})),
  methodFrame(0, 'connection.tune-ok', { frameMax: 4096, channelMax: 2047, heartbeat: 0 }),
  methodFrame(0, 'connection.open', { virtualHost: '/' }),
];

/**
 * Every kind of frame that a well-behaved client sends, and a message of each shape. Deliveries go out when a chunk has
 * been read, so that a stream must not answer to one before it ends.
 */
const GOOD_STREAM = Buffer.concat([
  ...HANDSHAKE,
  methodFrame(1, 'channel.open'),
  methodFrame(1, 'confirm.select'),
  methodFrame(1, 'queue.declare', { queue: 'q' }),
  methodFrame(1, 'queue.bind', { queue: 'q', exchange: 'amq.topic', routingKey: 'a.#' }),
  publishFrames(1, { routingKey: 'q', body: '', mandatory: true }),
  publishFrames(1, { routingKey: 'q', body: 'one', properties: { contentType: 'text/plain', priority: 3 } }),
  Uint8Array.of(8, 0, 0, 0, 0, 0, 0, 0xce),
  publishFrames(1, {
    exchange: 'amq.topic',
    routingKey: 'a.b',
    body: 'two',
    properties: { headers: new Map([['n', { type: 'void' }]]) },
  }),
  publishFrames(1, { routingKey: 'nowhere', body: 'returned', mandatory: true }),
  publishFrames(1, { routingKey: 'q', body: 'x'.repeat(300), frameMaxBytes: 108 }),
  ...Array.from({ length: 3 }, () => methodFrame(1, 'basic.get', { queue: 'q' })),
  methodFrame(1, 'basic.ack', { deliveryTag: 2, multiple: true }),
  methodFrame(1, 'basic.nack', { deliveryTag: 3, requeue: true }),
  methodFrame(2, 'channel.open'),
  methodFrame(2, 'basic.get', { queue: 'q', noAck: true }),
  methodFrame(2, 'basic.get', { queue: 'q' }),
  methodFrame(2, 'channel.close', { replyCode: 200 }),
  methodFrame(3, 'channel.open'),
  methodFrame(3, 'queue.declare', { queue: 'd' }),
  methodFrame(3, 'basic.consume', { queue: 'd', consumerTag: 'c' }),
  publishFrames(1, { routingKey: 'd', body: 'three' }),
  publishFrames(1, { routingKey: 'd', body: 'four' }),
]);

const channelOpen = [...HANDSHAKE, methodFrame(1, 'channel.open')];
const goodbye = methodFrame(0, 'connection.close', { replyCode: 200 });

/** Streams that end in a close, most of them with an error, at different depths. */
const CLOSING_STREAMS: readonly (readonly [what: string, stream: Uint8Array])[] = [
  [
    'a goodbye right behind messages to confirm',
    Buffer.concat([
      ...channelOpen,
      methodFrame(1, 'confirm.select'),
      ...Array.from({ length: 3 }, () => publishFrames(1, { body: 'to nobody', mandatory: true })),
      goodbye,
    ]),
  ],
  [
    'an error right behind messages to confirm',
    Buffer.concat([
      ...channelOpen,
      methodFrame(1, 'confirm.select'),
      ...Array.from({ length: 3 }, () => publishFrames(1, { body: 'to nobody' })),
      publishFrames(1, { properties: { expiration: 'soon' } }),
    ]),
  ],
  ['another protocol', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
  [
    'a method during the handshake that does not belong there',
    Buffer.concat([PROTOCOL_HEADER, methodFrame(0, 'connection.open')]),
  ],
  ['a bad frame end', Buffer.concat([...channelOpen, methodFrame(1, 'tx.select').fill(0, 12)])],
  ['an over-long frame', Buffer.concat([...channelOpen, Uint8Array.of(1, 0, 1, 0, 1, 0, 0), Buffer.alloc(300)])],
  [
    'an over-long content header',
    Buffer.concat([
      ...channelOpen,
      methodFrame(1, 'basic.publish', { routingKey: 'q' }),
      headerFrame(1, 0, { headers: new Map([['long', { type: 'longstr', value: 'x'.repeat(5000) }]]) }),
    ]),
  ],
  ['an over-long body frame', Buffer.concat([...channelOpen, publishFrames(1, { body: 'x'.repeat(5000) })])],
  [
    'a body without a header',
    Buffer.concat([...channelOpen, methodFrame(1, 'basic.publish'), Uint8Array.of(3, 0, 1, 0, 0, 0, 0, 0xce)]),
  ],
  [
    'a publish to a missing exchange, then more',
    Buffer.concat([
      ...channelOpen,
      publishFrames(1, { exchange: 'missing', body: 'lost' }),
      publishFrames(1, { exchange: 'missing', body: 'ignored' }),
      methodFrame(1, 'channel.close-ok'),
      methodFrame(1, 'channel.open'),
      goodbye,
    ]),
  ],
  [
    'a user id that is not the user',
    Buffer.concat([
      ...channelOpen,
      publishFrames(1, { body: 'forged', properties: { userId: 'root' } }),
      methodFrame(1, 'channel.close-ok'),
      goodbye,
    ]),
  ],
  [
    'damaged properties',
    Buffer.concat([
      ...channelOpen,
      methodFrame(1, 'basic.publish'),
      Uint8Array.of(2, 0, 1, 0, 0, 0, 15, 0, 60, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80, 0, 9, 0xce),
      goodbye,
    ]),
  ],
  [
    'an exchange name that is longer than its frame',
    Buffer.concat([...channelOpen, frame(1, 1, Uint8Array.of(0, 60, 0, 40, 0, 0, 255, 0x61))]),
  ],
  [
    'a routing key that is longer than its frame',
    Buffer.concat([...channelOpen, frame(1, 1, Uint8Array.of(0, 60, 0, 40, 0, 0, 1, 0x61, 255, 0x62))]),
  ],
  ['a basic.publish without arguments', Buffer.concat([...channelOpen, frame(1, 1, Uint8Array.of(0, 60, 0, 40))])],
  ['a method frame without a method', Buffer.concat([...channelOpen, frame(1, 1, Uint8Array.of(0, 60))])],
  [
    'an empty content header',
    Buffer.concat([...channelOpen, methodFrame(1, 'basic.publish'), frame(2, 1, new Uint8Array(0))]),
  ],
  [
    'an unknown delivery tag',
    Buffer.concat([...channelOpen, methodFrame(1, 'basic.ack', { deliveryTag: 9 }), goodbye]),
  ],
];

interface Outcome {
  readonly frames: readonly string[];
  readonly end: string | undefined;
  readonly left: readonly number[];
}

/** Feeds the pieces to a new broker, each in a buffer that is overwritten as soon as it was taken. */
function outcomeOf(pieces: readonly Uint8Array[]): Outcome {
  const broker = createTestBroker();
  const transport = new FakeTransport();
  const input: AmqpInput = new AmqpServer(broker, AMQP_TEST_OPTIONS).accept(transport, fakePeer());
  for (const piece of pieces) {
    const chunk = Buffer.from(piece);
    input.receive(chunk);
    chunk.fill(0xaa);
  }
  input.closed();
  const { connectionsClosed, channelsOpened, memory } = broker;
  // Deliveries and confirms gather more or less into one, so that their order and number depend on the cuts.
  const frames = simplify(transport.frames());
  return { frames, end: transport.events.at(-1), left: [connectionsClosed, channelsOpened, memory.messages] };
}

/** The frames of each channel without the confirms, of which only the last says how far they go; deliveries apart. */
function simplify(frames: readonly string[]): string[] {
  const confirms = frames.filter((frame) => frame.includes('basic.ack '));
  const lastTag = confirms.at(-1)?.match(/"deliveryTag":(\d+)/)?.[1];
  const contents: string[] = [];
  const rest: string[] = [];
  let isDelivery = false;
  for (const frame of frames) {
    if (frame.includes('basic.ack ')) continue;
    isDelivery = / basic\.deliver /.test(frame) || (isDelivery && /^\d+ (header|body) /.test(frame));
    (isDelivery ? contents : rest).push(frame);
  }
  return [`confirmed up to ${lastTag}`, ...contents, ...rest];
}

function cutAt(stream: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  return [...cuts, stream.length].map((end, i) => stream.subarray(i === 0 ? 0 : cuts[i - 1], end));
}

describe('the same byte stream', () => {
  const streams: readonly (readonly [string, Uint8Array])[] = [
    ['of a whole conversation', GOOD_STREAM],
    ...CLOSING_STREAMS.map(([what, stream]) => [`with ${what}`, stream] as const),
  ];

  test.each(streams)('%s gives the same outcome, cut into two at any position', (_what, stream) => {
    const whole = outcomeOf([stream]);
    // The long ones consist of filling for the greater part.
    const step = stream.length > 2000 ? 41 : 1;
    for (let at = 1; at < stream.length; at += step)
      expect(outcomeOf(cutAt(stream, [at])), `cut at ${at}`).toEqual(whole);
  });

  test.each(streams)('%s gives the same outcome octet by octet', (_what, stream) => {
    const octets = Array.from(stream, (_, at) => stream.subarray(at, at + 1));
    expect(outcomeOf(octets)).toEqual(outcomeOf([stream]));
  });

  test.each(CLOSING_STREAMS)('with %s is never an error of the broker itself', (_what, stream) => {
    expect(outcomeOf([stream]).frames.join()).not.toContain('INTERNAL_ERROR');
  });

  test('gives the same outcome, cut into many random pieces', async () => {
    const whole = outcomeOf([GOOD_STREAM]);
    await forEachSeed(200, (seed) => {
      const random = new SeededRandom(seed);
      const cuts = Array.from({ length: 1 + random.below(40) }, () => 1 + random.below(GOOD_STREAM.length - 1));
      expect(
        outcomeOf(
          cutAt(
            GOOD_STREAM,
            cuts.sort((a, b) => a - b),
          ),
        ),
      ).toEqual(whole);
    });
  });

  test('of a whole conversation does what it says', () => {
    const { frames, end, left } = outcomeOf([GOOD_STREAM]);
    const count = (name: string): number => frames.filter((frame) => frame.includes(` ${name} `)).length;
    expect(frames[0]).toBe('confirmed up to 7');
    expect(['basic.deliver', 'basic.get-ok', 'basic.return', 'channel.close-ok'].map(count)).toEqual([2, 5, 1, 1]);
    expect(end).toBeUndefined();
    expect(left).toEqual([1, 3, 3]);
  });
});
