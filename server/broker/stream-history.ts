import type { Message } from './message';
import type { QueueRules } from './queue-rules';
import type { QueueLog, StreamStore } from './store';
import { StreamBlocks, type StreamPlace } from './stream-blocks';
import { type StreamEntry, StreamLog } from './stream-log';

/** Stretches of the past in memory at a time: one for each of so many readers. */
const MOST_WINDOWS = 4;

/** What the past needs of its stream. */
export interface HistoryPorts {
  /** The entry as readers see it, of a message that was read; it holds its message. */
  entryOf(message: Message, offset: number, at: number): StreamEntry;
  release(message: Message): void;
  /** There is something to read for those who wait. */
  wake(): void;
}

/** The messages of a stream that are in the store: what is known of all, and the stretches that somebody reads just now. */
export class StreamHistory {
  readonly #log: QueueLog;
  readonly #ports: HistoryPorts;
  readonly #stored: StreamStore;
  readonly #blocks: StreamBlocks;
  /** The one that was used last stands last. */
  #windows: StreamLog[] = [];
  readonly #reading = new Set<number>();

  constructor(log: QueueLog, firstOffset: number, ports: HistoryPorts) {
    this.#log = log;
    this.#ports = ports;
    this.#stored = log.openStream(firstOffset);
    this.#blocks = new StreamBlocks(firstOffset);
  }

  get firstOffset(): number {
    return this.#blocks.firstOffset;
  }

  get nextOffset(): number {
    return this.#blocks.nextOffset;
  }

  get bytes(): number {
    return this.#blocks.bytes;
  }

  get oldestAt(): number {
    return this.#blocks.oldestAt;
  }

  /** The offset from which on there may be messages that are not older. */
  find(time: number): number {
    return this.#blocks.find(time);
  }

  /** Leaves a message at the end of the stream to the store. */
  append(message: Message, at: number, maxBytes: number): void {
    this.#log.page(message);
    this.note({ key: message.record?.key ?? 0, bodyBytes: message.bodyBytes, at }, maxBytes);
  }

  /** The store has a message at the end of the stream. */
  note(place: StreamPlace, maxBytes: number): void {
    this.#blocks.add(place, maxBytes);
  }

  /** The entry at an offset, when it is in memory. */
  at(offset: number): StreamEntry | undefined {
    const i = this.#windows.findIndex(({ firstOffset, nextOffset }) => offset >= firstOffset && offset < nextOffset);
    if (i < 0) return undefined;
    const [window] = this.#windows.splice(i, 1) as [StreamLog];
    this.#windows.push(window);
    return window.at(offset);
  }

  /** Asks for entries from an offset on; those who wait are woken when they are there. */
  fetch(offset: number): void {
    if (this.#reading.has(offset)) return;
    this.#reading.add(offset);
    const window = new StreamLog(offset);
    this.#stored.read(offset, this.#into(window), () => {
      this.#reading.delete(offset);
      this.#keep(window);
      this.#ports.wake();
    });
  }

  fetchNow(offset: number): void {
    const window = new StreamLog(offset);
    this.#stored.readNow(offset, this.#into(window));
    this.#keep(window);
  }

  #into(window: StreamLog): (offset: number, message: Message, at: number) => void {
    return (offset, message, at) => window.append(this.#ports.entryOf(message, offset, at));
  }

  #keep(window: StreamLog): void {
    if (window.size > 0) this.#windows.push(window);
    if (this.#windows.length > MOST_WINDOWS) this.#empty(this.#windows.shift() as StreamLog);
  }

  #empty(window: StreamLog): void {
    for (let entry = window.shift(); entry; entry = window.shift()) this.#ports.release(entry.message);
  }

  /** Gives back the memory when nobody reads. */
  forget(): void {
    for (const window of this.#windows) this.#empty(window);
    this.#windows = [];
  }

  /** Drops what is too old and too much. */
  retain({ maxAge, maxLengthBytes }: QueueRules, now: number): void {
    const { count, nextKey } = this.#blocks.drop((at) => at + maxAge <= now, maxLengthBytes);
    if (count > 0) this.#stored.truncate(count, nextKey);
  }

  /** The end of the stream. */
  close(): void {
    this.forget();
    this.#blocks.clear();
    this.#log.dropPaged();
  }
}
