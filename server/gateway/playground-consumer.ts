import type { Channel, ConsumeMessage } from 'amqplib';
import type { ConsumerSpec, HeldMessage, Verdict } from '@/lib/live-events';
import { Refusal } from './reply';
import type { Tally } from './tally';

const HELD_SHOWN = 100;
const PREVIEW_BYTES = 2048;
/** Without a prefetch limit a consumer may hold very many messages: beyond this number they have no preview. */
const MAX_PREVIEWS = 1000;

interface Unsettled {
  /** Without its content, which only would take memory. */
  readonly message: ConsumeMessage;
  readonly shown: HeldMessage;
}

/** Receives from a queue and settles as its mode says: one message after the other, as a worker does. */
export class PlaygroundConsumer {
  readonly #channel: Channel;
  readonly #tally: Tally;
  readonly #changed: () => void;
  #spec: ConsumerSpec;
  /** Received and not settled, oldest first. */
  readonly #unsettled = new Map<number, Unsettled>();
  #timer: NodeJS.Timeout | undefined;

  constructor(channel: Channel, spec: ConsumerSpec, tally: Tally, changed: () => void) {
    this.#channel = channel;
    this.#spec = spec;
    this.#tally = tally;
    this.#changed = changed;
  }

  /** `onCancel` is called when the broker cancels the consumer. */
  async start(onCancel: () => void): Promise<void> {
    const { queue, prefetchCount, ackMode } = this.#spec;
    if (prefetchCount > 0) await this.#channel.prefetch(prefetchCount);
    const receive = (message: ConsumeMessage | null): void => {
      if (message === null) onCancel();
      else this.#receive(message);
    };
    await this.#channel.consume(queue, receive, { noAck: ackMode === 'automatic' });
  }

  get held(): readonly HeldMessage[] {
    const held: HeldMessage[] = [];
    for (const unsettled of this.#unsettled.values()) {
      if (held.push(unsettled.shown) === HELD_SHOWN) break;
    }
    return held;
  }

  /** The processing time may change while it runs. */
  update(spec: ConsumerSpec): void {
    this.#spec = spec;
  }

  settle(deliveryTag: number, verdict: Verdict): void {
    if (this.#spec.ackMode !== 'by-hand') throw new Refusal('This consumer settles its messages itself.');
    const message = this.#unsettled.get(deliveryTag)?.message;
    if (!message) throw new Refusal('The consumer does not hold this message any more.');
    if (verdict === 'ack') this.#channel.ack(message);
    else if (verdict === 'nack') this.#channel.nack(message, false, false);
    else this.#channel.reject(message, verdict === 'requeue');
    this.#settled(deliveryTag);
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #receive(message: ConsumeMessage): void {
    const { deliveryTag } = message.fields;
    this.#tally.received += 1;
    if (this.#spec.ackMode === 'automatic') {
      this.#tally.settled += 1;
    } else {
      const shown = heldMessage(message, this.#unsettled.size < MAX_PREVIEWS);
      this.#unsettled.set(deliveryTag, { message: { ...message, content: Buffer.alloc(0) }, shown });
      if (this.#spec.ackMode === 'after-processing' && this.#timer === undefined) this.#process();
    }
    this.#changed();
  }

  /** Works through what has been received; waits for the processing time before each ack. */
  #process(): void {
    this.#timer = undefined;
    for (const [deliveryTag, { message }] of this.#unsettled) {
      const finish = (): void => {
        this.#channel.ack(message);
        this.#settled(deliveryTag);
      };
      if (this.#spec.processingMs > 0) {
        this.#timer = setTimeout(() => {
          finish();
          this.#process();
        }, this.#spec.processingMs);
        return;
      }
      finish();
    }
  }

  #settled(deliveryTag: number): void {
    this.#unsettled.delete(deliveryTag);
    this.#tally.settled += 1;
    this.#changed();
  }
}

function heldMessage({ fields, content }: ConsumeMessage, hasPreview: boolean): HeldMessage {
  const { deliveryTag, exchange, routingKey, redelivered } = fields;
  const isCut = content.length > PREVIEW_BYTES;
  return {
    deliveryTag,
    exchange,
    routingKey,
    redelivered,
    // With `stream`, a character that the cut divides is left out rather than shown as a wrong one.
    preview: hasPreview ? new TextDecoder().decode(content.subarray(0, PREVIEW_BYTES), { stream: isCut }) : '',
    bodyBytes: content.length,
    receivedAt: Date.now(),
  };
}
