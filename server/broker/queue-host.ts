import type { Deadlines } from './deadlines';
import type { DeathReason } from './death';
import type { FieldTable, FieldValue } from './field-table';
import type { Message } from './message';
import type { MessageMemory } from './message-memory';
import type { Tracer } from './observer';
import type { Queue } from './queue';
import type { MessageStore } from './store';
import type { TurnClock } from './turn-clock';

export interface QueueOptions {
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly exclusive: boolean;
  readonly arguments: FieldTable;
}

/** What a queue needs of the vhost that it lives in. */
export interface QueueHost {
  readonly name: string;
  readonly memory: MessageMemory;
  /** Null when everything lives in memory alone. */
  readonly store: MessageStore | null;
  /** Null while nobody watches. */
  readonly tracer: Tracer | null;
  readonly deadlines: Deadlines;
  readonly turn: TurnClock;
  /** Asks for `dispatch()` at the end of the turn. */
  scheduleDispatch(queue: Queue): void;
  /** The same, once the disk has something more. */
  dispatchWhenSynced(queue: Queue): void;
  /** The priority that the publisher gave, or else `normal`. */
  priorityOf(message: Message, normal: number): number;
  /** The message as it is shown to a consumer: with other headers. The caller frees it when it is another one. */
  withHeaders(message: Message, change: (headers: FieldTable) => FieldTable | null): Message;
  /** A copy of a message that has a number among its headers. */
  withNumber(message: Message, name: string, value: number): Message;
  headerOf(message: Message, name: string): FieldValue | undefined;
  /** Gives a message that has an expiration its time, counted from when it came: from now unless said. */
  limitLife(message: Message, arrivedAt?: number): void;
  /** Takes over the queue's hold of a message that died, to publish it to the queue's dead letter exchange. */
  deadLetter(queue: Queue, message: Message, reason: DeathReason): void;
  removeQueue(queue: Queue): void;
}
