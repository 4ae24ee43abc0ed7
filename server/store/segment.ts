import { join } from 'node:path';
import type { StoredRecord } from '@/server/broker/store';
import type { FileSystem, StoreFile } from './file-system';

/** Bytes after which the log goes on in the next segment. A segment is larger only by its last batch. */
export const SEGMENT_BYTES = 64 * 1024 * 1024;

const NAME = /^(\d{16})\.log$/;

/** A file of the log; its name is the position of its first byte. */
export class Segment {
  readonly base: number;
  readonly path: string;
  #file: Promise<StoreFile> | null = null;
  /** The open file, once it is open. */
  file: StoreFile | null = null;
  /** Bytes from the base that belong to the log. */
  bytes = 0;
  /** Bytes of records that are still needed; a record for several queues counts for each in part. */
  live = 0;
  /** What was in it is also in the log before this position: it may go when that is safe. */
  copiedUpTo = 0;
  #users = 0;
  #isRemoved = false;

  constructor(folder: string, base: number) {
    this.base = base;
    this.path = join(folder, `${String(base).padStart(16, '0')}.log`);
  }

  get end(): number {
    return this.base + this.bytes;
  }

  open(files: FileSystem): Promise<StoreFile> {
    this.#file ??= files.open(this.path).then(
      (file) => {
        this.file = file;
        return file;
      },
      (failure: unknown) => {
        this.#file = null;
        throw failure;
      },
    );
    return this.#file;
  }

  /** Keeps the file open while something reads from it. */
  async use<T>(files: FileSystem, read: (file: StoreFile) => Promise<T>): Promise<T> {
    this.#users += 1;
    try {
      return await read(await this.open(files));
    } finally {
      this.#users -= 1;
      if (this.#isRemoved && this.#users === 0) await this.close();
    }
  }

  async remove(files: FileSystem): Promise<void> {
    this.#isRemoved = true;
    await files.remove(this.path);
    if (this.#users === 0) await this.close();
  }

  async close(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    this.file = null;
    await (await file)?.close();
  }
}

/** The positions of the segments in a folder, in order. */
export function segmentBases(names: readonly string[]): number[] {
  return names
    .map((name) => NAME.exec(name)?.[1])
    .filter((base) => base !== undefined)
    .map(Number)
    .sort((a, b) => a - b);
}

/** Where a message lies in the log. */
export class Place implements StoredRecord {
  segment: Segment;
  /** Bytes from the segment's base. */
  at: number;
  /** What it adds to the segment's live bytes for each queue. */
  share: number;
  readonly key: number;

  constructor(segment: Segment, at: number, share: number, key: number) {
    this.segment = segment;
    this.at = at;
    this.share = share;
    this.key = key;
  }

  get position(): number {
    return this.segment.base + this.at;
  }
}
