import { DelayedRetries } from './delayed-retries';
import type { FieldTable, FieldValue } from './field-table';
import type { Message } from './message';
import type { Queue } from './queue';
import type { Attempts } from './store';
import type { WaitingMessage } from './waiting-message';

/** What becomes of a message that came back: it is delivered again at once or later, or it has been often enough. */
export type Return = 'ready' | 'waits' | 'dies';

/**
 * Counts the deliveries of messages that came back, by order number, and says what becomes of them (RabbitMQ's quorum
 * queues). A message that was never returned has no entry.
 */
export class Redelivery {
  readonly #queue: Queue;
  readonly #byOrder = new Map<number, Attempts>();
  readonly #retries: DelayedRetries;

  /** `ready` takes over a message that has waited. */
  constructor(queue: Queue, ready: (order: number, message: Message) => void) {
    this.#queue = queue;
    this.#retries = new DelayedRetries(queue.host.deadlines, ready);
  }

  /** Notes that a message came back. One that waits is kept here. `isFailure` counts towards the delivery limit. */
  returned(order: number, message: Message, isFailure: boolean): Return {
    const { rules, log } = this.#queue;
    const { acquired, failed } = this.#byOrder.get(order) ?? { acquired: 0, failed: 0 };
    const attempts = { acquired: acquired + 1, failed: isFailure ? failed + 1 : failed };
    if (attempts.failed > rules.deliveryLimit) {
      this.forget(order);
      return 'dies';
    }
    this.#byOrder.set(order, attempts);
    if (message.record !== null) log?.noteAttempts(message.record, attempts);
    const delayMs = this.#delayOf(attempts, isFailure);
    if (delayMs === 0) return 'ready';
    this.#retries.wait(order, message, delayMs);
    return 'waits';
  }

  /** Milliseconds that a message which came back waits, the longer the more often it did (RabbitMQ's delayed retry). */
  #delayOf({ acquired, failed }: Attempts, isFailure: boolean): number {
    const { delayedRetry, delayedRetryMin, delayedRetryMax } = this.#queue.rules;
    if (delayedRetry === 'disabled' || delayedRetryMin === Number.POSITIVE_INFINITY) return 0;
    if (delayedRetry !== 'all' && delayedRetry !== (isFailure ? 'failed' : 'returned')) return 0;
    return Math.min(delayedRetryMin * (isFailure ? failed : acquired), delayedRetryMax);
  }

  /** Takes over what the store knows of a message from before a restart. */
  restore(order: number, message: Message): void {
    const known = message.record && this.#queue.log?.attemptsOf(message.record);
    if (known) this.#byOrder.set(order, known);
  }

  /** The headers that tell a consumer of the attempts before; null at the first. */
  headersFor(order: number, headers: FieldTable): FieldTable | null {
    const attempts = this.#byOrder.get(order);
    if (attempts === undefined) return null;
    const count = (value: number): FieldValue => ({ type: 'long', value: BigInt(value) });
    const result = new Map(headers).set('x-acquired-count', count(attempts.acquired));
    return attempts.failed === 0 ? result : result.set('x-delivery-count', count(attempts.failed));
  }

  forget(order: number): void {
    this.#byOrder.delete(order);
  }

  /** How many wait. */
  get waitingCount(): number {
    return this.#retries.size;
  }

  /** Those that wait, in no order. */
  waiting(): Iterable<WaitingMessage> {
    return this.#retries.waiting();
  }

  forEachWaiting(visit: (message: Message) => void): void {
    this.#retries.forEach(visit);
  }

  /** Lets nothing wait any longer; returns what did. */
  clearWaiting(): Message[] {
    return this.#retries.clear();
  }
}
