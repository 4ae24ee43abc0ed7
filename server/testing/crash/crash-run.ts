import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Channel, type ChannelModel, type ConfirmChannel, type ConsumeMessage, connect } from 'amqplib';
import { SeededRandom } from '@/server/testing/seeded-random';
import { Ledger } from './ledger';
import { WarrenChild } from './warren-child';

const QUEUES = ['solo', 'left', 'right'];
/** A stream: read once, at the end. */
const STREAM = 'story';
/** Where publishers publish, and the queues that get it. */
const TARGETS = [
  { exchange: '', key: 'solo', queues: ['solo'] },
  { exchange: 'both', key: '', queues: ['left', 'right', STREAM] },
] as const;
const UNCONFIRMED_LIMIT = 300;
const DRAIN_MS = 60_000;

/** Kills a broker again and again while clients publish and consume, and keeps the ledger. */
export class CrashRun {
  readonly ledger = new Ledger();
  readonly #random: SeededRandom;
  readonly #dataDir = mkdtempSync(join(tmpdir(), 'warren-crash-'));
  readonly #numbers = new Map<string, number>();

  constructor(seed: number) {
    this.#random = new SeededRandom(seed);
  }

  /** One life of the broker: start, traffic, SIGKILL. */
  async round(): Promise<void> {
    const flags = ['--segment-size', '256KiB', '--page-above', this.#random.chance(0.5) ? '64KiB' : '64MiB'];
    const warren = await WarrenChild.start(this.#dataDir, flags);
    const connections: ChannelModel[] = [];
    const open = async (): Promise<ChannelModel> => {
      const connection = await connect(warren.amqpUrl);
      connection.on('error', () => {});
      connections.push(connection);
      return connection;
    };
    await declare(await open());
    const isOver = { now: false };
    const publishers = await Promise.all(
      TARGETS.map(async (target, i) => this.#publish(await open(), i, target, isOver)),
    );
    // A queue is consumed most of the time, so that backlogs come and go.
    for (const queue of QUEUES) if (this.#random.chance(0.8)) await this.#consume(await open(), queue);
    await sleep(30 + this.#random.below(700));
    await warren.kill();
    isOver.now = true;
    await Promise.all(publishers.map(({ done }) => done));
    await Promise.all(connections.map((connection) => connection.close().catch(() => {})));
  }

  /** A last life without a crash: takes all that is left. */
  async drain(): Promise<void> {
    const warren = await WarrenChild.start(this.#dataDir);
    const connection = await connect(warren.amqpUrl);
    connection.on('error', () => {});
    const channel = await connection.createChannel();
    await channel.prefetch(500);
    for (const queue of QUEUES) {
      await channel.consume(queue, (message) => {
        if (!message) return;
        this.ledger.wasDelivered(queue, nameOf(message), message.fields.redelivered);
        channel.ack(message);
      });
    }
    const deadline = Date.now() + DRAIN_MS;
    for (let left = 1; left > 0; ) {
      if (Date.now() > deadline) throw new Error('the queues did not become empty');
      await sleep(100);
      left = 0;
      const counts = await Promise.all(QUEUES.map((queue) => channel.checkQueue(queue)));
      for (const { messageCount } of counts) left += messageCount;
    }
    await this.#readStream(channel, deadline);
    await connection.close();
    await warren.stop();
  }

  /** From its beginning: no offset may be missing, and nothing there twice. */
  async #readStream(channel: Channel, deadline: number): Promise<void> {
    const { messageCount } = await channel.checkQueue(STREAM);
    let next = 0;
    const take = (message: ConsumeMessage | null): void => {
      if (!message) return;
      this.ledger.wasDelivered(STREAM, nameOf(message), message.fields.redelivered);
      const offset = message.properties.headers?.['x-stream-offset'];
      if (offset !== next) this.ledger.violations.push(`${STREAM}: offset ${offset} in the place of ${next}`);
      next += 1;
      channel.ack(message);
    };
    await channel.consume(STREAM, take, { arguments: { 'x-stream-offset': 'first' } });
    while (next < messageCount) {
      if (Date.now() > deadline) throw new Error(`the stream ends at ${next} of ${messageCount}`);
      await sleep(20);
    }
  }

  clean(): void {
    rmSync(this.#dataDir, { recursive: true, force: true });
  }

  async #publish(connection: ChannelModel, i: number, target: (typeof TARGETS)[number], isOver: { now: boolean }) {
    const channel = await connection.createConfirmChannel();
    channel.on('error', () => {});
    return { done: this.#publishUntilOver(channel, `p${i}`, target, isOver) };
  }

  async #publishUntilOver(
    channel: ConfirmChannel,
    publisher: string,
    { exchange, key, queues }: (typeof TARGETS)[number],
    isOver: { now: boolean },
  ): Promise<void> {
    let unconfirmed = 0;
    while (!isOver.now) {
      for (let i = this.#random.below(60); i > 0 && unconfirmed < UNCONFIRMED_LIMIT; i--) {
        const number = this.#numbers.get(publisher) ?? 0;
        this.#numbers.set(publisher, number + 1);
        const name = `${publisher}:${number}`;
        this.ledger.published(name);
        unconfirmed += 1;
        try {
          channel.publish(exchange, key, this.#body(name), { persistent: true }, (failure) => {
            unconfirmed -= 1;
            if (!failure) this.ledger.wasConfirmed(name, queues);
          });
        } catch {
          return;
        }
      }
      await sleep(this.#random.below(4));
    }
  }

  #body(name: string): Buffer {
    const padding = this.#random.chance(0.01) ? 300_000 : this.#random.chance(0.2) ? 3000 : 20;
    return Buffer.from(`${name} ${'x'.repeat(this.#random.below(padding))}`);
  }

  async #consume(connection: ChannelModel, queue: string): Promise<void> {
    const channel = await connection.createChannel();
    channel.on('error', () => {});
    await channel.prefetch(1 + this.#random.below(200));
    await channel.consume(queue, (message) => message && this.#take(channel, queue, message));
  }

  /** Most are acknowledged, some put back, some kept. */
  #take(channel: Channel, queue: string, message: ConsumeMessage): void {
    this.ledger.wasDelivered(queue, nameOf(message), message.fields.redelivered);
    const luck = this.#random.next();
    try {
      if (luck < 0.9) channel.ack(message, this.#random.chance(0.02));
      else if (luck < 0.95) channel.nack(message, false, true);
    } catch {
      // The broker was killed between the delivery and this.
    }
  }
}

function nameOf({ content }: ConsumeMessage): string {
  const text = content.subarray(0, 64).toString();
  return text.slice(0, text.indexOf(' '));
}

async function declare(connection: ChannelModel): Promise<void> {
  const channel = await connection.createChannel();
  for (const queue of QUEUES) await channel.assertQueue(queue, { durable: true });
  await channel.assertExchange('both', 'fanout', { durable: true });
  await channel.bindQueue('left', 'both', '');
  await channel.bindQueue('right', 'both', '');
  await channel.assertQueue(STREAM, { durable: true, arguments: { 'x-queue-type': 'stream' } });
  await channel.bindQueue(STREAM, 'both', '');
  await channel.close();
}
