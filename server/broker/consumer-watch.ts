import type { Consumer } from './consumer';
import { Deadline, type Deadlines } from './deadlines';
import { BrokerError } from './errors';

const LONGEST_PERIOD_MS = 60_000;

interface Seen {
  readonly deliveryTag: number;
  readonly at: number;
}

/**
 * Closes channels that hold deliveries of a queue for too long. It looks round from time to time, so that a delivery
 * costs nothing; a delivery is noticed up to a quarter of the time too late (RabbitMQ: up to a minute).
 */
export class ConsumerWatch {
  readonly #consumers: ReadonlySet<Consumer>;
  readonly #deadlines: Deadlines;
  readonly #deadline: Deadline;
  /** The oldest delivery that each consumer held when it was looked at, and since when it has been seen. */
  readonly #oldest = new Map<Consumer, Seen>();
  #timeout = Number.POSITIVE_INFINITY;

  constructor(consumers: ReadonlySet<Consumer>, deadlines: Deadlines) {
    this.#consumers = consumers;
    this.#deadlines = deadlines;
    this.#deadline = new Deadline((now) => this.#look(now));
  }

  /** Infinite: never. */
  set(timeout: number): void {
    this.#timeout = timeout;
    this.wake();
  }

  /** Called when the queue has got a consumer. */
  wake(): void {
    const isWatching = this.#timeout !== Number.POSITIVE_INFINITY && this.#consumers.size > 0;
    const period = Math.min(LONGEST_PERIOD_MS, Math.ceil(this.#timeout / 8));
    const at = isWatching ? this.#deadlines.now() + period : Number.POSITIVE_INFINITY;
    if (!isWatching) this.#oldest.clear();
    if (at < this.#deadline.at || !isWatching) this.#deadlines.set(this.#deadline, at);
  }

  close(): void {
    this.set(Number.POSITIVE_INFINITY);
  }

  #look(now: number): void {
    for (const consumer of this.#oldest.keys()) if (!this.#consumers.has(consumer)) this.#oldest.delete(consumer);
    for (const consumer of [...this.#consumers]) if (!consumer.isCancelled) this.#lookAt(consumer, now);
    this.wake();
  }

  #lookAt(consumer: Consumer, now: number): void {
    const deliveryTag = oldestOf(consumer);
    const seen = this.#oldest.get(consumer);
    if (deliveryTag === undefined) this.#oldest.delete(consumer);
    else if (seen?.deliveryTag !== deliveryTag) this.#oldest.set(consumer, { deliveryTag, at: now });
    else if (now - seen.at >= this.#timeout) this.#timeOut(consumer);
  }

  #timeOut({ channel }: Consumer): void {
    channel.port.fail(
      new BrokerError(
        'precondition-failed',
        `delivery acknowledgement on channel ${channel.number} timed out. Timeout value used: ${this.#timeout} ms. ` +
          'This timeout value can be configured, see consumers doc guide to learn more',
      ),
    );
  }
}

function oldestOf(consumer: Consumer): number | undefined {
  if (consumer.unackedCount === 0) return undefined;
  for (const [deliveryTag, unacked] of consumer.channel.unacked.entries()) {
    if (unacked.consumer === consumer) return deliveryTag;
  }
  return undefined;
}
