import { VARINT_MAX_BYTES, VarintReader, writeVarint } from './varint';

const CHUNK_BYTES = 4096;
const ENTRY_MAX_BYTES = 2 * VARINT_MAX_BYTES;

interface Chunk {
  bytes: Uint8Array;
  used: number;
  count: number;
  /** The position that the next difference is added to, at the front and at the back. */
  front: number;
  back: number;
  lowest: number;
  highest: number;
}

export interface PagedEntry {
  readonly position: number;
  readonly share: number;
}

/**
 * Where the paged messages of a queue lie, in the queue's order: differences between positions, three bytes or so for a
 * message, so that ten million of them fit into memory.
 */
export class PagedList {
  #chunks: Chunk[] = [];
  /** Where the first entry begins in the first chunk. */
  #frontAt = 0;
  count = 0;

  push(position: number, share: number): void {
    let chunk = this.#chunks.at(-1);
    if (chunk === undefined || chunk.used + ENTRY_MAX_BYTES > CHUNK_BYTES) {
      chunk = newChunk(position);
      this.#chunks.push(chunk);
    }
    addTo(chunk, position, share);
    this.count += 1;
  }

  first(): PagedEntry | undefined {
    const chunk = this.#chunks[0];
    if (chunk === undefined) return undefined;
    const reader = new VarintReader(chunk.bytes, this.#frontAt);
    return { position: chunk.front + reader.next(), share: reader.next() };
  }

  /** At most `count` entries from the one at `index` on. */
  slice(index: number, count: number): PagedEntry[] {
    const found: PagedEntry[] = [];
    let skip = index;
    for (const [i, chunk] of this.#chunks.entries()) {
      if (skip >= chunk.count) {
        skip -= chunk.count;
        continue;
      }
      const reader = new VarintReader(chunk.bytes, i === 0 ? this.#frontAt : 0);
      let position = chunk.front;
      for (let n = 0; n < chunk.count && found.length < count; n++) {
        position += reader.next();
        const share = reader.next();
        if (skip > 0) skip -= 1;
        else found.push({ position, share });
      }
      if (found.length === count) break;
    }
    return found;
  }

  /** Removes entries from the front for as long as `take` returns true; returns their number. */
  shiftWhile(take: (position: number, share: number) => boolean): number {
    let taken = 0;
    for (let chunk = this.#chunks[0]; chunk !== undefined; chunk = this.#chunks[0]) {
      const reader = new VarintReader(chunk.bytes, this.#frontAt);
      while (chunk.count > 0) {
        const position = chunk.front + reader.next();
        if (!take(position, reader.next())) {
          this.count -= taken;
          return taken;
        }
        chunk.front = position;
        chunk.count -= 1;
        this.#frontAt = reader.at;
        taken += 1;
      }
      this.#chunks.shift();
      this.#frontAt = 0;
    }
    this.count -= taken;
    return taken;
  }

  forEach(visit: (position: number, share: number) => void): void {
    for (const chunk of this.#chunks) this.#visit(chunk, visit);
  }

  /** Visits the entries with positions in [from, to), and perhaps others near them. */
  forEachNear(from: number, to: number, visit: (position: number, share: number) => void): void {
    for (const chunk of this.#chunks) if (chunk.highest >= from && chunk.lowest < to) this.#visit(chunk, visit);
  }

  /** Puts other entries in the place of those with positions in [from, to). */
  replace(from: number, to: number, replace: (position: number, share: number) => PagedEntry): void {
    if (!this.#chunks.some((chunk) => chunk.highest >= from && chunk.lowest < to)) return;
    const chunks: Chunk[] = [];
    let frontAt = this.#frontAt;
    for (const chunk of this.#chunks) {
      if (chunk.highest < from || chunk.lowest >= to) {
        chunks.push(chunk);
        continue;
      }
      // Written anew, the first chunk begins with its first entry.
      if (chunk === this.#chunks[0]) frontAt = 0;
      this.#replaceIn(chunk, chunks, (position, share) => {
        return position >= from && position < to ? replace(position, share) : { position, share };
      });
    }
    this.#chunks = chunks;
    this.#frontAt = frontAt;
  }

  clear(): void {
    this.#chunks = [];
    this.#frontAt = 0;
    this.count = 0;
  }

  #replaceIn(old: Chunk, chunks: Chunk[], replace: (position: number, share: number) => PagedEntry): void {
    let chunk: Chunk | undefined;
    this.#visit(old, (position, share) => {
      const entry = replace(position, share);
      if (chunk === undefined || chunk.used + ENTRY_MAX_BYTES > CHUNK_BYTES) {
        chunk = newChunk(entry.position);
        chunks.push(chunk);
      }
      addTo(chunk, entry.position, entry.share);
    });
  }

  #visit(chunk: Chunk, visit: (position: number, share: number) => void): void {
    const reader = new VarintReader(chunk.bytes, chunk === this.#chunks[0] ? this.#frontAt : 0);
    let position = chunk.front;
    for (let i = 0; i < chunk.count; i++) {
      position += reader.next();
      visit(position, reader.next());
    }
  }
}

function newChunk(position: number): Chunk {
  return {
    bytes: new Uint8Array(CHUNK_BYTES),
    used: 0,
    count: 0,
    front: position,
    back: position,
    lowest: position,
    highest: position,
  };
}

function addTo(chunk: Chunk, position: number, share: number): void {
  const at = writeVarint(chunk.bytes, chunk.used, position - chunk.back);
  chunk.used = writeVarint(chunk.bytes, at, share);
  chunk.back = position;
  chunk.count += 1;
  chunk.lowest = Math.min(chunk.lowest, position);
  chunk.highest = Math.max(chunk.highest, position);
}
