import type { FieldTable, FieldValue } from './field-table';
import type { QueueRules } from './queue-rules';
import type { Attempts } from './store';

/**
 * Counts the deliveries of messages that came back, by order number (RabbitMQ's quorum queues). A message that was never
 * returned has no entry.
 */
export class AttemptLedger {
  readonly #byOrder = new Map<number, Attempts>();

  /** Notes that a message came back; returns how often it has by now. */
  returned(order: number, isFailure: boolean): Attempts {
    const { acquired, failed } = this.#byOrder.get(order) ?? { acquired: 0, failed: 0 };
    const attempts = { acquired: acquired + 1, failed: isFailure ? failed + 1 : failed };
    this.#byOrder.set(order, attempts);
    return attempts;
  }

  /** What the store knows of a message from before a restart. */
  restore(order: number, attempts: Attempts): void {
    this.#byOrder.set(order, attempts);
  }

  /** The headers that tell a consumer of the attempts before; null at the first. */
  headersFor(order: number, headers: FieldTable): FieldTable | null {
    const attempts = this.#byOrder.get(order);
    if (attempts === undefined) return null;
    const count = (value: number): FieldValue => ({ type: 'long', value: BigInt(value) });
    const result = new Map(headers).set('x-acquired-count', count(attempts.acquired));
    return attempts.failed === 0 ? result : result.set('x-delivery-count', count(attempts.failed));
  }

  /** Milliseconds that a message which came back waits, the longer the more often it did (RabbitMQ's delayed retry). */
  retryDelay(order: number, isFailure: boolean, rules: QueueRules): number {
    const { delayedRetry, delayedRetryMin, delayedRetryMax } = rules;
    if (delayedRetry === 'disabled' || delayedRetryMin === Number.POSITIVE_INFINITY) return 0;
    if (delayedRetry !== 'all' && delayedRetry !== (isFailure ? 'failed' : 'returned')) return 0;
    const attempts = this.#byOrder.get(order);
    const times = isFailure ? attempts?.failed : attempts?.acquired;
    return Math.min(delayedRetryMin * (times ?? 1), delayedRetryMax);
  }

  forget(order: number): void {
    this.#byOrder.delete(order);
  }
}
