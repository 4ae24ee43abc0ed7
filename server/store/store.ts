import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Broker } from '@/server/broker/broker';
import type { KeptMessages, StoreListener } from '@/server/broker/store';
import { StreamQueue } from '@/server/broker/stream-queue';
import { Cleaner } from './cleaner';
import { DefinitionRecorder } from './definition-recorder';
import { type RestoredHolders, restoreDefinitions } from './definition-restore';
import { anchorKey, type DefinitionListener, DefinitionStore } from './definition-store';
import { DeliveryMarks } from './delivery-marks';
import { type FileSystem, nodeFileSystem } from './file-system';
import { FolderLock } from './folder-lock';
import { hasStore, writeFormat } from './format-file';
import { MessageLog } from './message-log';
import type { QueueLog } from './queue-log';
import { type RecoveredEntry, RecoveredQueue, restoreInto } from './recovered-queue';
import { dropTorn, type Recovered, recover, StoreError } from './recovery';
import { removeSpares } from './spare-segments';
import type { StreamAnchor } from './stream-reader';

export interface StoreOptions {
  readonly dataDir: string;
  /** Told when what was appended or defined is safe, or may be lost. */
  readonly listener: StoreListener &
    DefinitionListener & {
      /** Something happened outside a turn: there may be messages to deliver, or clients to tell. */
      endTurn(): void;
    };
  readonly log: (level: 'info' | 'warn' | 'error', text: string) => void;
  /** The real disk unless given. */
  readonly files?: FileSystem;
  /** Nothing in the folder is changed but the lock. */
  readonly isReadOnly?: boolean;
  readonly segmentBytes?: number;
  readonly retryMs?: number;
  /** Bytes of the log that were read at the start, and all there are. */
  readonly onProgress?: (done: number, all: number) => void;
}

interface Waiting {
  readonly position: number;
  readonly changes: number;
  readonly resolve: () => void;
  readonly reject: (failure: Error) => void;
}

interface Parts {
  readonly lock: FolderLock;
  readonly marks: DeliveryMarks;
  readonly definitions: DefinitionStore;
  readonly log: MessageLog;
  readonly recorder: DefinitionRecorder;
  readonly tornBytes: number;
  readonly isNew: boolean;
}

/** The data folder of a broker: the log of messages, the definitions, and how far queues have delivered. */
export class Store {
  readonly log: MessageLog;
  /** Whether the folder was empty: the first user and vhost are to be made. */
  readonly isNew: boolean;
  readonly #parts: Parts;
  readonly #isReadOnly: boolean;
  /** Bytes behind the last whole batch, of which nothing was confirmed. */
  readonly tornBytes: number;
  #waiting: Waiting[] = [];

  private constructor(parts: Parts, isReadOnly: boolean) {
    this.#parts = parts;
    this.#isReadOnly = isReadOnly;
    this.tornBytes = parts.tornBytes;
    this.log = parts.log;
    this.isNew = parts.isNew;
  }

  /** Opens the folder and puts all it has into the broker, which must be empty. Rejects with a StoreError. */
  static async open(broker: Broker, options: StoreOptions): Promise<Store> {
    const isNew = !hasStore(options.dataDir);
    if (isNew && options.isReadOnly) throw new StoreError(`${options.dataDir} is no data folder of Warren`);
    const lock = new FolderLock(join(options.dataDir, 'lock'));
    try {
      const heard: { store: Store | null } = { store: null };
      const parts = await openParts(broker, options, { lock, isNew, heard });
      if (options.isReadOnly !== true) writeFormat(options.dataDir);
      heard.store = new Store(parts, options.isReadOnly === true);
      return heard.store;
    } catch (failure) {
      lock.release();
      throw failure;
    }
  }

  /** To be called after anything that may have changed settings: vhosts, users, policies, parameters. */
  recordSettings(): void {
    this.#parts.recorder.recordSettings();
  }

