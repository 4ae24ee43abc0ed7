import type { ConfirmChannel, Options } from 'amqplib';
import type { ProducerSpec, RateShape } from '@/lib/live-events';
import { compileTemplate } from '@/lib/payload-template';
import type { Tally } from './tally';

/** A shape comes round in this time. */
const SHAPE_MS = 30_000;
/** A spike lasts so much of it, at so many times the rate. */
const SPIKE_PART = 0.1;
const SPIKE_HEIGHT = 8;
const MIN_TICK_MS = 10;
const MAX_TICK_MS = 1000;
/** A producer that was held up publishes at most so much of its rate at once, and does not catch up the rest. */
const MAX_BURST_SECONDS = 0.25;
/** Messages without a confirm above which the producer waits. */
const MAX_UNCONFIRMED = 10_000;

/** Publishes at a rate, and on request. */
export class PlaygroundProducer {
  readonly #channel: ConfirmChannel;
  readonly #tally: Tally;
  readonly #changed: () => void;
  #spec: ProducerSpec;
  #payload: (n: number) => Buffer;
  #routingKey: (n: number) => string;
  #options: Options.Publish;
  #timer: NodeJS.Timeout | undefined;
  #due = 0;
  #lastTick = 0;
  #startedAt = 0;
  #unconfirmed = 0;
  #isFull = false;
  #isBlocked = false;

  constructor(channel: ConfirmChannel, spec: ProducerSpec, tally: Tally, changed: () => void) {
    this.#channel = channel;
    this.#spec = spec;
    this.#tally = tally;
    this.#changed = changed;
    this.#payload = payloadsOf(spec);
    this.#routingKey = routingKeysOf(spec);
    this.#options = publishOptions(spec);
    channel.on('return', () => {
      tally.returned += 1;
      changed();
    });
    channel.on('drain', () => {
      this.#isFull = false;
    });
    this.#begin();
  }

  /** Everything but the exchange may change while it runs. */
  update(spec: ProducerSpec): void {
    this.#spec = spec;
    this.#payload = payloadsOf(spec);
    this.#routingKey = routingKeysOf(spec);
    this.#options = publishOptions(spec);
    this.#begin();
  }

  block(isBlocked: boolean): void {
    this.#isBlocked = isBlocked;
  }

  publish(count: number): void {
    for (let i = 0; i < count; i++) this.#publishOne();
    this.#changed();
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #begin(): void {
    clearTimeout(this.#timer);
    this.#due = 0;
    this.#lastTick = performance.now();
    this.#startedAt = this.#lastTick;
    if (this.#spec.ratePerSecond > 0) this.#schedule();
  }

  #schedule(): void {
    const delay = Math.min(MAX_TICK_MS, Math.max(MIN_TICK_MS, 1000 / this.#spec.ratePerSecond));
    this.#timer = setTimeout(() => this.#tick(), delay);
  }

  #tick(): void {
    const now = performance.now();
    const rate = this.#spec.ratePerSecond * shapeAt(this.#spec.shape, (now - this.#startedAt) / SHAPE_MS);
    this.#due += ((now - this.#lastTick) / 1000) * rate;
    this.#lastTick = now;
    const isHeldUp = this.#isBlocked || this.#isFull || this.#unconfirmed > MAX_UNCONFIRMED;
    if (isHeldUp) this.#due = Math.min(this.#due, 1);
    const count = isHeldUp ? 0 : Math.floor(Math.min(this.#due, Math.max(1, rate * MAX_BURST_SECONDS)));
    if (count > 0) {
      this.#due = count < Math.floor(this.#due) ? 0 : this.#due - count;
      this.publish(count);
    }
    this.#schedule();
  }

  #publishOne(): void {
    this.#tally.published += 1;
    this.#unconfirmed += 1;
    const n = this.#tally.published;
    const routingKey = this.#routingKey(n);
    const hasRoom = this.#channel.publish(
      this.#spec.exchange,
      routingKey,
      this.#payload(n),
      this.#options,
      (refusal) => {
        this.#unconfirmed -= 1;
        if (!refusal) this.#tally.confirmed += 1;
        this.#changed();
      },
    );
    if (!hasRoom) this.#isFull = true;
  }
}

/** By what the rate is multiplied at this part of the way; over a whole way the mean is 1. */
export function shapeAt(shape: RateShape, part: number): number {
  const phase = part - Math.floor(part);
  if (shape === 'sine') return 1 - Math.cos(2 * Math.PI * phase);
  if (shape === 'spike') return phase < SPIKE_PART ? SPIKE_HEIGHT : (1 - SPIKE_PART * SPIKE_HEIGHT) / (1 - SPIKE_PART);
  return 1;
}

function publishOptions({ contentType, headers, persistent, mandatory }: ProducerSpec): Options.Publish {
  return { ...(contentType === '' ? {} : { contentType }), headers, persistent, mandatory };
}

/** The routing key of each message; the name of a queue is taken as it stands. */
function routingKeysOf({ exchange, routingKey }: ProducerSpec): (n: number) => string {
  return exchange === '' ? () => routingKey : compileTemplate(routingKey).fill;
}

/** The payload of each message; one that is always the same is encoded once. */
function payloadsOf({ payload }: ProducerSpec): (n: number) => Buffer {
  const { isFixed, fill } = compileTemplate(payload);
  const fixed = Buffer.from(payload);
  return isFixed ? () => fixed : (n) => Buffer.from(fill(n));
}
