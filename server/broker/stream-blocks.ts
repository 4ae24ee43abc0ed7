/** A block is full with so many messages, or so many bytes of bodies, or an eighth of what the stream may hold. */
const MOST_MESSAGES = 4096;
const MOST_BYTES = 1024 * 1024;
const BLOCKS_OF_A_STREAM = 8;

/** A message of a stream as its index sees it. */
export interface StreamPlace {
  /** Its key in the store. */
  readonly key: number;
  readonly bodyBytes: number;
  /** Milliseconds since the epoch when it came. */
  readonly at: number;
}

interface Block {
  readonly firstOffset: number;
  readonly firstKey: number;
  count: number;
  bytes: number;
  lastAt: number;
}

/** What is known of the messages of a stored stream without reading them: in blocks, which are dropped as a whole. */
export class StreamBlocks {
  #blocks: Block[] = [];
  #nextOffset: number;
  /** Of the bodies. */
  bytes = 0;

  constructor(firstOffset: number) {
    this.#nextOffset = firstOffset;
  }

  get firstOffset(): number {
    return this.#blocks[0]?.firstOffset ?? this.#nextOffset;
  }

  get nextOffset(): number {
    return this.#nextOffset;
  }

  /** When the oldest block may go because of its age; infinite when there is none. */
  get oldestAt(): number {
    return this.#blocks[0]?.lastAt ?? Number.POSITIVE_INFINITY;
  }

  /** `maxBytes` is what the stream may hold. */
  add({ key, bodyBytes, at }: StreamPlace, maxBytes: number): void {
    let block = this.#blocks.at(-1);
    const limit = Math.min(MOST_BYTES, maxBytes / BLOCKS_OF_A_STREAM);
    if (block === undefined || block.count >= MOST_MESSAGES || block.bytes >= limit) {
      block = { firstOffset: this.#nextOffset, firstKey: key, count: 0, bytes: 0, lastAt: at };
      this.#blocks.push(block);
    }
    block.count += 1;
    block.bytes += bodyBytes;
    block.lastAt = Math.max(block.lastAt, at);
    this.#nextOffset += 1;
    this.bytes += bodyBytes;
  }

  /**
   * Drops the blocks that are too old, and those that are too much as long as another one is left. Returns the number of
   * messages that went, and the key of the one that is first now: null when none is.
   */
  drop(isOld: (at: number) => boolean, maxBytes: number): { count: number; nextKey: number | null } {
    let blocks = 0;
    let count = 0;
    for (const block of this.#blocks) {
      const isTooMuch = this.bytes > maxBytes && blocks < this.#blocks.length - 1;
      if (!isOld(block.lastAt) && !isTooMuch) break;
      blocks += 1;
      count += block.count;
      this.bytes -= block.bytes;
    }
    this.#blocks.splice(0, blocks);
    return { count, nextKey: this.#blocks[0]?.firstKey ?? null };
  }

  /** The offset of the first block that has something which is not older. */
  find(time: number): number {
    return this.#blocks.find(({ lastAt }) => lastAt >= time)?.firstOffset ?? this.#nextOffset;
  }

  clear(): void {
    this.#blocks = [];
    this.bytes = 0;
  }
}
