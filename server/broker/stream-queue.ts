import type { Consumer } from './consumer';
import { Deadline } from './deadlines';
import { stringOf } from './field-table';
import type { Message } from './message';
import { Queue } from './queue';
import type { QueueHost, QueueOptions } from './queue-host';
import type { ReadyMessage } from './ready-list';
import type { QueueLog } from './store';
import { readStreamFilter, type StreamFilter } from './stream-filter';
import { StreamHistory } from './stream-history';
import { type StreamEntry, StreamLog } from './stream-log';
import { readStreamStart, type StreamStart } from './stream-offset';
import type { Unacked } from './unacked';

const FILTER_HEADER = 'x-stream-filter-value';
const OFFSET_HEADER = 'x-stream-offset';

/** As many of the newest messages of a stored stream stay in memory, or fewer when it is short. */
const MOST_MESSAGES = 4096;
const TIGHT_MESSAGES = 64;
const MOST_BYTES = 1024 * 1024;

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
  /** All messages, or the newest ones when the others are in the store. */
  #log = new StreamLog();
  /** Null when everything lives in memory alone. */
  #history: StreamHistory | null = null;
  /** Readers see nothing from this offset on: the store has not synced it. */
  #safeEnd = 0;
  /** Where the stream and the store ended at the end of each turn that is not safe yet. */
  readonly #unsafe: { readonly offset: number; readonly position: number }[] = [];
  readonly #readers = new Map<Consumer, Reader>();
  readonly #ageDeadline = new Deadline(() => this.#retain());

  constructor(host: QueueHost, name: string, options: QueueOptions) {
    super(host, name, null, options);
  }

  /** Whatever their delivery mode (RabbitMQ). */
  override get keepsAllMessages(): boolean {
    return true;
  }

  override get readyCount(): number {
    return this.#log.nextOffset - this.#firstOffset;
  }

  override get pagedCount(): number {
    return this.#log.firstOffset - this.#firstOffset;
  }

  get #firstOffset(): number {
    return this.#history === null ? this.#log.firstOffset : this.#history.firstOffset;
  }

  override policiesChanged(): void {
    this.readRules();
    this.#retain();
  }

  /** Opens what the store has: nothing, or a stream that begins at an offset. */
  openHistory(log: QueueLog, firstOffset: number): StreamHistory {
    const history = new StreamHistory(log, firstOffset, {
      entryOf: (message, offset, at) => this.#entryOf(message, offset, at),
      release: (message) => this.release(message),
      wake: () => {
        if (!this.isScheduled) this.host.scheduleDispatch(this);
      },
    });
    this.#history = history;
    return history;
  }

  /** Called when the history has got what the store has kept. */
  restored(history: StreamHistory): void {
    this.#log = new StreamLog(history.nextOffset);
    this.#safeEnd = history.nextOffset;
    this.#retain();
  }

  override enqueue(message: Message): boolean {
    const offset = this.#log.nextOffset;
    const at = this.host.deadlines.now();
    if (message.record !== null && this.log !== null) {
      this.#history ??= this.openHistory(this.log, offset);
      this.#history.append(message, at, this.rules.maxLengthBytes);
    }
    message.holders += 1;
    this.#log.append(this.#entryOf(message, offset, at));
    this.enqueued += 1;
    if (message.trace !== 0) this.host.tracer?.enqueued(message.trace, this);
    if (!this.isScheduled) this.host.scheduleDispatch(this);
    this.release(message);
    this.#retain();
    return true;
  }

  /** Readers see the message with its offset written into its headers, once. */
  #entryOf(message: Message, offset: number, at: number): StreamEntry {
    message.holders += 1;
    const filterValue = stringOf(this.host.headerOf(message, FILTER_HEADER)) ?? null;
    const kept = this.host.withNumber(message, OFFSET_HEADER, offset);
    kept.holders = 1;
    kept.trace = message.trace;
    this.release(message);
    return { message: kept, at, filterValue };
  }

  /** The record in the store goes with its block. */
  override release(message: Message): void {
    message.holders -= 1;
    if (message.holders === 0) this.host.memory.free(message);
  }

  /** Gives each consumer what it has not seen, as far as it has capacity. */
  override dispatch(): void {
    this.isScheduled = false;
    this.#advanceSafeEnd();
    if (this.isPaused) return;
    for (const [consumer, reader] of this.#readers) this.#read(consumer, reader);
  }

  /** A reader is not told what a loss of power could still take back, as a publisher is not: offsets would be given twice. */
  #advanceSafeEnd(): void {
    const { store } = this.host;
    const end = this.#log.nextOffset;
    if (store === null || this.#history === null) {
      this.#safeEnd = end;
      return;
    }
    const noted = this.#unsafe.at(-1)?.offset ?? this.#safeEnd;
    if (noted < end) this.#unsafe.push({ offset: end, position: store.end });
    for (let next = this.#unsafe[0]; next !== undefined && next.position <= store.synced; next = this.#unsafe[0]) {
      this.#safeEnd = next.offset;
      this.#unsafe.shift();
    }
    if (this.#safeEnd < end) this.host.dispatchWhenSynced(this);
  }

  #read(consumer: Consumer, reader: Reader): void {
    reader.next = Math.max(reader.next, this.#firstOffset);
    while (reader.next < this.#safeEnd && !consumer.isCancelled && consumer.hasCapacity()) {
      const entry = this.#at(reader.next);
      if (entry === undefined) {
        if (reader.next < this.#log.firstOffset) this.#history?.fetch(reader.next);
        return;
      }
      reader.next += 1;
      if (reader.filter === null || reader.filter.wants(entry.filterValue))
        this.#deliverEntry(consumer, entry, reader.next - 1);
    }
  }

  #at(offset: number): StreamEntry | undefined {
    return offset < this.#log.firstOffset ? this.#history?.at(offset) : this.#log.at(offset);
  }

  #deliverEntry(consumer: Consumer, { message }: StreamEntry, order: number): void {
    message.holders += 1;
    consumer.delivered += 1;
    this.delivered += 1;
    this.hold(message);
    if (message.trace !== 0) this.host.tracer?.delivered(message.trace, this, consumer.channel, consumer, false);
    const deliveredAt = this.host.turn.ms;
    consumer.channel.deliverUnacked(consumer, { message, queue: this, order, consumer, deliveredAt }, false, message);
  }

  override addConsumer(consumer: Consumer): void {
    const start = readStreamStart(consumer.arguments.get(OFFSET_HEADER), this.host.deadlines.now());
    this.consumers.add(consumer);
    this.#readers.set(consumer, {
      next: this.#find(start ?? { kind: 'next' }),
      filter: readStreamFilter(consumer.arguments),
    });
    this.wake(consumer);
  }

  #find(start: StreamStart): number {
    const history = this.#history;
    if (history === null) return this.#log.find(start);
    if (start.kind === 'first') return history.firstOffset;
    if (start.kind === 'offset') return Math.max(history.firstOffset, start.offset);
    if (start.kind !== 'time') return Math.max(history.firstOffset, this.#log.find(start));
    return Math.max(history.find(start.time), this.#log.isBefore(start.time) ? this.#log.find(start) : 0);
  }

  override removeConsumer(consumer: Consumer): void {
    consumer.isCancelled = true;
    this.consumers.delete(consumer);
    this.#readers.delete(consumer);
    if (this.consumers.size === 0) this.#history?.forget();
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

  #settle(unacked: Unacked, outcome: 'acked' | 'rejected' | 'requeued'): void {
    this.letGo(unacked, outcome);
    this.release(unacked.message);
  }

  /** Drops everything at the end of the stream: clients cannot ask for it, and learn no number (RabbitMQ). */
  override purge(): number {
    for (let entry = this.#log.shift(); entry; entry = this.#log.shift()) this.release(entry.message);
    this.#history?.close();
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
    for (let order = Math.max(offset + 1, this.#firstOffset); found.length < count; order++) {
      if (order < this.#log.firstOffset && this.#history?.at(order) === undefined) this.#history?.fetchNow(order);
      const entry = this.#at(order);
      if (entry === undefined) break;
      found.push({ order, message: entry.message, redelivered: false });
    }
    return found;
  }

  override lookAfter(offset: number, count: number): ReadyMessage[] {
    return this.readyAfter(offset, count);
  }

  /** Drops what is too old and too much, and leaves the past to the store. */
  #retain(): void {
    const history = this.#history;
    const { maxAge } = this.rules;
    const now = this.host.deadlines.now();
    history?.retain(this.rules, now);
    for (;;) {
      const oldest = this.#log.at(this.#log.firstOffset);
      if (oldest === undefined || !this.#mustGo(oldest, history, now)) break;
      this.#log.shift();
      this.release(oldest.message);
    }
    this.readyBytes = history === null ? this.#log.bytes : history.bytes;
    const oldestAt = history === null ? this.#log.at(this.#log.firstOffset)?.at : history.oldestAt;
    const at = oldestAt === undefined ? Number.POSITIVE_INFINITY : oldestAt + maxAge;
    this.host.deadlines.set(this.#ageDeadline, at);
  }

  /** Whether the oldest message in memory is one too many there. */
  #mustGo(oldest: StreamEntry, history: StreamHistory | null, now: number): boolean {
    if (history === null) return oldest.at + this.rules.maxAge <= now || this.#log.bytes > this.rules.maxLengthBytes;
    if (this.#log.firstOffset < history.firstOffset) return true;
    const most = this.host.memory.isTight ? TIGHT_MESSAGES : MOST_MESSAGES;
    return this.#log.size > most || (this.#log.bytes > MOST_BYTES && this.#log.size > 1);
  }
}
