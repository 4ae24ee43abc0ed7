import { copyBlock } from '@/server/broker/block';
import type { Message } from '@/server/broker/message';
import type { MessageHolder, MessageStore, StoreListener } from '@/server/broker/store';
import { BATCH_BYTES, Batch, BlockPool } from './batch';
import type { DeliveryMarks } from './delivery-marks';
import type { FileSystem } from './file-system';
import type { MessageRecord } from './layout';
import { BATCH_HEAD_BYTES, COPY_EXTRA_BYTES, KIND, MESSAGE_HEAD_BYTES } from './layout';
import { writeMessageHead } from './message-head';
import { QueueLog } from './queue-log';
import { Place, SEGMENT_BYTES, Segment } from './segment';
import { SpareSegments } from './spare-segments';
import type { StreamAnchor } from './stream-reader';

/** Bytes that may be written without a sync: they are kept in memory until then. */
const UNSYNCED_LIMIT_BYTES = 8 * 1024 * 1024;
/** Bytes on their way to the disk above which publishers have to wait. */
const BEHIND_BYTES = 32 * 1024 * 1024;
/** Notes of settled messages wait so long for company when nothing else is written. */
const SETTLES_WAIT_MS = 20;
const RETRY_MS = 500;
/** What a segment should hold before it is worth having the next one prepared in its place. */
const UNPREPARED_BYTES = 1024 * 1024;

export interface MessageLogOptions {
  readonly folder: string;
  readonly files: FileSystem;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Makes the definitions safe that messages may depend on; rejects when that fails. */
  readonly flushDefinitions: () => Promise<void>;
  /** Remembers where a stream begins; safe with the definitions. */
  readonly anchor: (anchor: StreamAnchor) => void;
  readonly listener: StoreListener & {
    /** The disk has begun to refuse (the error), or takes again (null). */
    diskChanged(failure: Error | null): void;
    /** A queue has paged messages in memory again: there is something to dispatch. */
    refilled(): void;
    /** Paged messages could not be read; it is tried again. */
    readFailed(failure: Error): void;
  };
  readonly marks: DeliveryMarks;
  /** Bytes of a segment; SEGMENT_BYTES unless given. */
  readonly segmentBytes?: number;
  /** Time between attempts when the disk refuses; half a second unless given. */
  readonly retryMs?: number;
}

/**
 * The append-only log. Records gather in batches; a cycle writes what has gathered and syncs it, while the next batches
 * gather. After a failure everything that is not safe is written again from memory, to the same places, until the disk
 * takes it: a failed sync may have dropped what had been written before.
 */
export class MessageLog implements MessageStore {
  readonly options: MessageLogOptions;
  /** Oldest first; the last is being written. */
  readonly segments: Segment[];
  readonly queues = new Set<QueueLog>();
  readonly spares: SpareSegments;
  readonly #pool = new BlockPool();
  #current: Batch | null = null;
  #next: number;
  /** Batches that wait to be written, that are being written, and that are written but not safe. */
  #sealed: Batch[] = [];
  #writing: Batch[] = [];
  #unsynced: Batch[] = [];
  readonly #newSegments = new Set<Segment>();
  #settled: QueueLog[] = [];
  #settlesTimer: NodeJS.Timeout | null = null;
  #mustSync = false;
  #cycle: Promise<void> = Promise.resolve();
  #isRunning = false;
  #time = 0;
  #isClosed = false;
  #hurry: (() => void) | null = null;
  synced: number;
  /** Up to here the listener knows that the log is safe. */
  #told: number;
  isFailing = false;
  /** Called after each cycle, when there may be something to free. */
  onWritten: () => void = () => {};

  constructor(options: MessageLogOptions, segments: Segment[], end: number) {
    this.options = options;
    this.spares = new SpareSegments(options.folder, options.files, options.segmentBytes ?? SEGMENT_BYTES);
    this.segments = segments;
    this.#next = end;
    this.synced = end;
    this.#told = end;
    if (segments.length === 0) this.#addSegment(end);
  }

  get end(): number {
    return this.#current === null ? this.#next : this.#current.end;
  }

  /** Whether the disk is so far behind that publishers should wait. */
  get isBehind(): boolean {
    const first = this.#unsynced[0] ?? this.#writing[0] ?? this.#sealed[0];
    return first !== undefined && this.end - first.position > BEHIND_BYTES;
  }

