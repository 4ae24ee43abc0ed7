import { type FieldTable, integerOf } from './field-table';
import type { Message } from './message';
import { FifoList, type ReadyList, type ReadyMessage } from './ready-list';

/** Order numbers of one level, so that a number tells its level. */
const LEVEL_SPAN = 2 ** 44;

/** Levels of a quorum queue, and the level of a message without a priority (RabbitMQ 4.3). */
const QUORUM_MAX_PRIORITY = 31;
const QUORUM_NORMAL_PRIORITY = 4;

/** The list that a queue of this type needs. `priorityOf` gives the priority of a message, or what is said for one without. */
export function createReadyList(
  type: string,
  args: FieldTable,
  priorityOf: (message: Message, normal: number) => number,
): ReadyList {
  if (type === 'quorum') {
    return new PriorityList(QUORUM_MAX_PRIORITY, (message) => priorityOf(message, QUORUM_NORMAL_PRIORITY));
  }
  const maxPriority = integerOf(args.get('x-max-priority')) ?? 0;
  return maxPriority === 0 ? new FifoList() : new PriorityList(maxPriority, (message) => priorityOf(message, 0));
}

/** One list for each priority; the highest leaves first. */
export class PriorityList implements ReadyList {
  /** By priority; a level comes to be with its first message. */
  readonly #levels: (FifoList | undefined)[];
  readonly #priorityOf: (message: Message) => number;
  /** No level above it holds a message. */
  #highest = -1;
  #size = 0;
  takenOrder = 0;
  wasReturned = false;

  /** Priorities above the highest count as the highest. */
  constructor(maxPriority: number, priorityOf: (message: Message) => number) {
    this.#levels = new Array(maxPriority + 1).fill(undefined);
    this.#priorityOf = priorityOf;
  }

  get size(): number {
    return this.#size;
  }

  /** The messages of each level that has any, the highest first. */
  counts(): (readonly [priority: number, count: number])[] {
    const counts: [number, number][] = [];
    for (let priority = this.#highest; priority >= 0; priority--) {
      const size = this.#levels[priority]?.size ?? 0;
      if (size > 0) counts.push([priority, size]);
    }
    return counts;
  }

  push(message: Message): void {
    this.#level(Math.min(this.#priorityOf(message), this.#levels.length - 1)).push(message);
  }

  putBack(order: number, message: Message, redelivered = true): void {
    this.#level(Math.floor(order / LEVEL_SPAN)).putBack(order, message, redelivered);
  }

  take(): Message | undefined {
    const level = this.#first();
    if (level === undefined) return undefined;
    const message = level.take();
    this.takenOrder = level.takenOrder;
    this.wasReturned = level.wasReturned;
    this.#size -= 1;
    return message;
  }

  peek(): Message | undefined {
    return this.#first()?.peek();
  }

  takeHeads(mustGo: (message: Message) => boolean, gone: (message: Message) => void): void {
    for (let priority = this.#highest; priority >= 0; priority--) {
      const level = this.#levels[priority];
      level?.takeHeads(mustGo, (message) => {
        this.#size -= 1;
        this.takenOrder = level.takenOrder;
        gone(message);
      });
    }
  }

  forEachHead(look: (message: Message) => void): void {
    for (let priority = this.#highest; priority >= 0; priority--) this.#levels[priority]?.forEachHead(look);
  }

  pushReturned(message: Message): number {
    return this.#level(Math.min(this.#priorityOf(message), this.#levels.length - 1)).pushReturned(message);
  }

  forEach(visit: (message: Message) => void): void {
    for (const level of this.#levels) level?.forEach(visit);
  }

  orderMark(more: number): (order: number) => boolean {
    const marks = this.#levels.map((level) => level?.orderMark(more));
    return (order) => marks[Math.floor(order / LEVEL_SPAN)]?.(order) === true;
  }

  after(order: number, count: number): ReadyMessage[] {
    const found: ReadyMessage[] = [];
    const start = order < 0 ? this.#highest : Math.floor(order / LEVEL_SPAN);
    for (let priority = start; priority >= 0 && found.length < count; priority--) {
      found.push(...(this.#levels[priority]?.after(priority === start ? order : -1, count - found.length) ?? []));
    }
    return found;
  }

  placesOf(messages: ReadonlySet<Message>): Map<Message, number> {
    return new Map(this.#levels.flatMap((level) => (level === undefined ? [] : [...level.placesOf(messages)])));
  }

  remove(orders: ReadonlySet<number>): ReadyMessage[] {
    const removed: ReadyMessage[] = [];
    for (const [priority, level] of this.#levels.entries()) {
      if (level === undefined) continue;
      const own = [...orders].filter((order) => Math.floor(order / LEVEL_SPAN) === priority);
      removed.push(...level.remove(new Set(own)));
    }
    this.#size -= removed.length;
    return removed;
  }

  /** The level for a message that is about to come. */
  #level(priority: number): FifoList {
    this.#size += 1;
    this.#highest = Math.max(this.#highest, priority);
    let level = this.#levels[priority];
    if (level === undefined) {
      level = new FifoList(priority * LEVEL_SPAN);
      this.#levels[priority] = level;
    }
    return level;
  }

  /** The highest level that holds a message. */
  #first(): FifoList | undefined {
    for (; this.#highest >= 0; this.#highest--) {
      const level = this.#levels[this.#highest];
      if (level !== undefined && level.size > 0) return level;
    }
    return undefined;
  }
}
