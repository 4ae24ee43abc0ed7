import { Deadline, type Deadlines } from './deadlines';
import type { Message } from './message';
import type { MessageMemory } from './message-memory';
import type { Queue } from './queue';
import type { ReadyMessage } from './ready-list';

/** How long an act can be taken back: eight seconds to think, and some for the way. */
const KEPT_MS = 12_000;
/** An act on more than this cannot be taken back. */
export const MAX_KEPT_MESSAGES = 10_000;
/** Of all acts together. */
const MAX_KEPT_BYTES = 64 * 1024 * 1024;
const MAX_ACTS = 16;

/** A message that was sent onwards. */
export interface Sent {
  /** As it stood in its queue; null when it still stands there. */
  readonly original: ReadyMessage | null;
  /** What was published, and the queues that were to get it. */
  readonly copy: Message;
  readonly queues: readonly Queue[];
}

/** One act on the messages of a queue, with what it takes to undo it. */
export class KeptAct {
  readonly queue: Queue;
  readonly user: string;
  /** What was moved or copied, in its order. */
  readonly sent: Sent[] = [];
  /** What went with a queue that was deleted, in its order. */
  readonly lost: ReadyMessage[] = [];
  /** There was more than is kept. */
  isTooLarge = false;
  /** Of the messages that it holds. */
  bytes = 0;

  constructor(queue: Queue, user: string) {
    this.queue = queue;
    this.user = user;
  }

  addSent(sent: Sent): void {
    if (this.#hasRoom(sent.original?.message ?? null)) this.sent.push(sent);
  }

  addLost(message: ReadyMessage): void {
    if (this.#hasRoom(message.message)) this.lost.push(message);
  }

  /** Holds the message, so that it outlives its queue. */
  #hasRoom(message: Message | null): boolean {
    this.bytes += message === null ? 0 : message.propertiesBytes + message.bodyBytes;
    const count = this.sent.length + this.lost.length;
    if (count >= MAX_KEPT_MESSAGES || this.bytes > MAX_KEPT_BYTES) this.isTooLarge = true;
    if (!this.isTooLarge && message !== null) message.holders += 1;
    return !this.isTooLarge;
  }

  /** Lets go of the messages. */
  end(memory: MessageMemory): void {
    for (const { original } of this.sent) if (original !== null) letGo(original.message, memory);
    for (const { message } of this.lost) letGo(message, memory);
    this.sent.length = 0;
    this.lost.length = 0;
  }
}

function letGo(message: Message, memory: MessageMemory): void {
  message.holders -= 1;
  if (message.holders === 0) memory.free(message);
}

/** The acts of the last seconds. They are kept in memory alone, and the oldest go when there are too many. */
export class Shelf {
  readonly #deadlines: Deadlines;
  readonly #memory: MessageMemory;
  readonly #acts = new Map<string, { readonly act: KeptAct; readonly deadline: Deadline }>();

  constructor(deadlines: Deadlines, memory: MessageMemory) {
    this.#deadlines = deadlines;
    this.#memory = memory;
  }

  /** Keeps an act under this name; false when there is nothing to undo, or too much. */
  put(id: string, act: KeptAct): boolean {
    if (act.isTooLarge || act.sent.length + act.lost.length === 0) {
      act.end(this.#memory);
      return false;
    }
    this.#makeRoom(act.bytes);
    const deadline = new Deadline(() => this.take(id)?.end(this.#memory));
    this.#acts.set(id, { act, deadline });
    this.#deadlines.set(deadline, this.#deadlines.now() + KEPT_MS);
    return true;
  }

  /** The oldest acts go when there are too many, or when they hold too much together. */
  #makeRoom(bytes: number): void {
    let held = bytes;
    for (const { act } of this.#acts.values()) held += act.bytes;
    for (const [id, { act }] of this.#acts) {
      if (this.#acts.size < MAX_ACTS && held <= MAX_KEPT_BYTES) return;
      held -= act.bytes;
      this.take(id)?.end(this.#memory);
    }
  }

  /** The act, for the user whose act it was; looking does not take it. */
  find(id: string, user: string): KeptAct | undefined {
    const act = this.#acts.get(id)?.act;
    return act?.user === user ? act : undefined;
  }

  /** The caller ends it. */
  take(id: string): KeptAct | undefined {
    const kept = this.#acts.get(id);
    if (kept === undefined) return undefined;
    this.#acts.delete(id);
    this.#deadlines.set(kept.deadline, Number.POSITIVE_INFINITY);
    return kept.act;
  }
}
