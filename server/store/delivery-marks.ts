import { crc32 } from './crc32';
import type { StoreFile } from './file-system';

const SLOT_BYTES = 16;
const CORRECT_AFTER_MS = 50;

export interface MarkedQueue {
  readonly id: number;
  /** Writes the mark as it really is. */
  correctMark(): void;
}

/**
 * How far each queue has delivered: a slot for each queue, written before the delivery goes out, so that what a consumer
 * may have seen comes back as redelivered, whenever the process ends. The slots are not synced: after a loss of power the
 * marks of the last moments may be missing.
 */
export class DeliveryMarks {
  /** Null when nothing is to be changed. */
  readonly #file: StoreFile | null;
  readonly #ahead = new Set<MarkedQueue>();
  #timer: NodeJS.Timeout | null = null;
  readonly #slot = new Uint8Array(SLOT_BYTES);
  readonly #view = new DataView(this.#slot.buffer);
  readonly #onFailure: (failure: Error) => void;

  constructor(file: StoreFile | null, onFailure: (failure: Error) => void) {
    this.#file = file;
    this.#onFailure = onFailure;
  }

  /** The marks of all queues as the file has them. */
  async readAll(): Promise<ReadonlyMap<number, number>> {
    if (this.#file === null) return new Map();
    const bytes = new Uint8Array(await this.#file.size());
    await this.#file.read(bytes, 0);
    const view = new DataView(bytes.buffer);
    const marks = new Map<number, number>();
    for (let at = 0; at + SLOT_BYTES <= bytes.length; at += SLOT_BYTES) {
      const id = view.getUint32(at + 8);
      if (id * SLOT_BYTES !== at || crc32(bytes.subarray(at, at + 12)) !== view.getUint32(at + 12)) continue;
      marks.set(id, view.getFloat64(at));
    }
    return marks;
  }

  write(id: number, key: number): void {
    if (this.#file === null) return;
    this.#view.setFloat64(0, key);
    this.#view.setUint32(8, id);
    this.#view.setUint32(12, crc32(this.#slot.subarray(0, 12)));
    try {
      this.#file.writeNow(this.#slot, id * SLOT_BYTES);
    } catch (failure) {
      // The delivery goes out all the same: a full disk blocks publishers, never consumers.
      this.#onFailure(failure as Error);
    }
  }

  /** The mark is ahead of what was delivered; it is put right when there is time. */
  correctLater(queue: MarkedQueue): void {
    this.#ahead.add(queue);
    this.#timer ??= setTimeout(() => this.correct(), CORRECT_AFTER_MS);
  }

  correct(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    for (const queue of this.#ahead) queue.correctMark();
    this.#ahead.clear();
  }

  forget(queue: MarkedQueue): void {
    this.#ahead.delete(queue);
  }

  async close(): Promise<void> {
    this.correct();
    await this.#file?.sync().catch(() => {});
    await this.#file?.close();
  }
}
