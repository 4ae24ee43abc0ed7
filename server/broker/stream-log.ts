import type { Message } from './message';
import { Ring } from './ring';
import type { StreamStart } from './stream-offset';

export interface StreamEntry {
  readonly message: Message;
  /** Milliseconds since the epoch when it was appended. */
  readonly at: number;
  /** The publisher's `x-stream-filter-value`; null when it gave none. */
  readonly filterValue: string | null;
}

/** The messages of a stream by offset: appended at the end, dropped at the beginning, never taken out. */
export class StreamLog {
  readonly #entries = new Ring<StreamEntry>();
  /** The offset of the oldest entry. */
  #first: number;
  /** Of the bodies. */
  bytes = 0;

  constructor(firstOffset = 0) {
    this.#first = firstOffset;
  }

  get size(): number {
    return this.#entries.size;
  }

  get firstOffset(): number {
    return this.#first;
  }

  /** The offset that the next message gets. */
  get nextOffset(): number {
    return this.#first + this.#entries.size;
  }

  at(offset: number): StreamEntry | undefined {
    return this.#entries.at(offset - this.#first);
  }

  append(entry: StreamEntry): void {
    this.#entries.push(entry);
    this.bytes += entry.message.bodyBytes;
  }

  /** Removes the oldest entry. */
  shift(): StreamEntry | undefined {
    const entry = this.#entries.shift();
    if (entry === undefined) return undefined;
    this.#first += 1;
    this.bytes -= entry.message.bodyBytes;
    return entry;
  }

  /** The offset at which a reader begins; one before the oldest entry means the oldest. */
  find(start: StreamStart): number {
    switch (start.kind) {
      case 'first':
        return this.#first;
      case 'last':
        return Math.max(this.#first, this.nextOffset - 1);
      case 'next':
        return this.nextOffset;
      case 'offset':
        return Math.max(this.#first, start.offset);
      case 'time':
        return this.#findTime(start.time);
    }
  }

  /** Whether its oldest entry is older than that. */
  isBefore(time: number): boolean {
    const oldest = this.#entries.at(0);
    return oldest !== undefined && oldest.at < time;
  }

  /** The first entry that is not older. Entries stand in the order of their times. */
  #findTime(time: number): number {
    let [low, high] = [0, this.#entries.size];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#entries.at(middle) as StreamEntry).at < time) low = middle + 1;
      else high = middle;
    }
    return this.#first + low;
  }
}
