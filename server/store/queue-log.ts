import type { Message } from '@/server/broker/message';
import type { Attempts, MessageHolder, QueueLog as QueueLogPort, StreamStore } from '@/server/broker/store';
import type { DeliveryMarks } from './delivery-marks';
import { ATTEMPTS_BYTES, DROP_BYTES, KIND, SETTLE_HEAD_BYTES } from './layout';
import type { MessageLog } from './message-log';
import { PagedList } from './paged-list';
import { RecordReader, readRecords, readRecordsNow } from './record-reader';
import { Place } from './segment';
import { StreamReader } from './stream-reader';
import { VARINT_MAX_BYTES, writeVarint } from './varint';

const READ_RETRY_MS = 1000;
const MOVED_RETRY_MS = 1;
/** Deliveries closer together than this make a queue a fast one, whose mark runs ahead by so many bytes of the log. */
const AHEAD_WITHIN_MS = 5;
const FIRST_AHEAD_BYTES = 4096;
const LAST_AHEAD_BYTES = 1024 * 1024;
const FIRST_SETTLED_BYTES = 256;
/** Notes of settled messages go to the log in records of about this size. */
const SETTLED_RECORD_BYTES = 64 * 1024;

/** Attempts, with the position of the note in the log. */
export interface NotedAttempts extends Attempts {
  position: number;
}

export interface QueueLogOptions {
  readonly log: MessageLog;
  readonly marks: DeliveryMarks;
  readonly holder: MessageHolder;
  /** The number that stands for the holder in the log; 0 for queues that end with the process. */
  readonly id: number;
}

/** The store's side of a queue, or of an exchange that delays: what it has settled, how far it has delivered, and the messages that are paged out. */
export class QueueLog implements QueueLogPort {
  readonly #log: MessageLog;
  readonly #marks: DeliveryMarks;
  readonly #holder: MessageHolder;
  readonly id: number;
  readonly paged = new PagedList();
  /** Null unless it is a stream. */
  stream: StreamReader | null = null;
  /** All paged messages have this key or a higher one. */
  #lowestKey = 0;
  #isReading = false;
  #isClosed = false;
  // Settled positions that are not in the log yet.
  #settled = new Uint8Array(FIRST_SETTLED_BYTES);
  #settledBytes = 0;
  #settledCount = 0;
  #firstSettled = 0;
  #lastSettled = 0;
  /** Messages with keys up to this one are known to have been delivered. */
  #mark = -1;
  #lastDelivered = -1;
  #markedAt = 0;
  #ahead = 0;

  /** Of messages that came back and are not settled, by their keys; null until there is one. */
  #attempts: Map<number, NotedAttempts> | null = null;

  constructor({ log, marks, holder, id }: QueueLogOptions) {
    this.#log = log;
    this.#marks = marks;
    this.#holder = holder;
    this.id = id;
    log.queues.add(this);
  }

  // Settling

