import type { FileSystem, StoreFile } from './file-system';

/** What a disk may do instead of what it is asked: fail, or write only so many bytes. */
export type Fault =
  | { readonly kind: 'error'; readonly code: string }
  | { readonly kind: 'short'; readonly bytes: number };

interface Content {
  bytes: Uint8Array;
  /** What survives a loss of power. */
  safe: Uint8Array;
}

/** A disk in memory that fails when it is told to, and remembers what a loss of power would leave. */
export class TestDisk implements FileSystem {
  readonly files = new Map<string, Content>();
  /** Asked before each write and sync, with the number of the call from 1 on. */
  fault: (call: number) => Fault | null = () => null;
  /** Writes and syncs end only when this has; it may be set at any time. */
  busy: Promise<void> = Promise.resolve();
  calls = 0;

  /** The disk as it is after a loss of power. */
  crashed(): TestDisk {
    const disk = new TestDisk();
    for (const [path, { safe }] of this.files) disk.put(path, safe);
    return disk;
  }

  put(path: string, bytes: Uint8Array): void {
    this.files.set(path, { bytes: bytes.slice(), safe: bytes.slice() });
  }

  async open(path: string): Promise<StoreFile> {
    const found = this.files.get(path) ?? { bytes: new Uint8Array(0), safe: new Uint8Array(0) };
    this.files.set(path, found);
    return new TestFile(
      found,
      () => this.#nextFault(),
      () => this.busy,
    );
  }

  async list(folder: string): Promise<string[]> {
    const prefix = `${folder}/`;
    return [...this.files.keys()].filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
  }

  async remove(path: string): Promise<void> {
    this.files.delete(path);
  }

  async rename(from: string, to: string): Promise<void> {
    const content = this.files.get(from);
    if (!content) throw new Error(`${from} is not there`);
    this.files.delete(from);
    this.files.set(to, content);
  }

  async syncFolder(): Promise<void> {
    this.#nextFault();
  }

  /** Throws when the call is to fail; returns how many bytes it may write at most. */
  #nextFault(): number {
    this.calls += 1;
    const fault = this.fault(this.calls);
    if (fault?.kind === 'error') throw Object.assign(new Error(`${fault.code}: told to fail`), { code: fault.code });
    return fault?.bytes ?? Number.POSITIVE_INFINITY;
  }
}

class TestFile implements StoreFile {
  readonly #content: Content;
  readonly #nextFault: () => number;
  readonly #idle: () => Promise<void>;

  constructor(content: Content, nextFault: () => number, idle: () => Promise<void>) {
    this.#content = content;
    this.#nextFault = nextFault;
    this.#idle = idle;
  }

  async write(buffers: readonly Uint8Array[], position: number, durable: boolean): Promise<number> {
    const most = this.#nextFault();
    const all = Buffer.concat(buffers);
    const bytes = all.subarray(0, Math.max(1, Math.min(most, all.length)));
    // As on a real disk, the bytes are taken some time after the call.
    await new Promise((resolve) => setImmediate(resolve));
    // Whoever reads meanwhile sees the file as long as it will be, and half of the bytes.
    this.#put(
      bytes.map((byte, i) => (i < bytes.length / 2 ? byte : 0)),
      position,
    );
    await this.#idle();
    this.#put(bytes, position);
    if (durable) this.#content.safe = this.#content.bytes.slice();
    return bytes.length;
  }

  writeNow(bytes: Uint8Array, position: number): void {
    this.#nextFault();
    this.#put(bytes, position);
  }

  #put(bytes: Uint8Array, position: number): void {
    const end = position + bytes.length;
    if (end > this.#content.bytes.length) {
      const larger = new Uint8Array(end);
      larger.set(this.#content.bytes);
      this.#content.bytes = larger;
    }
    this.#content.bytes.set(bytes, position);
  }

  /** A sync that fails may have dropped what it should have kept: here it always has. */
  async sync(): Promise<void> {
    try {
      this.#nextFault();
    } catch (failure) {
      this.#content.bytes = this.#content.safe.slice();
      throw failure;
    }
    await new Promise((resolve) => setImmediate(resolve));
    await this.#idle();
    this.#content.safe = this.#content.bytes.slice();
  }

  async read(target: Uint8Array, position: number): Promise<number> {
    await new Promise((resolve) => setImmediate(resolve));
    return this.readNow(target, position);
  }

  readNow(target: Uint8Array, position: number): number {
    const found = this.#content.bytes.subarray(position, position + target.length);
    target.set(found);
    return found.length;
  }

  async truncate(size: number): Promise<void> {
    this.#content.bytes = this.#content.bytes.slice(0, size);
  }

  async size(): Promise<number> {
    return this.#content.bytes.length;
  }

  async close(): Promise<void> {}
}
