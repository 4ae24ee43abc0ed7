import type { Consumer } from './consumer';
import { Deadline } from './deadlines';
import { stringOf } from './field-table';
import type { Message } from './message';
import { Queue, type QueueHost, type QueueOptions } from './queue';
import type { ReadyMessage } from './ready-list';
import { readStreamFilter, type StreamFilter } from './stream-filter';
import { type StreamEntry, StreamLog } from './stream-log';
import { readStreamStart } from './stream-offset';
import type { Unacked } from './unacked';

const FILTER_HEADER = 'x-stream-filter-value';
const OFFSET_HEADER = 'x-stream-offset';

/** Where a consumer stands. */
interface Reader {
  next: number;
  readonly filter: StreamFilter | null;
}

/**
 * A stream (RabbitMQ's queue type): its messages stay when they are read, each consumer reads by itself from where it
 * likes, and what is too old or too much goes at the beginning.
 */
export class StreamQueue extends Queue {
  readonly #log = new StreamLog();
  readonly #readers = new Map<Consumer, Reader>();
  readonly #ageDeadline = new Deadline(() => this.#retain());

  constructor(host: QueueHost, name: string, options: QueueOptions) {
    super(host, name, null, options);
  }

  /** The messages of a stream live in memory. */
  override get keepsMessages(): boolean {
    return false;
  }

  override get readyCount(): number {
    return this.#log.size;
  }

  /** The offsets of the oldest message and of the one that comes next. */
  get offsets(): { readonly first: number; readonly next: number } {
    return { first: this.#log.firstOffset, next: this.#log.nextOffset };
  }

  override policiesChanged(): void {
    this.readRules();
    this.#retain();
  }

  override enqueue(message: Message): boolean {
    const offset = this.#log.nextOffset;
    // Readers see the same message, with its offset written into its headers once.
    message.holders += 1;
    const filterValue = stringOf(this.host.headerOf(message, FILTER_HEADER)) ?? null;
    const kept = this.host.withNumber(message, OFFSET_HEADER, offset);
    kept.holders = 1;
    kept.trace = message.trace;
    this.#log.append({ message: kept, at: this.host.deadlines.now(), filterValue });
    this.enqueued += 1;
    this.readyBytes = this.#log.bytes;
    if (message.trace !== 0) this.host.tracer?.enqueued(message.trace, this);
    if (!this.isScheduled) this.host.scheduleDispatch(this);
    this.release(message);
    this.#retain();
    return true;
  }

  /** Gives each consumer what it has not seen, as far as it has capacity. */
  override dispatch(): void {
    this.isScheduled = false;
    if (this.isPaused) return;
    for (const [consumer, reader] of this.#readers) this.#read(consumer, reader);
  }

  #read(consumer: Consumer, reader: Reader): void {
    reader.next = Math.max(reader.next, this.#log.firstOffset);
    while (!consumer.isCancelled && consumer.hasCapacity()) {
      const entry = this.#log.at(reader.next);
      if (entry === undefined) return;
      reader.next += 1;
      if (reader.filter === null || reader.filter.wants(entry.filterValue))
        this.#deliverEntry(consumer, entry, reader.next - 1);
    }
  }

  #deliverEntry(consumer: Consumer, { message }: StreamEntry, order: number): void {
    message.holders += 1;
    consumer.delivered += 1;
    this.delivered += 1;
    this.unackedCount += 1;
    this.unackedBytes += message.bodyBytes;
    if (message.trace !== 0) this.host.tracer?.delivered(message.trace, this, consumer.channel, consumer, false);
    consumer.channel.deliverUnacked(consumer, { message, queue: this, order, consumer }, false, message);
  }

  override addConsumer(consumer: Consumer): void {
    const start = readStreamStart(consumer.arguments.get(OFFSET_HEADER), this.host.deadlines.now());
    this.consumers.add(consumer);
    const next = this.#log.find(start ?? { kind: 'next' });
    this.#readers.set(consumer, { next, filter: readStreamFilter(consumer.arguments) });
    this.wake(consumer);
  }

  override removeConsumer(consumer: Consumer): void {
    consumer.isCancelled = true;
    this.consumers.delete(consumer);
    this.#readers.delete(consumer);
  }

  override wake(consumer: Consumer): void {
    const reader = this.#readers.get(consumer);
    if (reader === undefined || this.isScheduled || reader.next >= this.#log.nextOffset) return;
    this.host.scheduleDispatch(this);
  }

  /** An acknowledgement gives credit and takes nothing away. */
  override acknowledge(unacked: Unacked): void {
    this.#settle(unacked, 'acked');
    this.acked += 1;
  }

  override reject(unacked: Unacked): void {
    this.#settle(unacked, 'rejected');
    this.rejected += 1;
  }

  /** What a consumer gives back is still there; it does not come again (RabbitMQ). */
  override requeue(unacked: Unacked): void {
    this.#settle(unacked, 'requeued');
  }

  #settle({ message }: Unacked, outcome: 'acked' | 'rejected' | 'requeued'): void {
    this.unackedCount -= 1;
    this.unackedBytes -= message.bodyBytes;
    if (message.trace !== 0) this.host.tracer?.settled(message.trace, this, outcome);
    this.release(message);
  }

  /** Drops everything at the end of the stream: clients cannot ask for it, and learn no number (RabbitMQ). */
  override purge(): number {
    for (let entry = this.#log.shift(); entry; entry = this.#log.shift()) this.release(entry.message);
    this.readyBytes = 0;
    this.host.deadlines.set(this.#ageDeadline, Number.POSITIVE_INFINITY);
    return 0;
  }

  override orderMark(): (order: number) => boolean {
    const end = this.#log.nextOffset;
    return (offset) => offset < end;
  }

  override readyAfter(offset: number, count: number): ReadyMessage[] {
    const found: ReadyMessage[] = [];
    let order = Math.max(offset + 1, this.#log.firstOffset);
    for (let entry = this.#log.at(order); entry && found.length < count; entry = this.#log.at(order)) {
      found.push({ order: order++, message: entry.message, redelivered: false });
    }
    return found;
  }

  /** Drops what is too old and too much. */
  #retain(): void {
    const { maxAge, maxLengthBytes } = this.rules;
    const now = this.host.deadlines.now();
    for (;;) {
      const oldest = this.#log.at(this.#log.firstOffset);
      if (oldest === undefined) break;
      if (oldest.at + maxAge > now && this.#log.bytes <= maxLengthBytes) break;
      this.#log.shift();
      this.release(oldest.message);
    }
    this.readyBytes = this.#log.bytes;
    const oldest = this.#log.at(this.#log.firstOffset);
    const at = oldest === undefined ? Number.POSITIVE_INFINITY : oldest.at + maxAge;
    this.host.deadlines.set(this.#ageDeadline, at);
  }
}
