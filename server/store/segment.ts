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
  /** So many of them are to be freed when it is safe that nobody needs them. */
  releasing = 0;
  /** What was in it is also in the log before this position: it may go when that is safe. */
  copiedUpTo = 0;
  /** Whether its blocks are there already: then a synced write is a quick one. */
  readonly isPrepared: boolean;
  /** The prepared file that becomes this segment. */
  #spare: string | null;
  #users = 0;
  #isRemoved = false;

  constructor(folder: string, base: number, spare: string | null = null) {
    this.base = base;
    this.isPrepared = spare !== null;
    this.#spare = spare;
    this.path = join(folder, `${String(base).padStart(16, '0')}.log`);
  }

  get end(): number {
    return this.base + this.bytes;
  }

  open(files: FileSystem): Promise<StoreFile> {
    this.#file ??= this.#open(files).then(
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

  async #open(files: FileSystem): Promise<StoreFile> {
    if (this.#spare !== null) await files.rename(this.#spare, this.path);
    this.#spare = null;
    return await files.open(this.path);
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

  /** Removes the file, or gives it away under another name. */
  async remove(files: FileSystem, spare: string | null = null): Promise<void> {
    this.#isRemoved = true;
    if (spare === null) await files.remove(this.path);
    else await files.rename(this.path, spare);
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
