import { describe, expect, test } from 'vitest';
import { AmqpServer } from '@/server/amqp/amqp-server';
import { readUint32 } from '@/server/amqp/frame';
import { decodeMethod } from '@/server/amqp/method-codec';
import { methodKey } from '@/server/amqp/spec';
import type { AmqpInput } from '@/server/amqp/transport';
import type { Broker } from '@/server/broker/broker';
import { eventually } from './eventually';
import { FakeTransport, fakePeer } from './fake-transport';
import { openChannel, openClient, plainLogin } from './open-client';
import { RandomFrames } from './random-frames';
import { RawClient } from './raw-client';
import { cutFrames, methodFrame, PROTOCOL_HEADER } from './raw-frames';
import { SeededRandom } from './seeded-random';
import { forEachSeed } from './seeds';
import { AMQP_TEST_OPTIONS, createTestBroker, startTestBroker } from './start-test-broker';

const SLAB_BYTES = 256 * 1024;

const HANDSHAKE = Buffer.concat([
  PROTOCOL_HEADER,
  methodFrame(0, 'connection.start-ok', plainLogin({})),
  methodFrame(0, 'connection.tune-ok', { frameMax: 4096, channelMax: 2047, heartbeat: 0 }),
  methodFrame(0, 'connection.open', { virtualHost: '/' }),
]);

/** Something to do harm to. */
const SETUP = Buffer.concat([
  methodFrame(1, 'channel.open'),
  methodFrame(1, 'queue.declare', { queue: 'q' }),
  methodFrame(1, 'exchange.declare', { exchange: 'x', type: 'fanout' }),
  methodFrame(1, 'queue.bind', { queue: 'q', exchange: 'x' }),
  methodFrame(1, 'basic.consume', { queue: 'q', noAck: true }),
]);

const REOPEN = Buffer.concat([methodFrame(1, 'channel.close-ok'), SETUP]);
const CLOSES = new Set([methodKey(10, 50), methodKey(20, 40)]);
const FRAMES_A_CONNECTION = 60;
/** A connection that the broker is closing is not worth many frames. */
const FRAMES_AFTER_THE_END = 3;

interface Attacker {
  readonly transport: FakeTransport;
  readonly input: AmqpInput;
  framesLeft: number;
  bytesSeen: number;
}

/** Deletes what attackers have declared, and says what is left that should not be. */
function leftOvers(broker: Broker): Record<string, number> {
  const vhost = broker.vhosts.get('/');
  for (const queue of [...(vhost?.queues.values() ?? [])]) vhost?.removeQueue(queue);
  for (const exchange of [...(vhost?.exchanges.values() ?? [])]) {
    if (exchange.name !== '' && !exchange.name.startsWith('amq.')) vhost?.removeExchange(exchange);
  }
  broker.endTurn();
  return {
    connections: broker.connections.size + (vhost?.connections.size ?? 0),
    channels: broker.channelsOpened - broker.channelsClosed,
    exchanges: (vhost?.exchanges.size ?? 0) - 7,
    messages: broker.memory.messages,
    heldBytes: broker.memory.heldBytes - SLAB_BYTES,
  };
}

const NOTHING = { connections: 0, channels: 0, exchanges: 0, messages: 0, heldBytes: 0 };

