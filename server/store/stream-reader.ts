import type { MessageHolder, StreamStore, TakeStored } from '@/server/broker/store';
import type { MessageLog } from './message-log';
import type { PagedEntry, PagedList } from './paged-list';
import { RecordReader, readRecords, readRecordsNow } from './record-reader';
import type { Segment } from './segment';

/** Messages handed on at a time, at most. */
const MOST_MESSAGES = 4096;
const RETRY_MS = 500;

export interface StreamReaderOptions {
  readonly log: MessageLog;
  readonly holder: MessageHolder;
  readonly id: number;
  readonly paged: PagedList;
}

/** Where a stream begins: all messages with lower keys are forgotten, and the first one left has this offset. */
export interface StreamAnchor {
  readonly id: number;
  readonly offset: number;
  readonly key: number;
}

/** The messages of a stream in the log. Reading takes nothing away; only the beginning is ever dropped. */
export class StreamReader implements StreamStore {
  readonly #options: StreamReaderOptions;
  #firstOffset: number;

  constructor(options: StreamReaderOptions, firstOffset: number) {
    this.#options = options;
    this.#firstOffset = firstOffset;
  }

  read(offset: number, take: TakeStored, done: () => void): void {
    const { log } = this.#options;
    const [first] = this.#entries(offset, 1);
    if (first === undefined) return;
    if (log.inMemory(first.position) !== null) {
      // Later all the same, so that nobody is called back in the middle of something.
      queueMicrotask(() => {
        this.readNow(offset, take);
        this.#tell(done);
      });
      return;
    }
    readRecords(log, first.position).then(
      (bytes) => {
        this.#handOn(offset, bytes, first.position, take);
        this.#tell(done);
      },
      (failure: Error) => {
        log.options.listener.readFailed(failure);
        setTimeout(() => this.#tell(done), RETRY_MS);
      },
    );
  }

  #tell(done: () => void): void {
    if (this.#options.holder.isDeleted) return;
    done();
    this.#options.log.options.listener.refilled();
  }

  readNow(offset: number, take: TakeStored): void {
    const [first] = this.#entries(offset, 1);
    if (first === undefined) return;
    this.#handOn(offset, readRecordsNow(this.#options.log, first.position), first.position, take);
  }

  /** What was read may have been forgotten, or copied forward, meanwhile: then nothing is handed on. */
  #handOn(offset: number, bytes: Uint8Array, start: number, take: TakeStored): void {
    const { holder } = this.#options;
    const entries = this.#entries(offset, MOST_MESSAGES);
    if (holder.isDeleted || entries[0]?.position !== start) return;
    const reader = new RecordReader(bytes, holder);
    for (const [i, { position }] of entries.entries()) {
      const at = position - start;
      if (at < 0 || !reader.hasWhole(at)) return;
      const message = reader.message(at);
      take(offset + i, message, reader.record.time);
    }
  }

  #entries(offset: number, count: number): PagedEntry[] {
    const index = offset - this.#firstOffset;
    return index < 0 ? [] : this.#options.paged.slice(index, count);
  }

  /** The space is given back only when the new beginning is safe: a restart has to know the offsets of what is left. */
  truncate(count: number, nextKey: number | null): void {
    const { log, paged, id } = this.#options;
    const freed = new Map<Segment, number>();
    let left = count;
    paged.shiftWhile((position, share) => {
      if (left === 0) return false;
      left -= 1;
      const segment = log.segmentAt(position);
      segment.releasing += share;
      freed.set(segment, (freed.get(segment) ?? 0) + share);
      return true;
    });
    this.#firstOffset += count;
    // Messages to come have keys behind the end.
    log.options.anchor({ id, offset: this.#firstOffset, key: nextKey ?? log.end });
    void this.#release(freed);
  }

  async #release(freed: ReadonlyMap<Segment, number>): Promise<void> {
    const { log } = this.#options;
    try {
      await log.options.flushDefinitions();
    } catch {
      // Whoever looks after definitions has told of it.
      setTimeout(() => void this.#release(freed), RETRY_MS);
      return;
    }
    for (const [segment, bytes] of freed) {
      segment.releasing -= bytes;
      segment.live -= bytes;
    }
    log.onWritten();
  }
}
