import type { MessageHolder, StoredRecord } from '@/server/broker/store';
import { readFully } from './file-system';
import {
  ATTEMPTS_BYTES,
  BATCH_HEAD_BYTES,
  BATCH_LENGTH_AT,
  DROP_BYTES,
  KIND,
  kindOf,
  messageRecordBytes,
  readMessageRecord,
  SETTLE_HEAD_BYTES,
} from './layout';
import type { MessageLog } from './message-log';
import type { QueueLog } from './queue-log';
import { type ScannedBatch, wholeBatches } from './scan';
import { type Place, SEGMENT_BYTES, type Segment } from './segment';

const WINDOW_BYTES = 8 * 1024 * 1024;
const WAIT_MS = 5;
/** Sizes are compared so often at most. */
const LOOK_MS = 100;

/** Visits the places in the log of all messages in memory, once for each holder. */
export type VisitStored = (visit: (record: StoredRecord, holder: MessageHolder) => void) => void;

/** A message of the segment being cleaned that somebody still needs. */
interface Live {
  readonly queues: number[];
  /** Of messages in memory. */
  readonly places: Place[];
  /** Where it has gone. */
  moved: Place | null;
}

/**
 * Frees segments, the oldest first, so that a note of a settled message never goes before the message. When more than half
 * of the log is dead, what lives in the oldest segment is copied to the end.
 */
export class Cleaner {
  readonly #log: MessageLog;
  readonly #visitStored: VisitStored;
  readonly #onFailure: (failure: Error) => void;
  #isCleaning = false;
  #lookedAt = 0;

  constructor(log: MessageLog, visitStored: VisitStored, onFailure: (failure: Error) => void) {
    this.#log = log;
    this.#visitStored = visitStored;
    this.#onFailure = onFailure;
  }

  /** Frees what can be freed now, and begins to copy when that is due. */
  run(): void {
    const { segments, synced, options } = this.#log;
    while (segments.length > 1) {
      const oldest = segments[0] as Segment;
      if (oldest.live > 0 || oldest.end > synced || oldest.copiedUpTo > synced) break;
      if (this.#renewNotes(oldest)) break;
      segments.shift();
      this.#log.spares.free(oldest).catch(this.#onFailure);
    }
    if (this.#isCleaning || segments.length === 1 || this.#log.isFailing) return;
    const now = performance.now();
    if (now - this.#lookedAt < LOOK_MS) return;
    this.#lookedAt = now;
    const slack = 2 * (options.segmentBytes ?? SEGMENT_BYTES);
    const oldest = segments[0] as Segment;
    if (oldest.copiedUpTo > 0 || oldest.end > synced || this.#log.totalBytes <= 2 * this.#log.liveBytes + slack) return;
    this.#isCleaning = true;
    this.#clean(oldest)
      .catch(this.#onFailure)
      .finally(() => {
        this.#isCleaning = false;
      });
  }

  /** Writes notes that would go with the segment once more, before it goes. */
  #renewNotes(segment: Segment): boolean {
    let count = 0;
    for (const queue of this.#log.queues) count += queue.renewAttempts(segment.end);
    if (count === 0) return false;
    segment.copiedUpTo = this.#log.end;
    this.#log.endTurn();
    return true;
  }

  async #clean(segment: Segment): Promise<void> {
    await segment.use(this.#log.options.files, async (file) => {
      let buffer = new Uint8Array(Math.min(WINDOW_BYTES, segment.bytes));
      for (let offset = 0; offset < segment.bytes; ) {
        while (this.#log.isBehind || this.#log.isFailing) await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
        const size = Math.min(buffer.length, segment.bytes - offset);
        const bytes = buffer.subarray(0, await readFully(file, buffer.subarray(0, size), offset));
        const batches = wholeBatches(bytes, segment.base + offset);
        const last = batches.at(-1);
        if (last === undefined) {
          buffer = new Uint8Array(nextBatchBytes(bytes, segment));
          continue;
        }
        this.#copyLive(segment, batches);
        offset += last.end;
      }
    });
    if (segment.live !== segment.releasing)
      throw new Error(`${segment.live - segment.releasing} bytes of ${segment.path} are needed by nobody who is known`);
    segment.copiedUpTo = this.#log.end;
    this.#log.endTurn();
  }

  /** In one go, so that nothing is settled between the look and the copy. */
  #copyLive(segment: Segment, batches: readonly ScannedBatch[]): void {
    const from = (batches[0] as ScannedBatch).position;
    const lastBatch = batches.at(-1) as ScannedBatch;
    const to = lastBatch.position + lastBatch.end - lastBatch.start;
    const live = this.#findLive(from, to);
    if (live.size === 0) return;
    for (const batch of batches) {
      forEachRecord(batch, (at) => {
        const position = batch.position + at - batch.start;
        const found = live.get(position);
        if (!found) return;
        const record = readMessageRecord(batch.view, at);
        const key = record.kind === KIND.copy ? record.key : position;
        const moved = this.#log.copy(batch.bytes, record, key, position, found.queues);
        found.moved = moved;
        for (const place of found.places) {
          place.segment = moved.segment;
          place.at = moved.at;
          place.share = moved.share;
        }
      });
    }
    for (const queue of this.#log.queues) {
      queue.paged.replace(from, to, (position) => {
        const { moved } = live.get(position) as { moved: Place };
        return { position: moved.position, share: moved.share };
      });
    }
    segment.live -= this.#liveBytes;
  }

  #liveBytes = 0;

  #findLive(from: number, to: number): Map<number, Live> {
    const live = new Map<number, Live>();
    this.#liveBytes = 0;
    const at = (position: number, share: number, queue: QueueLog): Live => {
      const found = live.get(position) ?? { queues: [], places: [], moved: null };
      live.set(position, found);
      found.queues.push(queue.id);
      this.#liveBytes += share;
      return found;
    };
    this.#visitStored((record, holder) => {
      const place = record as Place;
      const { position } = place;
      if (position < from || position >= to) return;
      const { places } = at(position, place.share, holder.log as QueueLog);
      if (!places.includes(place)) places.push(place);
    });
    for (const queue of this.#log.queues) {
      queue.paged.forEachNear(from, to, (position, share) => {
        if (position >= from && position < to) at(position, share, queue);
      });
    }
    return live;
  }
}

function nextBatchBytes(bytes: Uint8Array, segment: Segment): number {
  const wanted = bytes.length < BATCH_HEAD_BYTES ? 0 : new DataView(bytes.buffer).getUint32(BATCH_LENGTH_AT);
  if (wanted <= bytes.length || wanted > segment.bytes) throw new Error(`${segment.path} cannot be read any more`);
  return wanted;
}

/** Visits the message records of a batch. */
function forEachRecord({ view, start, end }: ScannedBatch, visit: (at: number) => void): void {
  for (let at = start + BATCH_HEAD_BYTES; at < end; ) {
    const kind = kindOf(view, at);
    if (kind === KIND.settle) at += SETTLE_HEAD_BYTES + view.getUint32(at + 9);
    else if (kind === KIND.drop) at += DROP_BYTES;
    else if (kind === KIND.attempts) at += ATTEMPTS_BYTES;
    else if (kind === KIND.gap) at = end;
    else {
      visit(at);
      at += messageRecordBytes(view, at);
    }
  }
}