  settle(record: Place): void {
    // A queue that ends with the process has no part in the record that another queue may have.
    if (this.id === 0 || this.#isClosed) return;
    record.segment.live -= record.share;
    if (this.#holder.isDeleted) return;
    if (this.#attempts !== null) this.#attempts.delete(record.key);
    const position = record.segment.base + record.at;
    if (this.#settledCount === 0) {
      this.#firstSettled = position;
      this.#log.hasSettled(this);
    } else {
      if (this.#settledBytes + VARINT_MAX_BYTES > this.#settled.length) this.#growSettled();
      this.#settledBytes = writeVarint(this.#settled, this.#settledBytes, position - this.#lastSettled);
    }
    this.#lastSettled = position;
    this.#settledCount += 1;
    if (this.#settledBytes >= SETTLED_RECORD_BYTES) this.writeSettled();
  }

  #growSettled(): void {
    const larger = new Uint8Array(this.#settled.length * 4);
    larger.set(this.#settled.subarray(0, this.#settledBytes));
    this.#settled = larger;
  }

  /** Puts what was settled into the log. */
  writeSettled(): void {
    if (this.#settledCount === 0) return;
    const bytes = this.#settledBytes;
    if (!this.#holder.isDeleted) {
      const batch = this.#log.room(SETTLE_HEAD_BYTES + bytes);
      const at = batch.take(SETTLE_HEAD_BYTES + bytes);
      const { view } = batch.block;
      view.setUint8(at, KIND.settle);
      view.setUint32(at + 1, this.id);
      view.setUint32(at + 5, this.#settledCount);
      view.setUint32(at + 9, bytes);
      view.setFloat64(at + 13, this.#firstSettled);
      batch.block.bytes.set(this.#settled.subarray(0, bytes), at + SETTLE_HEAD_BYTES);
    }
    this.#settledCount = 0;
    this.#settledBytes = 0;
  }

  // Attempts

  noteAttempts({ key }: Place, attempts: Attempts): void {
    if (this.id === 0 || this.#isClosed) return;
    this.#attempts ??= new Map();
    this.#attempts.set(key, { ...attempts, position: this.#writeAttempts(key, attempts) });
  }

  attemptsOf({ key }: Place): Attempts | undefined {
    return this.#attempts?.get(key);
  }

  restoreAttempts(attempts: Map<number, NotedAttempts>): void {
    this.#attempts = attempts;
  }

  /** Writes the notes below a position again; returns how many there were. */
  renewAttempts(below: number): number {
    if (this.#attempts === null || this.#holder.isDeleted) return 0;
    let count = 0;
    for (const [key, noted] of this.#attempts) {
      if (noted.position >= below) continue;
      noted.position = this.#writeAttempts(key, noted);
      count += 1;
    }
    return count;
  }

  /** Returns the position of the note. */
  #writeAttempts(key: number, { acquired, failed }: Attempts): number {
    const batch = this.#log.room(ATTEMPTS_BYTES);
    const at = batch.take(ATTEMPTS_BYTES);
    const { view } = batch.block;
    view.setUint8(at, KIND.attempts);
    view.setUint32(at + 1, this.id);
    view.setUint32(at + 5, acquired);
    view.setUint32(at + 9, failed);
    view.setFloat64(at + 13, key);
    return batch.position + at;
  }

  // Delivering

  delivering(record: Place): void {
    if (record.key > this.#lastDelivered) this.#lastDelivered = record.key;
    if (record.key > this.#mark && this.id !== 0) this.#advanceMark(record.key);
  }

  /** A slow queue marks each delivery; a fast one marks ahead, twice as far each time. */
  #advanceMark(key: number): void {
    const now = performance.now();
    const isFast = now - this.#markedAt < AHEAD_WITHIN_MS;
    this.#markedAt = now;
    this.#ahead = isFast ? Math.min(Math.max(FIRST_AHEAD_BYTES, this.#ahead * 2), LAST_AHEAD_BYTES) : 0;
    this.#mark = key + this.#ahead;
    this.#marks.write(this.id, this.#mark);
    if (this.#ahead > 0) this.#marks.correctLater(this);
  }

  /** Takes back what was marked ahead. */
  correctMark(): void {
    if (this.#mark === this.#lastDelivered || this.#holder.isDeleted) return;
    this.#mark = this.#lastDelivered;
    this.#ahead = 0;
    this.#marks.write(this.id, this.#mark);
  }

  // Paging

  page(message: Message): void {
    const kept = this.id === 0 ? null : (message.record as Place | null);
    const place = kept ?? this.#log.spill(message, this.id);
    if (this.paged.count === 0) this.#lowestKey = place.key;
    this.paged.push(place.position, place.share);
  }

  /** Takes over the messages that a restart has found, and up to which key they had been delivered. */
  restore(mark: number, lowestKey: number): void {
    this.#mark = mark;
    this.#lastDelivered = mark;
    this.#lowestKey = lowestKey;
  }

  readAhead(): void {
    const first = this.paged.first();
    if (this.#isReading || first === undefined) return;
    const bytes = this.#log.inMemory(first.position);
    if (bytes !== null) {
      this.#refill(bytes, first.position);
      return;
    }
    this.#isReading = true;
    const retry = (): void => {
      this.#isReading = false;
      this.readAhead();
    };
    this.#read(first.position).then(
      (count) => {
        this.#isReading = false;
        this.#log.options.listener.refilled();
        // What was read may have been copied forward meanwhile: then it is somewhere else.
        if (count === 0) setTimeout(retry, MOVED_RETRY_MS);
      },
      (failure: Error) => {
        this.#log.options.listener.readFailed(failure);
        setTimeout(retry, READ_RETRY_MS);
      },
    );
  }

  /** Resolves with the number of messages that are back. */
  async #read(position: number): Promise<number> {
    const bytes = await readRecords(this.#log, position);
    return this.#refill(bytes, position);
  }

  readNow(): void {
    const first = this.paged.first();
    if (first === undefined) return;
    const { position } = first;
    this.#refill(readRecordsNow(this.#log, position), position);
  }

  look(index: number, count: number): Message[] {
    const entries = this.paged.slice(index, count);
    const start = entries[0]?.position;
    if (start === undefined) return [];
    const reader = new RecordReader(readRecordsNow(this.#log, start), this.#holder);
    const found: Message[] = [];
    for (const { position } of entries) {
      const at = position - start;
      if (at < 0 || !reader.hasWhole(at)) break;
      found.push(reader.look(at));
    }
    return found;
  }

  /** Brings back the first messages, as far as their records lie whole in the bytes that were read from `start` on. */
  #refill(bytes: Uint8Array, start: number): number {
    const reader = new RecordReader(bytes, this.#holder);
    let segment = this.#log.segmentAt(start);
    return this.paged.shiftWhile((position, share) => {
      const at = position - start;
      if (at < 0 || !reader.hasWhole(at)) return false;
      const message = reader.message(at);
      if (position < segment.base || position >= segment.end) segment = this.#log.segmentAt(position);
      const { kind, key } = reader.record;
      const ownKey = kind === KIND.copy ? key : position;
      this.#lowestKey = ownKey + 1;
      // What is in memory again and need not outlive the process has no use for its place on disk.
      if (kind === KIND.spill) segment.live -= share;
      else message.record = new Place(segment, position - segment.base, share, ownKey);
      // At once: memory may be tidied up when the next message is made.
      this.#holder.refill(message, reader.record.time, reader.record.hasDied);
      return true;
    });
  }

  dropPaged(): void {
    this.paged.forEach((position, share) => {
      this.#log.segmentAt(position).live -= share;
    });
    if (this.id !== 0 && !this.#holder.isDeleted && this.paged.count > 0) {
      const batch = this.#log.room(DROP_BYTES);
      const at = batch.take(DROP_BYTES);
      const { view } = batch.block;
      // All that is paged lies before this record; the next message may lie right behind it.
      const to = batch.position + at;
      view.setUint8(at, KIND.drop);
      view.setUint32(at + 1, this.id);
      view.setFloat64(at + 5, this.#lowestKey);
      view.setFloat64(at + 13, to);
    }
    for (const key of this.#attempts?.keys() ?? []) if (key >= this.#lowestKey) this.#attempts?.delete(key);
    this.paged.clear();
  }

  openStream(firstOffset: number): StreamStore {
    this.stream = new StreamReader(
      { log: this.#log, holder: this.#holder, id: this.id, paged: this.paged },
      firstOffset,
    );
    return this.stream;
  }

  close(): void {
    this.#isClosed = true;
    this.paged.clear();
    this.#log.queues.delete(this);
    if (this.id !== 0) this.#marks.forget(this);
  }
}