  /** Resolves when everything that has happened so far is safe; rejects when it may get lost. */
  safe(): Promise<void> {
    const { log, definitions } = this.#parts;
    log.requestSync();
    definitions.endTurn();
    const waiting = { position: log.end, changes: definitions.changes };
    if (this.#isSafe(waiting)) return Promise.resolve();
    if (log.isFailing) return Promise.reject(new Error('the disk takes no more'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...waiting, resolve, reject });
    });
  }

  #isSafe({ position, changes }: Pick<Waiting, 'position' | 'changes'>): boolean {
    const { log, definitions } = this.#parts;
    return log.synced >= position && definitions.safeChanges >= changes;
  }

  /** Answers those who waited. */
  changed(failure: Error | null): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const each of waiting) {
      if (this.#isSafe(each)) each.resolve();
      else if (failure !== null) each.reject(failure);
      else this.#waiting.push(each);
    }
  }

  async close(): Promise<void> {
    const { log, marks, definitions, lock } = this.#parts;
    if (this.#isReadOnly) await log.closeFiles();
    else await log.close();
    await definitions.close();
    await marks.close();
    lock.release();
  }
}

interface Opening {
  readonly lock: FolderLock;
  readonly isNew: boolean;
  /** The store, once it is open: it hears what the log and the definitions have to say. */
  readonly heard: { store: Store | null };
}

async function openParts(broker: Broker, options: StoreOptions, { lock, isNew, heard }: Opening): Promise<Parts> {
  const { dataDir, files = nodeFileSystem, listener } = options;
  const folder = join(dataDir, 'log');
  mkdirSync(folder, { recursive: true });
  const delivered = options.isReadOnly ? null : await files.open(join(dataDir, 'delivered'));
  const marks = new DeliveryMarks(delivered, (failure) => {
    options.log('warn', `how far queues have delivered cannot be written: ${failure.message}`);
  });
  const recovered = await recover({ folder, files, onProgress: options.onProgress ?? (() => {}) });
  const segments = options.isReadOnly ? [...recovered.segments] : await dropTorn(recovered, files);
  if (!options.isReadOnly) await removeSpares(folder, files);
  if (recovered.tornBytes > 0) {
    options.log('info', `dropped ${recovered.tornBytes} bytes at the end of the log, of which nothing was confirmed`);
  }
  const definitions = new DefinitionStore(join(dataDir, 'definitions.mdb'), options.isReadOnly);
  const log = new MessageLog(
    {
      ...{ folder, files, marks, now: () => broker.ports.clock.now(), flushDefinitions: () => definitions.flush() },
      anchor: (anchor) => {
        if (!options.isReadOnly) definitions.put(anchorKey(anchor.id), anchor);
      },
      ...(options.segmentBytes !== undefined && { segmentBytes: options.segmentBytes }),
      ...(options.retryMs !== undefined && { retryMs: options.retryMs }),
      listener: {
        synced(position) {
          broker.synced();
          listener.synced(position);
          heard.store?.changed(null);
        },
        failed() {
          listener.failed();
          heard.store?.changed(new Error('the disk takes no more'));
        },
        refilled: () => listener.endTurn(),
        readFailed: (failure) => options.log('error', `messages cannot be read from disk: ${failure.message}`),
        diskChanged(failure) {
          const text = failure === null ? 'the disk takes messages again' : `the disk refuses: ${failure.message}`;
          options.log(failure === null ? 'info' : 'error', text);
          broker.setDiskLow(failure !== null);
          listener.endTurn();
        },
      },
    },
    segments,
    recovered.end,
  );
  const holders = restoreDefinitions(broker, definitions.all());
  await restoreMessages(holders, { recovered, log, marks, anchors: anchorsOf(definitions) });
  broker.store = log;
  broker.definitions = definitions;
  definitions.listener = {
    definitionsSafe(changes) {
      listener.definitionsSafe(changes);
      heard.store?.changed(null);
    },
    definitionsFailed(failure) {
      options.log('error', `definitions cannot be stored: ${failure.message}`);
      listener.definitionsFailed(failure);
      heard.store?.changed(failure);
    },
  };
  const cleaner = new Cleaner(
    log,
    (visit) => broker.forEachStored(visit),
    (failure) => options.log('error', `freeing the log: ${failure.message}`),
  );
  if (!options.isReadOnly) {
    log.onWritten = () => cleaner.run();
    cleaner.run();
  }
  const ids = [...holders.queues, ...holders.delayed].map(({ id }) => id);
  const highest = ids.reduce((most, id) => Math.max(most, id), recovered.highestQueue);
  const recorder = new DefinitionRecorder(broker, definitions, log, highest + 1);
  recorder.start(!isNew);
  return { lock, marks, definitions, log, recorder, tornBytes: recovered.tornBytes, isNew };
}