  get totalBytes(): number {
    return this.segments.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  get liveBytes(): number {
    return this.segments.reduce((sum, { live }) => sum + live, 0);
  }

  get activeSegment(): Segment {
    return this.segments.at(-1) as Segment;
  }

  // Appending

  append(message: Message, holders: readonly MessageHolder[]): void {
    const size = messageBytes(message, holders.length);
    const batch = this.room(size);
    const at = batch.take(size);
    const view = batch.block.view;
    this.#writeMessage(batch, at, KIND.message, message, holders.length);
    for (let i = 0; i < holders.length; i++) {
      view.setUint32(at + MESSAGE_HEAD_BYTES + 4 * i, ((holders[i] as MessageHolder).log as QueueLog).id);
    }
    const share = Math.ceil(size / holders.length);
    const { segment } = batch;
    segment.live += share * holders.length;
    message.record = new Place(segment, batch.position - segment.base + at, share, batch.position + at);
    this.#mustSync = true;
  }

  /** Writes a message that need not outlive the process; returns its place. */
  spill(message: Message, queue: number): Place {
    const size = messageBytes(message, 1);
    const batch = this.room(size);
    const at = batch.take(size);
    this.#writeMessage(batch, at, KIND.spill, message, 1);
    batch.block.view.setUint32(at + MESSAGE_HEAD_BYTES, queue);
    const { segment } = batch;
    segment.live += size;
    return new Place(segment, batch.position - segment.base + at, size, batch.position + at);
  }

  #writeMessage(batch: Batch, at: number, kind: number, message: Message, queueCount: number): void {
    const { block } = batch;
    const address = message.address.block;
    const addressBytes = address.bytes.length;
    const { slab, offset, propertiesBytes, bodyBytes } = message;
    const { life } = message;
    const hasDied = life?.hasDied === true;
    const time = life !== null && life.arrivedAt !== 0 ? life.arrivedAt : this.#timeOfTurn();
    const head = { kind, hasDied, queueCount, addressBytes, propertiesBytes, bodyBytes, time };
    writeMessageHead(block.view, at, head);
    const addressAt = at + MESSAGE_HEAD_BYTES + 4 * queueCount;
    copyBlock(address, 0, addressBytes, block, addressAt);
    copyBlock(slab, offset, offset + propertiesBytes + bodyBytes, block, addressAt + addressBytes);
  }

  /** The clock is asked once a turn. */
  #timeOfTurn(): number {
    if (this.#time === 0) this.#time = this.options.now();
    return this.#time;
  }

  /** Copies a message record to the end of the log, for those queues that still need it. */
  copy(bytes: Uint8Array, record: MessageRecord, key: number, previous: number, queues: readonly number[]): Place {
    const isSpill = record.kind === KIND.spill;
    const extra = isSpill ? 0 : COPY_EXTRA_BYTES;
    const rest = bytes.subarray(record.addressAt, record.end);
    const size = MESSAGE_HEAD_BYTES + extra + 4 * queues.length + rest.length;
    const batch = this.room(size);
    const at = batch.take(size);
    const { view } = batch.block;
    const kind = isSpill ? KIND.spill : KIND.copy;
    writeMessageHead(view, at, { ...record, kind, queueCount: queues.length });
    if (!isSpill) {
      view.setFloat64(at + MESSAGE_HEAD_BYTES, key);
      view.setFloat64(at + MESSAGE_HEAD_BYTES + 8, previous);
    }
    const queuesAt = at + MESSAGE_HEAD_BYTES + extra;
    for (const [i, queue] of queues.entries()) view.setUint32(queuesAt + 4 * i, queue);
    batch.block.bytes.set(rest, queuesAt + 4 * queues.length);
    const share = Math.ceil(size / queues.length);
    const { segment } = batch;
    segment.live += share * queues.length;
    this.#mustSync ||= !isSpill;
    return new Place(segment, batch.position - segment.base + at, share, key);
  }

  /** The batch that a record of this size goes to. */
  room(size: number): Batch {
    const current = this.#current;
    if (current?.hasRoom(size)) return current;
    this.#seal();
    if (this.#isFull(this.activeSegment)) this.#addSegment(this.#next);
    const room = Math.max(BATCH_BYTES, size + BATCH_HEAD_BYTES);
    this.#current = new Batch(this.#pool.take(room), this.activeSegment, this.#next);
    return this.#current;
  }

  /** A segment that was not prepared is left early for one that is. */
  #isFull({ base, isPrepared }: Segment): boolean {
    const bytes = this.#next - base;
    if (bytes >= (this.options.segmentBytes ?? SEGMENT_BYTES)) return true;
    return !isPrepared && bytes >= UNPREPARED_BYTES && this.spares.isReady;
  }

