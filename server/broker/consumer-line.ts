import type { Consumer } from './consumer';
import { Ring } from './ring';

interface Level {
  readonly priority: number;
  readonly line: Ring<Consumer>;
}

/**
 * The consumers of a queue that wait for a message: a line for each priority, served round robin, the highest
 * priority first. A consumer without capacity leaves the line and comes back when it has capacity again, so that
 * finding the next one costs nothing, however many are busy.
 */
export class ConsumerLine {
  #levels: Level[] = [];

  /** Puts a consumer at the end of its line unless it stands there already. */
  join(consumer: Consumer): void {
    if (consumer.isWaiting || consumer.isCancelled) return;
    consumer.isWaiting = true;
    this.#level(consumer.priority).line.push(consumer);
  }

  /** Takes the next consumer with capacity out of the line; undefined when there is none. */
  next(): Consumer | undefined {
    for (const level of this.#levels) {
      for (let consumer = level.line.shift(); consumer !== undefined; consumer = level.line.shift()) {
        consumer.isWaiting = false;
        if (!consumer.isCancelled && consumer.hasCapacity()) return consumer;
      }
    }
    return undefined;
  }

  /** Sends everybody away. */
  clear(): void {
    for (const level of this.#levels) {
      for (let consumer = level.line.shift(); consumer !== undefined; consumer = level.line.shift()) {
        consumer.isWaiting = false;
      }
    }
  }

  /** Whether a consumer other than the one just taken waits at a priority that is at least this one. */
  hasOther(priority: number): boolean {
    for (const level of this.#levels) {
      if (level.priority < priority) return false;
      if (level.line.size > 0) return true;
    }
    return false;
  }

  #level(priority: number): Level {
    const found = this.#levels.find((level) => level.priority === priority);
    if (found) return found;
    const level = { priority, line: new Ring<Consumer>() };
    this.#levels = [...this.#levels, level].sort((a, b) => b.priority - a.priority);
    return level;
  }
}
