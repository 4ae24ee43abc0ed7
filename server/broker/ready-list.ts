import type { Message } from './message';
import { OrderHeap, type Returned } from './order-heap';
import { Ring } from './ring';

/** A ready message with its place in the queue. */
export interface ReadyMessage {
  /** Stays the same for as long as the message is in the queue. */
  readonly order: number;
  readonly message: Message;
  readonly redelivered: boolean;
}

/** The messages of a queue that wait for a consumer, in the order in which they leave. */
export interface ReadyList {
  readonly size: number;
  /** The order number of the message that was taken last: its place, for `putBack`. Unique in the queue. */
  readonly takenOrder: number;
  /** Whether that message had been handed out before. */
  readonly wasReturned: boolean;
  push(message: Message): void;
  /** Puts a message that was taken back to its old place. It counts as handed out before unless said. */
  putBack(order: number, message: Message, redelivered?: boolean): void;
  /** The next message; undefined when there is none. */
  take(): Message | undefined;
  peek(): Message | undefined;
  /** Takes messages from each head while they are to go, and hands them on. A list of priorities has several heads. */
  takeHeads(mustGo: (message: Message) => boolean, gone: (message: Message) => void): void;
  /** Calls for each message that stands at a head. */
  forEachHead(look: (message: Message) => void): void;
  /** Puts in a message that had been handed out before a restart; none that had not may be there yet. Returns its order. */
  pushReturned(message: Message): number;
  forEach(visit: (message: Message) => void): void;
  /** Tells of each order number whether it was given before this moment, or goes to one of the next `more` messages. */
  orderMark(more: number): (order: number) => boolean;
  /** At most `count` messages behind an order number, -1 for the first of all, in the order in which they leave. */
  after(order: number, count: number): ReadyMessage[];
  /** The order numbers of those of these messages that are here. They came together, and not long ago. */
  placesOf(messages: ReadonlySet<Message>): Map<Message, number>;
  /** Takes messages out wherever they stand, and returns those that were there. */
  remove(orders: ReadonlySet<number>): ReadyMessage[];
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

  putBack(order: number, message: Message, redelivered = true): void {
    this.#returned.push({ order, message, redelivered });
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
    const { order, message, redelivered } = this.#returned.pop() as Returned;
    this.wasReturned = redelivered;
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

  /** The order number of the next message that comes. */
  get endOrder(): number {
    return this.#headOrder + this.#fresh.size;
  }

  pushReturned(message: Message): number {
    const order = this.#headOrder++;
    this.#returned.push({ order, message, redelivered: true });
    this.size += 1;
    return order;
  }

  forEach(visit: (message: Message) => void): void {
    for (const { message } of this.#returned.all()) visit(message);
    for (let i = 0; i < this.#fresh.size; i++) visit(this.#fresh.at(i) as Message);
  }

  orderMark(more: number): (order: number) => boolean {
    const end = this.endOrder + more;
    return (order) => order < end;
  }

  after(order: number, count: number): ReadyMessage[] {
    const found: ReadyMessage[] = this.#returned.size === 0 ? [] : this.#returned.after(order, count);
    for (let at = Math.max(order + 1, this.#headOrder); found.length < count && at < this.endOrder; at++) {
      found.push({ order: at, message: this.#fresh.at(at - this.#headOrder) as Message, redelivered: false });
    }
    return found;
  }

  placesOf(messages: ReadonlySet<Message>): Map<Message, number> {
    const places = new Map<Message, number>();
    let first = Number.POSITIVE_INFINITY;
    for (const { enteredAt } of messages) first = Math.min(first, enteredAt);
    // From the end to where the first of them came in.
    for (let at = this.#fresh.size - 1; at >= 0 && places.size < messages.size; at--) {
      const message = this.#fresh.at(at) as Message;
      if (message.enteredAt < first) break;
      if (messages.has(message)) places.set(message, this.#headOrder + at);
    }
    if (places.size === messages.size) return places;
    for (const { order, message } of this.#returned.all()) if (messages.has(message)) places.set(message, order);
    return places;
  }

  remove(orders: ReadonlySet<number>): ReadyMessage[] {
    const removed: ReadyMessage[] = this.#returned.remove(orders);
    let last = -1;
    for (const order of orders) if (order < this.endOrder) last = Math.max(last, order);
    // Those that stand before the last one keep their order numbers, which a ring could not remember.
    while (this.#headOrder <= last) {
      const item = { order: this.#headOrder++, message: this.#fresh.shift() as Message, redelivered: false };
      if (orders.has(item.order)) removed.push(item);
      else this.#returned.push(item);
    }
    this.size -= removed.length;
    return removed;
  }
}
