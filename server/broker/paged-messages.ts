import { Amount } from './amount';
import type { Message } from './message';
import type { Queue } from './queue';
import { FifoList, type ReadyList, type ReadyMessage } from './ready-list';
import type { KeptMessages } from './store';

/** With fewer in memory than this, the next ones are read ahead. */
const READ_AHEAD_BELOW = 4096;

/**
 * The messages of a queue behind those in memory: they lie in the store alone, and come back in their order by
 * `Queue.refill` (ADR 0012).
 */
export class PagedMessages {
  readonly #queue: Queue;
  readonly #ready: ReadyList;
  count = 0;
  bytes = 0;
  /** Those that outlive a restart. */
  readonly #persistent = new Amount();
  /** As many of the next ones may have been delivered before a restart. */
  #again = 0;

  constructor(queue: Queue, ready: ReadyList) {
    this.#queue = queue;
    this.#ready = ready;
  }

  /** Leaves a message that goes to the end of the queue to the store; false when it should stay in memory. */
  takeOver(message: Message): boolean {
    if (this.count === 0 && !this.#mayBegin()) return false;
    const queue = this.#queue;
    if (queue.log === null && queue.host.store !== null) queue.log = queue.host.store.openQueue(queue);
    if (queue.log === null) return false;
    queue.log.page(message);
    this.count += 1;
    this.bytes += message.bodyBytes;
    if (message.record !== null && queue.isStored) this.#persistent.add(message);
    return true;
  }

  #mayBegin(): boolean {
    return this.#ready.size >= this.#queue.host.memory.leastOfQueue && !this.#needsAll;
  }

  /** Priorities need all messages at hand. */
  get #needsAll(): boolean {
    return !(this.#ready instanceof FifoList);
  }

  /** Called with the first one when it is in memory again. True when it may have been delivered before a restart. */
  gaveBack(message: Message): boolean {
    this.count -= 1;
    this.bytes -= message.bodyBytes;
    if (message.record !== null && this.#queue.isStored) this.#persistent.remove(message);
    if (this.#again === 0) return false;
    this.#again -= 1;
    return true;
  }

  /** Takes over what the store has kept, which is all that the queue has. */
  restore({ count, bodyBytes, deliveredCount }: KeptMessages): void {
    this.count = count;
    this.bytes = bodyBytes;
    this.#persistent.messages = count;
    this.#persistent.bytes = bodyBytes;
    this.#again = deliveredCount;
    while (this.#needsAll && this.count > 0) this.readNow();
  }

  /** Asks for the next ones when few are left in memory. */
  readAhead(): void {
    if (this.count > 0 && this.#ready.size < READ_AHEAD_BELOW) this.#queue.log?.readAhead();
  }

  /** Brings the next ones back at once, if there are any. */
  readNow(): void {
    if (this.count > 0) this.#queue.log?.readNow();
  }

  /** Shows some of those behind an order number, as `QueueLog.look` does. */
  lookAfter(order: number, count: number): ReadyMessage[] {
    if (this.count === 0 || !(this.#ready instanceof FifoList)) return [];
    const { endOrder } = this.#ready;
    const index = Math.max(order + 1 - endOrder, 0);
    const messages = this.#queue.log?.look(index, count) ?? [];
    return messages.map((message, i) => {
      return { order: endOrder + index + i, message, redelivered: index + i < this.#again };
    });
  }

  /** No message from this order number on comes back as long as so many may be in memory. */
  reach(mostInMemory: number): number {
    if (this.count === 0 || !(this.#ready instanceof FifoList)) return Number.POSITIVE_INFINITY;
    return this.#ready.endOrder + Math.max(0, mostInMemory - this.#ready.size);
  }

  /** Forgets all of them; returns those that would have outlived a restart. */
  drop(): Amount {
    const { messages, bytes } = this.#persistent;
    const dropped = new Amount(messages, bytes);
    if (this.count > 0) this.#queue.log?.dropPaged();
    this.#persistent.clear();
    this.count = 0;
    this.bytes = 0;
    this.#again = 0;
    return dropped;
  }
}
