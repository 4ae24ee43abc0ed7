import { Deadline, type Deadlines } from './deadlines';
import type { Message } from './message';
import type { WaitingMessage } from './waiting-message';

interface Retry {
  readonly order: number;
  readonly message: Message;
}

/** Messages that came back and wait for a while before they are ready again (RabbitMQ 4.3's delayed retry). */
export class DelayedRetries {
  readonly #deadlines: Deadlines;
  readonly #ready: (order: number, message: Message) => void;
  readonly #waiting = new Map<Deadline, Retry>();

  /** `ready` takes over a message when its time has come. */
  constructor(deadlines: Deadlines, ready: (order: number, message: Message) => void) {
    this.#deadlines = deadlines;
    this.#ready = ready;
  }

  get size(): number {
    return this.#waiting.size;
  }

  wait(order: number, message: Message, delayMs: number): void {
    const deadline = new Deadline(() => {
      this.#waiting.delete(deadline);
      this.#ready(order, message);
    });
    this.#waiting.set(deadline, { order, message });
    this.#deadlines.set(deadline, this.#deadlines.now() + delayMs);
  }

  forEach(visit: (message: Message) => void): void {
    for (const { message } of this.#waiting.values()) visit(message);
  }

  /** Every message that waits, in no order. */
  *waiting(): Generator<WaitingMessage> {
    for (const deadline of this.#waiting.keys()) {
      yield { dueAt: deadline.at, keptAs: null, look: () => this.#waiting.get(deadline) ?? null };
    }
  }

  /** Gives up waiting; returns the messages. */
  clear(): Message[] {
    const messages = [...this.#waiting.values()].map(({ message }) => message);
    for (const deadline of this.#waiting.keys()) this.#deadlines.set(deadline, Number.POSITIVE_INFINITY);
    this.#waiting.clear();
    return messages;
  }
}
