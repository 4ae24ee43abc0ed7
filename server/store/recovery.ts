import { FLAG_EXPIRATION } from '@/server/broker/message-properties';
import type { FileSystem } from './file-system';
import {
  ATTEMPTS_BYTES,
  BATCH_HEAD_BYTES,
  DROP_BYTES,
  KIND,
  kindOf,
  readMessageRecord,
  SETTLE_HEAD_BYTES,
} from './layout';
import { RecoveredQueue } from './recovered-queue';
import { findLaterProof, type ScannedBatch, scanBatches, tornBatchBytes } from './scan';
import { Segment, segmentBases } from './segment';
import { VarintReader } from './varint';

/** The data folder cannot be used as it is; the message says why and what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

export interface Recovered {
  readonly segments: Segment[];
  /** By the number of the queue. */
  readonly queues: ReadonlyMap<number, RecoveredQueue>;
  /** The position at which the log goes on. */
  readonly end: number;
  /** Bytes behind the end that were not whole. */
  readonly tornBytes: number;
  /** The highest number of a queue that the log has named. */
  readonly highestQueue: number;
}

export interface RecoveryOptions {
  readonly folder: string;
  readonly files: FileSystem;
  /** Bytes read and bytes there are. */
  readonly onProgress?: (done: number, all: number) => void;
}

/**
 * Reads the log up to its last whole batch. What lies behind it was never confirmed and is dropped (`dropTorn`), unless a
 * later batch proves that the log was safe beyond that place: then the disk has lost something, and nothing is touched.
 */
export async function recover(options: RecoveryOptions): Promise<Recovered> {
  const { folder, files } = options;
  const segments = segmentBases(await files.list(folder)).map((base) => new Segment(folder, base));
  const sizes = await Promise.all(segments.map(async (segment) => (await segment.open(files)).size()));
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const state = new RecoveryState();
  let done = 0;
  let end = segments[0]?.base ?? 0;
  let tornBytes = 0;
  const kept: Segment[] = [];
  for (const [i, segment] of segments.entries()) {
    const size = sizes[i] as number;
    const file = segment.file;
    if (file === null) throw new Error('a segment was closed while it was read');
    if (segment.base === end) {
      segment.bytes = await scanBatches({ base: segment.base, size, file }, (batch) => {
        state.read(batch);
        options.onProgress?.(done + batch.position - segment.base, all);
      });
      kept.push(segment);
      end = segment.end;
    }
    const rest = segment.base === kept.at(-1)?.base ? segment.bytes : 0;
    if (rest < size) {
      if (await findLaterProof({ base: segment.base, size, file }, rest, end)) throw damaged(segment, end);
      tornBytes += await tornBatchBytes({ base: segment.base, size, file }, rest);
    }
    done += size;
  }
  return {
    segments: [...kept, ...segments.filter((s) => !kept.includes(s))],
    queues: state.queues,
    end,
    tornBytes,
    highestQueue: state.highestQueue,
  };
}

/** Removes what lies behind the last whole batch, and the segments that hold nothing else. */
export async function dropTorn({ segments, end }: Recovered, files: FileSystem): Promise<Segment[]> {
  const kept: Segment[] = [];
  for (const segment of segments) {
    if (segment.base > end || (segment.base === end && segment !== segments[0])) {
      await segment.remove(files);
      continue;
    }
    const file = await segment.open(files);
    if ((await file.size()) > segment.bytes) {
      await file.truncate(segment.bytes);
      await file.sync();
    }
    kept.push(segment);
  }
  return kept;
}

function damaged(segment: Segment, end: number): StoreError {
  return new StoreError(
    `the log is damaged at byte ${end - Math.min(segment.base, end)} of ${segment.path}: what was stored there is lost. ` +
      'Nothing was changed; restore the folder from a copy, or keep what can be read with: warren check DIR --repair',
  );
}

class RecoveryState {
  readonly queues = new Map<number, RecoveredQueue>();
  highestQueue = 0;

  read({ bytes, view, start, end, position }: ScannedBatch): void {
    for (let at = start + BATCH_HEAD_BYTES; at < end; ) {
      const kind = kindOf(view, at);
      if (kind === KIND.settle) at = this.#settle(bytes, view, at);
      else if (kind === KIND.drop) {
        this.#queue(view.getUint32(at + 1)).drop(view.getFloat64(at + 5), view.getFloat64(at + 13));
        at += DROP_BYTES;
      } else if (kind === KIND.attempts) {
        this.#attempts(view, at, position + at - start);
        at += ATTEMPTS_BYTES;
      } else if (kind === KIND.gap) at = end;
      else if (kind >= KIND.message && kind <= KIND.spill) at = this.#message(view, at, position + at - start);
      else throw new StoreError(`the log has a record of an unknown kind (${kind}) at ${position + at - start}`);
    }
  }

  #message(view: DataView, at: number, position: number): number {
    const record = readMessageRecord(view, at);
    if (record.kind === KIND.spill) return record.end;
    const isCopy = record.kind === KIND.copy;
    const share = Math.ceil((record.end - at) / record.queueCount);
    const key = isCopy ? record.key : position;
    const isMortal = (view.getUint16(record.addressAt + record.addressBytes) & FLAG_EXPIRATION) !== 0;
    for (let i = 0; i < record.queueCount; i++) {
      const queue = this.#queue(view.getUint32(record.queuesAt + 4 * i));
      if (isCopy) queue.settle(record.previous);
      queue.add({ position, share, bodyBytes: record.bodyBytes, key, time: record.time });
      queue.hasMortals ||= isMortal;
    }
    return record.end;
  }

  #settle(bytes: Uint8Array, view: DataView, at: number): number {
    const queue = this.#queue(view.getUint32(at + 1));
    const count = view.getUint32(at + 5);
    const reader = new VarintReader(bytes, at + SETTLE_HEAD_BYTES);
    let position = view.getFloat64(at + 13);
    queue.settle(position);
    for (let i = 1; i < count; i++) {
      position += reader.next();
      queue.settle(position);
    }
    return at + SETTLE_HEAD_BYTES + view.getUint32(at + 9);
  }

  #attempts(view: DataView, at: number, position: number): void {
    const [acquired, failed] = [view.getUint32(at + 5), view.getUint32(at + 9)];
    this.#queue(view.getUint32(at + 1)).attempts.set(view.getFloat64(at + 13), { acquired, failed, position });
  }

  #queue(id: number): RecoveredQueue {
    let queue = this.queues.get(id);
    if (!queue) {
      queue = new RecoveredQueue();
      this.queues.set(id, queue);
      this.highestQueue = Math.max(this.highestQueue, id);
    }
    return queue;
  }
}
