import { crc32 } from './crc32';
import { readFully, type StoreFile } from './file-system';
import {
  BATCH_CRC_AT,
  BATCH_HEAD_BYTES,
  BATCH_LENGTH_AT,
  BATCH_MAGIC,
  BATCH_POSITION_AT,
  BATCH_SYNCED_AT,
} from './layout';

const MAGIC = Uint8Array.of(
  BATCH_MAGIC >>> 24,
  (BATCH_MAGIC >>> 16) & 255,
  (BATCH_MAGIC >>> 8) & 255,
  BATCH_MAGIC & 255,
);
const WINDOW_BYTES = 4 * 1024 * 1024;

/** A batch that was read and found whole. */
export interface ScannedBatch {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** The batch is bytes[start, end); its records begin behind its head. */
  readonly start: number;
  readonly end: number;
  /** The position in the log of the batch's first byte. */
  readonly position: number;
  /** The log was known to be safe up to here when the batch was written. */
  readonly synced: number;
}

export interface ScannedFile {
  /** Where the first byte of the file is in the log. */
  readonly base: number;
  readonly size: number;
  readonly file: StoreFile;
}

/** The batch at `at`, or null when there is none that is whole and in its place. */
function batchAt(bytes: Uint8Array, view: DataView, at: number, position: number): ScannedBatch | null {
  if (at + BATCH_HEAD_BYTES > bytes.length || view.getUint32(at) !== BATCH_MAGIC) return null;
  const end = at + view.getUint32(at + BATCH_LENGTH_AT);
  if (end > bytes.length || end < at + BATCH_HEAD_BYTES || view.getFloat64(at + BATCH_POSITION_AT) !== position) {
    return null;
  }
  if (crc32(bytes.subarray(at + BATCH_POSITION_AT, end)) !== view.getUint32(at + BATCH_CRC_AT)) return null;
  return { bytes, view, start: at, end, position, synced: view.getFloat64(at + BATCH_SYNCED_AT) };
}

/** The whole batches at the beginning of the bytes, which lie at `position` in the log. */
export function wholeBatches(bytes: Uint8Array, position: number): ScannedBatch[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const batches: ScannedBatch[] = [];
  let at = 0;
  for (let batch = batchAt(bytes, view, at, position); batch; batch = batchAt(bytes, view, at, position + at)) {
    batches.push(batch);
    at = batch.end;
  }
  return batches;
}

/**
 * Hands every batch to `visit`, in order, up to the first that is not whole; resolves with the number of bytes that were.
 * The bytes are used again after `visit`.
 */
export async function scanBatches(
  { base, size, file }: ScannedFile,
  visit: (batch: ScannedBatch) => void,
): Promise<number> {
  let buffer = new Uint8Array(Math.min(WINDOW_BYTES, size));
  let offset = 0;
  while (offset < size) {
    const read = await readFully(file, buffer.subarray(0, Math.min(buffer.length, size - offset)), offset);
    const bytes = buffer.subarray(0, read);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = 0;
    for (
      let batch = batchAt(bytes, view, 0, base + offset);
      batch;
      batch = batchAt(bytes, view, at, base + offset + at)
    ) {
      visit(batch);
      at = batch.end;
    }
    if (at === 0) {
      const wanted =
        read >= BATCH_HEAD_BYTES && view.getUint32(0) === BATCH_MAGIC ? view.getUint32(BATCH_LENGTH_AT) : 0;
      // A batch larger than the window, unless its length is nonsense.
      if (wanted <= buffer.length || wanted > size - offset) return offset;
      buffer = new Uint8Array(wanted);
    }
    offset += at;
  }
  return offset;
}

/** Whether a whole batch behind `offset` says that the log was safe beyond `position`: then what lacks was there once. */
export async function findLaterProof(
  { base, size, file }: ScannedFile,
  offset: number,
  position: number,
): Promise<boolean> {
  const bytes = new Uint8Array(size - offset);
  await readFully(file, bytes, offset);
  const view = new DataView(bytes.buffer);
  const buffer = Buffer.from(bytes.buffer);
  for (let at = buffer.indexOf(MAGIC); at !== -1; at = buffer.indexOf(MAGIC, at + 1)) {
    const batch = batchAt(bytes, view, at, base + offset + at);
    if (batch && batch.synced > position) return true;
  }
  return false;
}

/** Where the next whole batch begins from `from` on, in bytes that lie at `base` in the log; null when there is none. */
export function findWholeBatch(bytes: Uint8Array, from: number, base: number): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = buffer.indexOf(MAGIC, from); at !== -1; at = buffer.indexOf(MAGIC, at + 1)) {
    if (batchAt(bytes, view, at, base + at) !== null) return at;
  }
  return null;
}

/** The bytes of a batch that begins at `offset` and is not whole; 0 when none begins there. */
export async function tornBatchBytes({ size, file }: ScannedFile, offset: number): Promise<number> {
  const head = new Uint8Array(BATCH_LENGTH_AT + 4);
  await readFully(file, head, offset);
  const view = new DataView(head.buffer);
  return view.getUint32(0) === BATCH_MAGIC ? Math.min(view.getUint32(BATCH_LENGTH_AT), size - offset) : 0;
}
