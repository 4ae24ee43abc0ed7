import { join } from 'node:path';
import type { FileSystem } from './file-system';
import type { Segment } from './segment';

const MOST_SPARES = 2;
const ZEROS = new Uint8Array(1024 * 1024);
const NAME = /^spare-\d+$/;

/**
 * Files that wait to become segments: freed ones, or one filled with zeros in time. Writing into blocks that a file has already makes a sync half as long. What an old file holds does no harm: a batch tells its
 * position, and its old one is another.
 */
export class SpareSegments {
  readonly #folder: string;
  readonly #files: FileSystem;
  readonly #segmentBytes: number;
  readonly #ready: string[] = [];
  /** Freed segments on their way to become spares. */
  #coming = 0;
  #count = 0;
  #filling: Promise<void> | null = null;
  #isClosed = false;

  constructor(folder: string, files: FileSystem, segmentBytes: number) {
    this.#folder = folder;
    this.#files = files;
    this.#segmentBytes = segmentBytes;
  }

  take(): string | null {
    return this.#ready.pop() ?? null;
  }

  /** A segment is needed no longer. */
  async free(segment: Segment): Promise<void> {
    const isWanted = this.#ready.length + this.#coming < MOST_SPARES && !this.#isClosed;
    if (!isWanted || segment.bytes < this.#segmentBytes) return await segment.remove(this.#files);
    const path = this.#newPath();
    this.#coming += 1;
    try {
      await segment.remove(this.#files, path);
      this.#ready.push(path);
    } finally {
      this.#coming -= 1;
    }
  }

  get isReady(): boolean {
    return this.#ready.length > 0;
  }

  /** Has one made unless there is one. */
  prepare(): void {
    if (this.#ready.length > 0 || this.#filling !== null || this.#isClosed) return;
    const path = this.#newPath();
    this.#filling = this.#fill(path)
      // A full disk has no room for spares; the log itself will tell.
      .catch(() => this.#files.remove(path).catch(() => {}))
      .finally(() => {
        this.#filling = null;
      });
  }

  async #fill(path: string): Promise<void> {
    const file = await this.#files.open(path);
    try {
      for (let at = 0; at < this.#segmentBytes && !this.#isClosed; ) {
        const zeros = ZEROS.subarray(0, Math.min(ZEROS.length, this.#segmentBytes - at));
        at += await file.write([zeros], at, false);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    this.#ready.push(path);
  }

  #newPath(): string {
    this.#count += 1;
    return join(this.#folder, `spare-${this.#count}`);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#filling;
    await removeSpares(this.#folder, this.#files);
  }
}

/** A log that is opened or closed has no spares: they cost room and tell nothing. */
export async function removeSpares(folder: string, files: FileSystem): Promise<void> {
  const names = (await files.list(folder)).filter((name) => NAME.test(name));
  await Promise.all(names.map((name) => files.remove(join(folder, name))));
}
