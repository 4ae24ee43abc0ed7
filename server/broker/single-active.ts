import type { Consumer } from './consumer';
import type { ConsumerLine } from './consumer-line';

/**
 * Lets one consumer of a queue have all its messages; the others wait for its end. In a quorum queue one of a higher
 * priority takes over as soon as the active one has settled what it holds (RabbitMQ).
 */
export class SingleActive {
  readonly #mayTakeOver: boolean;
  readonly #line: ConsumerLine;
  readonly #wake: (consumer: Consumer) => void;
  active: Consumer | null = null;

  constructor(mayTakeOver: boolean, line: ConsumerLine, wake: (consumer: Consumer) => void) {
    this.#mayTakeOver = mayTakeOver;
    this.#line = line;
    this.#wake = wake;
  }

  /** `consumers` are all of the queue in the order in which they came. */
  elect(consumers: Iterable<Consumer>): void {
    let best: Consumer | null = null;
    for (const consumer of consumers) {
      if (!consumer.isCancelled && (best === null || consumer.priority > best.priority)) best = consumer;
    }
    const { active } = this;
    if (best === null) {
      this.active = null;
    } else if (active === null || active.isCancelled) {
      this.#activate(best);
    } else if (this.#mayTakeOver && best.priority > active.priority) {
      active.isActive = false;
      this.#line.clear();
      if (active.unackedCount === 0) this.#activate(best);
    }
  }

  #activate(consumer: Consumer): void {
    this.active = consumer;
    consumer.isActive = true;
    this.#wake(consumer);
  }
}
