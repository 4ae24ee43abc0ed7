import type { Message } from './message';
import type { MessageMemory } from './message-memory';

/** Where a message lies in the store. The core only hands it back. */
export interface StoredRecord {
  /** Grows with the age of the log: messages of a queue are in the order of their keys. */
  readonly key: number;
}

/** Whoever holds messages that the store knows of: a queue, or an exchange that delays. */
export interface MessageHolder {
  readonly isDeleted: boolean;
  readonly host: { readonly memory: MessageMemory };
  readonly log: QueueLog | null;
  /** A message is in memory again that had come at that time. */
  refill(message: Message, arrivedAt: number, hasDied: boolean): void;
}

/** What the store has of a holder after a restart. */
export interface KeptMessages {
  readonly count: number;
  readonly bodyBytes: number;
  /** How many of the first may have been delivered before. */
  readonly deliveredCount: number;
}

/** How often a message of a quorum queue has been handed out and came back, and how often because its consumer failed. */
export interface Attempts {
  readonly acquired: number;
  readonly failed: number;
}

/** The store's side of one queue: what of it is on disk. */
export interface QueueLog {
  /** The record of a message that leaves the queue for good is needed no longer. */
  settle(record: StoredRecord): void;
  /** Called before a message goes out, so that it is known as redelivered when it comes back after a crash. */
  delivering(record: StoredRecord): void;
  /** A message came back, so often by now: known after a restart, until the message is settled. */
  noteAttempts(record: StoredRecord, attempts: Attempts): void;
  /** What was noted of a message before a restart. */
  attemptsOf(record: StoredRecord): Attempts | undefined;
  /** Takes over a message that goes to the end of the queue; it comes back by `Queue.refill`. */
  page(message: Message): void;
  /** Asks for the first paged messages, soon. */
  readAhead(): void;
  /** Brings the first paged messages back at once. */
  readNow(): void;
  /**
   * Shows paged messages from the one at an index on, at once and as many as come by one read; none at the end. They stay
   * where they are: what is shown is a view for this turn, and nobody's to free.
   */
  look(index: number, count: number): Message[];
  /** Forgets all paged messages. */
  dropPaged(): void;
  /** The queue is a stream: its messages stay in the store, and are read from there as often as somebody wants them. */
  openStream(firstOffset: number): StreamStore;
  /** The queue is gone, with its messages. */
  close(): void;
}

/** Takes over a message of a stream that was read; it came at that time. */
export type TakeStored = (offset: number, message: Message, at: number) => void;

/** The messages of a stream, which its `QueueLog` has by `page`. */
export interface StreamStore {
  /** Hands on some messages from an offset on, soon, in one go; then calls `done`. */
  read(offset: number, take: TakeStored, done: () => void): void;
  /** The same at once. */
  readNow(offset: number, take: TakeStored): void;
  /** Forgets the first `count` messages. The next one has this key; null when none is left. */
  truncate(count: number, nextKey: number | null): void;
}

/** Keeps messages on disk. Appending is synchronous; `end` and `synced` tell when what was appended is safe. */
export interface MessageStore {
  /** The position behind everything that was appended. */
  readonly end: number;
  /** Everything below this position survives a crash. */
  readonly synced: number;
  /** True while the disk refuses: what is appended now may get lost. */
  readonly isFailing: boolean;
  /** True while so much waits for the disk that publishers should wait too. */
  readonly isBehind: boolean;
  /** Keeps a message for these holders, and notes where in `message.record`. */
  append(message: Message, holders: readonly MessageHolder[]): void;
  openQueue(holder: MessageHolder): QueueLog;
  /** Lets what this turn has appended go to the disk. */
  endTurn(): void;
}

/** Keeps vhosts, users, queues and all other definitions. Changes are counted. */
export interface DefinitionLog {
  /** The number of changes so far. */
  readonly changes: number;
  /** So many of them survive a crash. */
  readonly safeChanges: number;
  /** Lets the changes of this turn go to the disk. */
  endTurn(): void;
}

export interface StoreListener {
  /** Everything appended below this position is safe. */
  synced(position: number): void;
  /** What was appended and is not yet safe may get lost. Called for each attempt that fails. */
  failed(): void;
}
