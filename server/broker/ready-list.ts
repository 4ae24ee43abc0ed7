import type { Message } from './message';
import { OrderHeap } from './order-heap';
import { Ring } from './ring';

/** The messages of a queue that wait for a consumer, in the order in which they leave. */
export interface ReadyList {
  readonly size: number;
  /** The order number of the message that was taken last: its place, for `putBack`. Unique in the queue. */
  readonly takenOrder: number;
  /** Whether that message had been taken before. */
  readonly wasReturned: boolean;
  push(message: Message): void;
  /** Puts a message that was taken back to its old place. */
  putBack(order: number, message: Message): void;
  /** The next message; undefined when there is none. */
  take(): Message | undefined;
  peek(): Message | undefined;
  /** Takes messages from each head while they are to go, and hands them on. A list of priorities has several heads. */
  takeHeads(mustGo: (message: Message) => boolean, gone: (message: Message) => void): void;
  /** Calls for each message that stands at a head. */
  forEachHead(look: (message: Message) => void): void;
}

/** First in, first out. */
export class FifoList implements ReadyList {
  /** Messages that were never taken; the order number of the ring's head is `#headOrder`. */
  readonly #fresh = new Ring<Message>();
  #headOrder: number;
  /** Messages that came back: all their order numbers are below `#headOrder`. */
  readonly #returned = new OrderHeap();
  takenOrder = 0;
  wasReturned = false;

  constructor(firstOrder = 0) {
    this.#headOrder = firstOrder;
  }

  get size(): number {
    return this.#fresh.size + this.#returned.size;
  }

  push(message: Message): void {
    this.#fresh.push(message);
  }

  putBack(order: number, message: Message): void {
    this.#returned.push({ order, message });
  }

  take(): Message | undefined {
    const returned = this.#returned.pop();
    if (returned !== undefined) {
      this.wasReturned = true;
      this.takenOrder = returned.order;
      return returned.message;
    }
    const message = this.#fresh.shift();
    if (message === undefined) return undefined;
    this.wasReturned = false;
    this.takenOrder = this.#headOrder++;
    return message;
  }

  peek(): Message | undefined {
    return this.#returned.peek()?.message ?? this.#fresh.at(0);
  }

  takeHeads(mustGo: (message: Message) => boolean, gone: (message: Message) => void): void {
    for (let head = this.peek(); head !== undefined && mustGo(head); head = this.peek()) {
      this.take();
      gone(head);
    }
  }

  forEachHead(look: (message: Message) => void): void {
    const head = this.peek();
    if (head !== undefined) look(head);
  }
}
