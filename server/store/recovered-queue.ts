import type { PagedList } from './paged-list';
import type { NotedAttempts } from './queue-log';

/** Entries of the first chunk of a queue, and of the largest: each is four times the one before. */
const FIRST_ENTRIES = 64;
const MOST_ENTRIES = 32_768;
const ENTRIES_OF_A_TIME = 64;

interface Chunk {
  readonly positions: Float64Array;
  readonly shares: Uint32Array;
  readonly bodies: Uint32Array;
  readonly isDead: Uint8Array;
  /** When the last of each few messages came. */
  readonly times: Float64Array;
  /** Null while every key is the position. */
  keys: Float64Array | null;
  count: number;
  alive: number;
}

export interface RecoveredEntry {
  readonly position: number;
  readonly share: number;
  readonly bodyBytes: number;
  readonly key: number;
  /** Milliseconds since the epoch when it came, or a little later: times are not kept for each. */
  readonly time: number;
}

/** The messages of a queue as the log tells of them, one record after the other. What is dead is dropped in pieces. */
export class RecoveredQueue {
  #chunks: Chunk[] = [];
  #hasCopies = false;
  /** Whether a message with an expiration may be among them. */
  hasMortals = false;
  /** What is noted of messages that came back, by their keys. */
  readonly attempts = new Map<number, NotedAttempts>();
  /** Where the last settled message was found: the next one is likely behind it. */
  #chunkAt = 0;
  #entryAt = 0;

  /** Positions grow from call to call. */
  add({ position, share, bodyBytes, key, time }: RecoveredEntry): void {
    let chunk = this.#chunks.at(-1);
    if (chunk === undefined || chunk.count === chunk.positions.length) {
      const entries = chunk === undefined ? FIRST_ENTRIES : Math.min(chunk.positions.length * 4, MOST_ENTRIES);
      this.#dropDead();
      chunk = {
        positions: new Float64Array(entries),
        shares: new Uint32Array(entries),
        bodies: new Uint32Array(entries),
        isDead: new Uint8Array(entries),
        times: new Float64Array(Math.ceil(entries / ENTRIES_OF_A_TIME)),
        keys: null,
        count: 0,
        alive: 0,
      };
      this.#chunks.push(chunk);
    }
    const i = chunk.count++;
    chunk.alive += 1;
    chunk.positions[i] = position;
    chunk.shares[i] = share;
    chunk.bodies[i] = bodyBytes;
    chunk.times[Math.floor(i / ENTRIES_OF_A_TIME)] = time;
    if (key !== position) {
      this.#hasCopies = true;
      chunk.keys ??= chunk.positions.slice();
    }
    if (chunk.keys !== null) chunk.keys[i] = key;
  }

  /** False when there is no such message any more. */
  settle(position: number): boolean {
    const next = this.#chunks[this.#chunkAt];
    if (next !== undefined && this.#entryAt < next.count && next.positions[this.#entryAt] === position) {
      this.#kill(next, this.#entryAt);
      this.#step(next);
      return true;
    }
    return this.#search(position);
  }

  /** All with keys from and to, both included. */
  drop(from: number, to: number): void {
    for (const chunk of this.#chunks) {
      for (let i = 0; i < chunk.count; i++) {
        const key = (chunk.keys ?? chunk.positions)[i] as number;
        if (key >= from && key <= to) this.#kill(chunk, i);
      }
    }
  }

  /** What is left, in the order of the keys. Memory is given back on the way. */
  *alive(): Generator<RecoveredEntry> {
    if (this.#hasCopies) {
      yield* [...this.#take()].sort((a, b) => a.key - b.key);
    } else {
      yield* this.#take();
    }
  }

  *#take(): Generator<RecoveredEntry> {
    const chunks = this.#chunks;
    this.#chunks = [];
    for (let chunk = chunks.shift(); chunk !== undefined; chunk = chunks.shift()) {
      for (let i = 0; i < chunk.count; i++) {
        if (chunk.isDead[i] === 1) continue;
        const position = chunk.positions[i] as number;
        yield {
          position,
          share: chunk.shares[i] as number,
          bodyBytes: chunk.bodies[i] as number,
          key: chunk.keys === null ? position : (chunk.keys[i] as number),
          time: chunk.times[Math.floor(i / ENTRIES_OF_A_TIME)] as number,
        };
      }
    }
  }

  #kill(chunk: Chunk, i: number): void {
    if (chunk.isDead[i] === 1) return;
    chunk.isDead[i] = 1;
    chunk.alive -= 1;
  }

  #step(chunk: Chunk): void {
    this.#entryAt += 1;
    if (this.#entryAt < chunk.positions.length) return;
    this.#entryAt = 0;
    this.#chunkAt += 1;
  }

  #search(position: number): boolean {
    const at = lastAtMost(this.#chunks.length, (i) => (this.#chunks[i] as Chunk).positions[0] as number, position);
    const chunk = this.#chunks[at];
    if (chunk === undefined) return false;
    const i = lastAtMost(chunk.count, (entry) => chunk.positions[entry] as number, position);
    if (i < 0 || chunk.positions[i] !== position) return false;
    this.#kill(chunk, i);
    this.#chunkAt = at;
    this.#entryAt = i;
    this.#step(chunk);
    return true;
  }

  #dropDead(): void {
    if (this.#chunks.every(({ alive }) => alive > 0)) return;
    this.#chunks = this.#chunks.filter(({ alive }) => alive > 0);
    this.#chunkAt = 0;
    this.#entryAt = 0;
  }
}

/** The last of `count` growing values that is at most `value`; -1 when there is none. */
function lastAtMost(count: number, valueAt: (i: number) => number, value: number): number {
  let low = -1;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (valueAt(middle) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** What a queue starts with after a restart. */
export interface RestoredMessages {
  readonly count: number;
  readonly bodyBytes: number;
  /** How many of the first may have been delivered before. */
  readonly deliveredCount: number;
  readonly lowestKey: number;
  /** Of those that are left. */
  readonly attempts: Map<number, NotedAttempts>;
}

/** Moves what is alive to a list of paged messages, and tells the segments what is needed of them. */
export function restoreInto(
  list: PagedList,
  queue: RecoveredQueue,
  mark: number,
  keep: (entry: RecoveredEntry) => void,
): RestoredMessages {
  let bodyBytes = 0;
  let deliveredCount = 0;
  let lowestKey = 0;
  const attempts = new Map<number, NotedAttempts>();
  for (const entry of queue.alive()) {
    if (list.count === 0) lowestKey = entry.key;
    list.push(entry.position, entry.share);
    keep(entry);
    bodyBytes += entry.bodyBytes;
    const noted = queue.attempts.get(entry.key);
    if (noted) attempts.set(entry.key, noted);
    // What came back had been delivered, also when the mark that says so was lost.
    if (noted) deliveredCount = list.count;
    else if (entry.key <= mark) deliveredCount += 1;
  }
  return { count: list.count, bodyBytes, deliveredCount, lowestKey, attempts };
}
