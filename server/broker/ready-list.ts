import type { Message } from './message';
import { OrderHeap, type Returned } from './order-heap';
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
  size = 0;
  takenOrder = 0;
  wasReturned = false;

  constructor(firstOrder = 0) {
    this.#headOrder = firstOrder;
  }

  push(message: Message): void {
    this.#fresh.push(message);
    this.size += 1;
  }

  putBack(order: number, message: Message): void {
    this.#returned.push({ order, message });
    this.size += 1;
  }

  take(): Message | undefined {
    if (this.size === 0) return undefined;
    this.size -= 1;
    if (this.#returned.size > 0) return this.#takeReturned();
    this.wasReturned = false;
    this.takenOrder = this.#headOrder++;
    return this.#fresh.shift();
  }

  #takeReturned(): Message {
    const { order, message } = this.#returned.pop() as Returned;
    this.wasReturned = true;
    this.takenOrder = order;
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