  #addSegment(base: number): void {
    const segment = new Segment(this.options.folder, base, this.spares.take());
    this.segments.push(segment);
    this.#newSegments.add(segment);
  }

  #seal(): void {
    const batch = this.#current;
    if (batch === null) return;
    batch.seal(this.synced);
    batch.segment.bytes = batch.end - batch.segment.base;
    this.#next = batch.end;
    this.#sealed.push(batch);
    this.#current = null;
  }

  /** A queue whose messages end with the process has the number 0. */
  openQueue(holder: MessageHolder, id = 0): QueueLog {
    return new QueueLog({ log: this, marks: this.options.marks, holder, id });
  }

  /** A queue has settled messages that the log does not know of. */
  hasSettled(queue: QueueLog): void {
    this.#settled.push(queue);
  }

  // Writing

  endTurn(): void {
    this.#time = 0;
    if (this.#isRunning || this.#isClosed) return;
    if (this.#current !== null) this.#start();
    else if (this.#settled.length > 0 && this.#settlesTimer === null) {
      this.#settlesTimer = setTimeout(() => this.#start(), SETTLES_WAIT_MS);
    }
  }

  #start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#cycle = this.#run().catch((failure: unknown) => {
      this.#isRunning = false;
      throw failure;
    });
  }

  /** Goes on for as long as there is something to write. */
  async #run(): Promise<void> {
    for (;;) {
      if (this.#settlesTimer !== null) clearTimeout(this.#settlesTimer);
      this.#settlesTimer = null;
      this.#takeSettled();
      this.#seal();
      if (this.#sealed.length === 0 && (!this.#mustSync || this.#unsynced.length === 0)) {
        // At once, not when the promise settles: whoever appends meanwhile has to start the next cycle.
        if (this.#told === this.synced) {
          this.#isRunning = false;
          return;
        }
        this.#tell();
        continue;
      }
      this.#writing = this.#sealed;
      this.#sealed = [];
      const mustSync = this.#mustSync;
      this.#mustSync = false;
      const written = this.#writeSafely(mustSync);
      // Confirms go out while the disk is busy with the next group.
      this.#tell();
      await written;
      this.onWritten();
    }
  }

  /** Says what is safe. */
  #tell(): void {
    if (this.#told === this.synced) return;
    this.#told = this.synced;
    this.options.listener.synced(this.synced);
  }

  #takeSettled(): void {
    if (this.#settled.length === 0) return;
    const queues = this.#settled;
    this.#settled = [];
    for (const queue of queues) queue.writeSettled();
  }

  /** Writes until it has worked. */
  async #writeSafely(mustSync: boolean): Promise<void> {
    for (;;) {
      try {
        // What was written before without a sync needs one of its own.
        const arePrepared = this.#writing.every(({ segment }) => segment.isPrepared);
        const isDirect = mustSync && arePrepared && this.#unsynced.length === 0 && !this.isFailing;
        await this.#write(this.#writing, isDirect);
        this.#unsynced.push(...this.#writing);
        this.#writing = [];
        const last = this.#unsynced.at(-1) as Batch;
        if (mustSync || this.isFailing || last.end - this.synced > UNSYNCED_LIMIT_BYTES)
          await this.#sync(last.end, isDirect);
        if (this.isFailing) {
          this.isFailing = false;
          this.options.listener.diskChanged(null);
        }
        return;
      } catch (failure) {
        this.#fail(failure as Error);
        if (this.#isClosed) return;
        await this.#pause();
      }
    }
  }

  async #write(batches: readonly Batch[], durable: boolean): Promise<void> {
    for (let from = 0; from < batches.length; ) {
      const { segment, position } = batches[from] as Batch;
      const buffers: Uint8Array[] = [];
      for (; from < batches.length && (batches[from] as Batch).segment === segment; from++) {
        buffers.push((batches[from] as Batch).bytes);
      }
      const file = segment.file ?? (await segment.open(this.options.files));
      let at = position - segment.base;
      for (let rest = buffers; rest.length > 0; ) {
        const written = await file.write(rest, at, durable);
        if (written === 0) throw new Error('the disk takes no more bytes');
        at += written;
        rest = behind(rest, written);
      }
    }
  }

  /** `isWritten` says that the bytes are safe already, and only what belongs to them is not. */
  async #sync(end: number, isWritten: boolean): Promise<void> {
    const segments = new Set(this.#unsynced.map(({ segment }) => segment));
    const jobs = [...(isWritten ? [] : segments)].map(async (segment) => {
      const file = segment.file ?? (await segment.open(this.options.files));
      await file.sync();
    });
    const created = [...segments].filter((segment) => this.#newSegments.has(segment));
    if (created.length > 0) jobs.push(this.options.files.syncFolder(this.options.folder));
    await Promise.all([...jobs, this.options.flushDefinitions()]);
    for (const segment of created) this.#newSegments.delete(segment);
    for (const { block } of this.#unsynced) this.#pool.giveBack(block);
    this.#unsynced = [];
    this.synced = end;
    const { isPrepared, base } = this.activeSegment;
    const enough = isPrepared ? (this.options.segmentBytes ?? SEGMENT_BYTES) / 2 : UNPREPARED_BYTES;
    if (end - base >= enough) this.spares.prepare();
  }

  #fail(failure: Error): void {
    this.#writing = [...this.#unsynced, ...this.#writing];
    this.#unsynced = [];
    if (!this.isFailing) {
      this.isFailing = true;
      this.options.listener.diskChanged(failure);
    }
    this.options.listener.failed();
  }

  async #pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.options.retryMs ?? RETRY_MS);
      this.#hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#hurry = null;
  }

  /** Makes everything appended so far safe, soon. */
  requestSync(): void {
    if (this.synced === this.end) return;
    this.#mustSync = true;
    this.#start();
  }

  /** Resolves when everything appended so far is safe. */
  async flush(): Promise<void> {
    this.#mustSync = true;
    this.#start();
    await this.#cycle;
  }

  /** Writes what is left, once, and closes the files. */
  async close(): Promise<void> {
    if (this.isFailing) {
      this.#isClosed = true;
      this.#hurry?.();
      await this.#cycle;
    } else {
      const done = this.flush();
      this.#isClosed = true;
      await done.catch(() => {});
    }
    if (this.#settlesTimer !== null) clearTimeout(this.#settlesTimer);
    await this.spares.close();
    const { file, bytes } = this.activeSegment;
    // The prepared rest need not be looked through at the next start.
    if (!this.isFailing) await file?.truncate(bytes).catch(() => {});
    await this.closeFiles();
  }

  async closeFiles(): Promise<void> {
    await Promise.all(this.segments.map((segment) => segment.close()));
  }

  // Reading

  /** What has not gone to the disk yet, from a position on to the end of its batch; null when it is there. */
  inMemory(position: number): Uint8Array | null {
    const first = this.#writing[0] ?? this.#sealed[0] ?? this.#current;
    if (first === null || position < first.position) return null;
    for (const batch of [...this.#writing, ...this.#sealed, this.#current]) {
      if (batch !== null && position < batch.end)
        return batch.block.bytes.subarray(position - batch.position, batch.used);
    }
    return null;
  }

  /** Everything below this position is in the files, as whole as it will be. */
  get writtenEnd(): number {
    return (this.#writing[0] ?? this.#sealed[0] ?? this.#current)?.position ?? this.#next;
  }

  /** The segment that a position lies in. */
  segmentAt(position: number): Segment {
    let low = 0;
    let high = this.segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.segments[middle] as Segment).base <= position) low = middle;
      else high = middle - 1;
    }
    return this.segments[low] as Segment;
  }
}

function messageBytes(message: Message, queueCount: number): number {
  const { address, propertiesBytes, bodyBytes } = message;
  return MESSAGE_HEAD_BYTES + 4 * queueCount + address.block.bytes.length + propertiesBytes + bodyBytes;
}

/** What is left of the buffers behind their first bytes. */
function behind(buffers: readonly Uint8Array[], bytes: number): Uint8Array[] {
  const rest: Uint8Array[] = [];
  let skip = bytes;
  for (const buffer of buffers) {
    if (skip >= buffer.length) skip -= buffer.length;
    else {
      rest.push(skip === 0 ? buffer : buffer.subarray(skip));
      skip = 0;
    }
  }
  return rest;
}