/** A few attackers at a time on one broker, each with another kind of stream. */
class Attack {
  readonly broker = createTestBroker();
  readonly errors: string[] = [];
  readonly #server = new AmqpServer(this.broker, {
    ...AMQP_TEST_OPTIONS,
    log: (level, text) => {
      if (level === 'error') this.errors.push(text);
    },
  });
  readonly #random: SeededRandom;
  readonly #frames: RandomFrames;
  #attackers: Attacker[] = [];
  deliveries = 0;
  connections = 0;

  constructor(seed: number) {
    this.#random = new SeededRandom(seed);
    this.#frames = new RandomFrames(this.#random);
  }

  run(frames: number): void {
    for (let sent = 0; sent < frames; sent++) {
      if (this.#attackers.length < 3) this.#connect();
      const attacker = this.#random.pick(this.#attackers);
      this.#send(attacker, this.#frames.next());
      attacker.framesLeft -= 1;
      this.#react(attacker);
      if (attacker.framesLeft <= 0) this.#disconnect(attacker);
    }
    for (const attacker of [...this.#attackers]) this.#disconnect(attacker);
  }

  #connect(): void {
    const transport = new FakeTransport();
    const input = this.#server.accept(transport, fakePeer());
    const attacker = { transport, input, framesLeft: FRAMES_A_CONNECTION, bytesSeen: 0 };
    this.#attackers.push(attacker);
    this.connections += 1;
    const isGood = this.#random.chance(0.9);
    this.#send(attacker, isGood ? HANDSHAKE : HANDSHAKE.subarray(0, this.#random.below(HANDSHAKE.length)));
    if (isGood) this.#send(attacker, SETUP);
  }

  /** Opens the channel again that the broker closed, so that the attack goes on. */
  #react(attacker: Attacker): void {
    const { transport } = attacker;
    if (transport.bytes.subarray(0, 4).toString() === 'AMQP') return;
    const { bytes } = transport;
    const closes = cutFrames(bytes.subarray(attacker.bytesSeen)).frames.filter(({ type, payload }) => {
      return type === 1 && CLOSES.has(readUint32(payload, 0));
    });
    attacker.bytesSeen = bytes.length;
    if (closes.some(({ channel }) => channel === 0)) attacker.framesLeft = FRAMES_AFTER_THE_END;
    else if (closes.some(({ channel }) => channel === 1)) this.#send(attacker, REOPEN);
  }

  #send({ input }: Attacker, bytes: Uint8Array): void {
    const cut = this.#random.chance(0.3) ? this.#random.below(bytes.length) : 0;
    if (cut > 0) input.receive(Buffer.from(bytes.subarray(0, cut)));
    input.receive(Buffer.from(bytes.subarray(cut)));
  }

  /** Everything that the broker wrote must be frames, and methods that it may send. */
  #disconnect(attacker: Attacker): void {
    attacker.input.closed();
    this.#attackers = this.#attackers.filter((other) => other !== attacker);
    const { bytes } = attacker.transport;
    if (bytes.subarray(0, 4).toString() === 'AMQP') return;
    const { frames, rest } = cutFrames(bytes);
    if (rest.length > 0) throw new Error('the broker wrote half a frame');
    for (const { type, payload } of frames) {
      if (type === 1 && decodeMethod(payload).name === 'basic.deliver') this.deliveries += 1;
    }
  }
}

describe('10,000 random and damaged frames', () => {
  test('never make the broker fail, and leave nothing behind', async () => {
    let [deliveries, connections] = [0, 0];
    const runs = await forEachSeed(50, (seed) => {
      const attack = new Attack(seed);
      attack.run(200);
      expect(attack.errors).toEqual([]);
      expect(leftOvers(attack.broker)).toEqual(NOTHING);
      deliveries += attack.deliveries;
      connections += attack.connections;
    });
    // Most frames must get past the door, or nothing is tested.
    if (runs > 1) expect(Math.min(deliveries, connections)).toBeGreaterThan(5 * runs);
  }, 60_000);
});

test('a well-behaved neighbour notices nothing of attackers on other sockets', async () => {
  const errors: string[] = [];
  const server = await startTestBroker({ log: (level, text) => level === 'error' && errors.push(text) });
  server.broker.addVHost('quiet');
  const guest = server.broker.access.users.get('guest');
  if (guest) server.broker.access.setPermission(guest, 'quiet', { configure: '.*', write: '.*', read: '.*' });
  const neighbour = await openChannel(server.port, { vhost: 'quiet' });
  const { queue } = await neighbour.call(1, 'queue.declare', { exclusive: true });
  await neighbour.call(1, 'basic.consume', { queue, noAck: true });
  await forEachSeed(100, async (seed) => {
    const random = new SeededRandom(seed);
    const frames = new RandomFrames(random);
    const attacker = random.chance(0.9)
      ? await openClient(server.port, { frameMax: 4096 })
      : await RawClient.connect(server.port);
    attacker.send(1, 'channel.open');
    for (let i = 0; i < 20; i++) attacker.write(frames.next());
    neighbour.publish(1, { routingKey: queue, body: `round ${seed}` });
    expect((await neighbour.content(1, 'basic.deliver')).body.toString()).toBe(`round ${seed}`);
    if (random.chance(0.5)) attacker.socket.end();
    else attacker.destroy();
  });
  await neighbour.close();
  await eventually(() => expect(server.broker.connections.size).toBe(0));
  expect(errors).toEqual([]);
  expect(leftOvers(server.broker)).toEqual(NOTHING);
  await server.stop();
}, 60_000);
