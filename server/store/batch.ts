import { Block } from '@/server/broker/block';
import { crc32 } from './crc32';
import {
  BATCH_CRC_AT,
  BATCH_HEAD_BYTES,
  BATCH_LENGTH_AT,
  BATCH_MAGIC,
  BATCH_POSITION_AT,
  BATCH_SYNCED_AT,
} from './layout';
import type { Segment } from './segment';

/** Room of an ordinary batch. A larger message gets a batch of its own. */
export const BATCH_BYTES = 256 * 1024;

/** Records on their way to the disk. The bytes are kept until they are safe, to be written again if that fails. */
export class Batch {
  readonly block: Block;
  readonly segment: Segment;
  readonly position: number;
  used = BATCH_HEAD_BYTES;

  constructor(block: Block, segment: Segment, position: number) {
    this.block = block;
    this.segment = segment;
    this.position = position;
  }

  get end(): number {
    return this.position + this.used;
  }

  get bytes(): Uint8Array {
    return this.block.bytes.subarray(0, this.used);
  }

  /** Takes room for a record and returns where it begins. */
  take(size: number): number {
    const at = this.used;
    this.used = at + size;
    return at;
  }

  hasRoom(size: number): boolean {
    return this.used + size <= this.block.bytes.length;
  }

  /** Writes the head; nothing may be added afterwards. */
  seal(synced: number): void {
    const { view, bytes } = this.block;
    view.setUint32(0, BATCH_MAGIC);
    view.setUint32(BATCH_LENGTH_AT, this.used);
    view.setFloat64(BATCH_POSITION_AT, this.position);
    view.setFloat64(BATCH_SYNCED_AT, synced);
    view.setUint32(BATCH_CRC_AT, crc32(bytes.subarray(BATCH_POSITION_AT, this.used)));
  }
}

const SPARE_BLOCKS = 32;

/** Blocks of the ordinary size, used again. */
export class BlockPool {
  readonly #spare: Block[] = [];

  take(size: number): Block {
    if (size > BATCH_BYTES) return new Block(new Uint8Array(size));
    return this.#spare.pop() ?? new Block(new Uint8Array(BATCH_BYTES));
  }

  giveBack(block: Block): void {
    if (block.bytes.length === BATCH_BYTES && this.#spare.length < SPARE_BLOCKS) this.#spare.push(block);
  }
}
