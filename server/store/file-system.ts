import fs from 'node:fs';
import { promisify } from 'node:util';

/** An open file. Positions are bytes from its start. */
export interface StoreFile {
  /**
   * Writes the buffers one after the other; resolves with the number of bytes written, which may be less than asked. With
   * `durable` these bytes then survive a loss of power, as after `sync`: one trip to the disk instead of two.
   */
  write(buffers: readonly Uint8Array[], position: number, durable: boolean): Promise<number>;
  /** Resolves when everything written survives a loss of power. */
  sync(): Promise<void>;
  /** Resolves with the number of bytes read: fewer than asked at the end of the file. */
  read(target: Uint8Array, position: number): Promise<number>;
  readNow(target: Uint8Array, position: number): number;
  writeNow(bytes: Uint8Array, position: number): void;
  truncate(size: number): Promise<void>;
  size(): Promise<number>;
  close(): Promise<void>;
}

/** What the store needs of a disk; tests put a disk that fails in its place. */
export interface FileSystem {
  /** Opens for reading and writing; creates the file when it is missing. */
  open(path: string): Promise<StoreFile>;
  list(folder: string): Promise<string[]>;
  remove(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Makes the names of new files in a folder survive a loss of power. */
  syncFolder(folder: string): Promise<void>;
}

class NodeFile implements StoreFile {
  readonly #fd: number;
  /** The same file, opened so that every write is a synced one; null where the system has no such thing. */
  readonly #durableFd: number | null;

  constructor(fd: number, durableFd: number | null) {
    this.#fd = fd;
    this.#durableFd = durableFd;
  }

  async write(buffers: readonly Uint8Array[], position: number, durable: boolean): Promise<number> {
    const fd = durable ? (this.#durableFd ?? this.#fd) : this.#fd;
    const written = await new Promise<number>((resolve, reject) => {
      fs.writev(fd, buffers, position, (error, bytes) => (error ? reject(error) : resolve(bytes)));
    });
    if (durable && this.#durableFd === null) await this.sync();
    return written;
  }

  sync(): Promise<void> {
    return new Promise((resolve, reject) => {
      fs.fdatasync(this.#fd, (error) => (error ? reject(error) : resolve()));
    });
  }

  read(target: Uint8Array, position: number): Promise<number> {
    return new Promise((resolve, reject) => {
      fs.read(this.#fd, target, 0, target.length, position, (error, bytes) => (error ? reject(error) : resolve(bytes)));
    });
  }

  readNow(target: Uint8Array, position: number): number {
    return fs.readSync(this.#fd, target, 0, target.length, position);
  }

  writeNow(bytes: Uint8Array, position: number): void {
    fs.writeSync(this.#fd, bytes, 0, bytes.length, position);
  }

  async truncate(size: number): Promise<void> {
    await promisify(fs.ftruncate)(this.#fd, size);
  }

  async size(): Promise<number> {
    return (await promisify(fs.fstat)(this.#fd)).size;
  }

  async close(): Promise<void> {
    await promisify(fs.close)(this.#fd);
    if (this.#durableFd !== null) await promisify(fs.close)(this.#durableFd);
  }
}

export const nodeFileSystem: FileSystem = {
  async open(path) {
    const { O_RDWR, O_CREAT, O_DSYNC } = fs.constants;
    const fd = await promisify(fs.open)(path, O_RDWR | O_CREAT, 0o600);
    // Windows has no O_DSYNC; there the type is not true.
    const durableFd = (O_DSYNC as number | undefined) ? await promisify(fs.open)(path, O_RDWR | O_DSYNC) : null;
    return new NodeFile(fd, durableFd);
  },

  list: (folder) => fs.promises.readdir(folder),

  rename: (from, to) => fs.promises.rename(from, to),

  remove: (path) => fs.promises.rm(path, { force: true }),

  async syncFolder(folder) {
    // Windows knows no such thing: it refuses to open a folder.
    if (process.platform === 'win32') return;
    const handle = await fs.promises.open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
};

/** Reads until the target is full or the file ends; resolves with the number of bytes. */
export async function readFully(file: StoreFile, target: Uint8Array, position: number): Promise<number> {
  let done = 0;
  while (done < target.length) {
    const bytes = await file.read(target.subarray(done), position + done);
    if (bytes === 0) break;
    done += bytes;
  }
  return done;
}