interface Sources {
  readonly recovered: Recovered;
  readonly log: MessageLog;
  readonly marks: DeliveryMarks;
  readonly anchors: ReadonlyMap<number, StreamAnchor>;
}

/** Messages of queues that are no longer defined went with their queues. */
async function restoreMessages({ queues, delayed }: RestoredHolders, sources: Sources): Promise<void> {
  const { recovered, log, marks, anchors } = sources;
  const delivered = await marks.readAll();
  const keep = ({ position, share }: RecoveredEntry): void => {
    log.segmentAt(position).live += share;
  };
  const restore = (queueLog: QueueLog, found: RecoveredQueue): KeptMessages => {
    const mark = delivered.get(queueLog.id) ?? -1;
    const restored = restoreInto(queueLog.paged, found, mark, keep);
    queueLog.restore(mark, restored.lowestKey);
    if (restored.attempts.size > 0) queueLog.restoreAttempts(restored.attempts);
    return restored;
  };
  for (const { holder: queue, id } of queues) {
    const queueLog = log.openQueue(queue, id);
    queue.log = queueLog;
    const found = recovered.queues.get(id) ?? new RecoveredQueue();
    if (queue instanceof StreamQueue) restoreStream(queue, queueLog, { found, anchor: anchors.get(id), log });
    else queue.restore(restore(queueLog, found), found.hasMortals);
  }
  for (const { holder, id } of delayed) {
    const queueLog = log.openQueue(holder, id);
    holder.log = queueLog;
    holder.restore(restore(queueLog, recovered.queues.get(id) ?? new RecoveredQueue()).count);
  }
}

interface StreamSources {
  readonly found: RecoveredQueue;
  readonly anchor: StreamAnchor | undefined;
  readonly log: MessageLog;
}

function restoreStream(queue: StreamQueue, queueLog: QueueLog, { found, anchor, log }: StreamSources): void {
  const { offset, key } = anchor ?? { offset: 0, key: 0 };
  const history = queue.openHistory(queueLog, offset);
  for (const entry of found.alive()) {
    if (entry.key < key) continue;
    queueLog.paged.push(entry.position, entry.share);
    log.segmentAt(entry.position).live += entry.share;
    history.note({ key: entry.key, bodyBytes: entry.bodyBytes, at: entry.time }, queue.rules.maxLengthBytes);
  }
  // A loss of power may have taken what was behind the new beginning: what comes now gets lower keys than those.
  if (key > log.end) log.options.anchor({ id: queueLog.id, offset, key: log.end });
  queue.restored(history);
}

/** Where streams begin, by their numbers. */
function anchorsOf(definitions: DefinitionStore): ReadonlyMap<number, StreamAnchor> {
  const anchors = new Map<number, StreamAnchor>();
  for (const { kind, value } of definitions.all()) {
    if (kind === 'stream') anchors.set((value as StreamAnchor).id, value as StreamAnchor);
  }
  return anchors;
}
