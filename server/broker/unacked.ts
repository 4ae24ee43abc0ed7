import type { Consumer } from './consumer';
import type { Message } from './message';
import type { Queue } from './queue';
import { Ring } from './ring';

/** A delivery that waits to be settled. */
export interface Unacked {
  readonly message: Message;
  readonly queue: Queue;
  /** The message's place in its queue. */
  readonly order: number;
  /** Null for basic.get. */
  readonly consumer: Consumer | null;
  /** By the broker's `TurnClock`. */
  readonly deliveredAt: number;
}

/**
 * The unacked deliveries of a channel by delivery tag. Tags count up by one, so that a tag is a place in a ring:
 * settling one or all up to a tag needs no search.
 */
export class UnackedList {
  readonly #ring = new Ring<Unacked | null>();
  /** The delivery tag of the ring's head. */
  #headTag = 1;
  #count = 0;

  get size(): number {
    return this.#count;
  }

  /** Appends under the given tag; tags skipped since the last one belonged to deliveries that need no settling. */
  add(deliveryTag: number, unacked: Unacked): void {
    if (this.#ring.size === 0) this.#headTag = deliveryTag;
    else while (this.#headTag + this.#ring.size < deliveryTag) this.#ring.push(null);
    this.#ring.push(unacked);
    this.#count += 1;
  }

  /** Removes and returns one; undefined when the tag is not outstanding. */
  take(deliveryTag: number): Unacked | undefined {
    const index = deliveryTag - this.#headTag;
    const found = this.#ring.at(index);
    if (!found) return undefined;
    if (index === 0) {
      this.#ring.shift();
      this.#headTag += 1;
      this.#skipSettled();
    } else {
      this.#ring.set(index, null);
    }
    this.#count -= 1;
    return found;
  }

  /** Removes the oldest whose tag is at most `deliveryTag`; undefined when there is none left. */
  takeUpTo(deliveryTag: number): Unacked | undefined {
    if (this.#ring.size === 0 || this.#headTag > deliveryTag) return undefined;
    return this.take(this.#headTag);
  }

  /** Undefined when the tag is not outstanding. */
  get(deliveryTag: number): Unacked | undefined {
    return this.#ring.at(deliveryTag - this.#headTag) ?? undefined;
  }

  has(deliveryTag: number): boolean {
    return this.#ring.at(deliveryTag - this.#headTag) != null;
  }

  /** Those behind a tag, the oldest first; all unless given. */
  *entries(behind = 0): Generator<readonly [deliveryTag: number, unacked: Unacked]> {
    for (let i = Math.max(0, behind + 1 - this.#headTag); i < this.#ring.size; i++) {
      const entry = this.#ring.at(i);
      if (entry) yield [this.#headTag + i, entry];
    }
  }

  /** Keeps the invariant that the head of the ring, if any, is outstanding. */
  #skipSettled(): void {
    while (this.#ring.size > 0 && this.#ring.at(0) === null) {
      this.#ring.shift();
      this.#headTag += 1;
    }
  }
}
