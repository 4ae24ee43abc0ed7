import { addressOf } from './address-bytes';
import { Deadline, type Deadlines } from './deadlines';
import { type DeathReason, isCycle, withDeath } from './death';
import { EMPTY_TABLE, type FieldTable } from './field-table';
import type { Message } from './message';
import { MessageLife } from './message-life';
import type { Properties } from './properties';
import type { Queue } from './queue';
import type { VHost } from './vhost';

/** A message that died in a queue with a dead letter exchange, and where it is to go. */
interface DeadLetter {
  readonly vhost: VHost;
  readonly queue: Queue;
  readonly message: Message;
  readonly reason: DeathReason;
  readonly exchange: string;
  /** Null when the message keeps its keys. */
  readonly routingKey: string | null;
  /** Whether it waits until somebody takes it (RabbitMQ's dead-letter-strategy at-least-once). */
  readonly isSure: boolean;
  /** Queues that have taken it. */
  readonly takers: Set<Queue>;
}

/** How long a letter that nobody took, or that was refused, waits before it is sent again. */
const RETRY_MS = 5000;

/**
 * Dead letters on their way. They are published at the end of the turn, so that nothing is delivered while a channel or
 * a queue is in the middle of something.
 */
export class DeadLetters {
  #waiting: DeadLetter[] = [];
  /** Letters that nobody has taken yet, or not everybody. */
  #undelivered: DeadLetter[] = [];
  readonly #deadlines: Deadlines;
  readonly #retry = new Deadline(() => this.#sendAgain());

  constructor(deadlines: Deadlines) {
    this.#deadlines = deadlines;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Takes over the queue's hold of the message. */
  accept(vhost: VHost, queue: Queue, message: Message, reason: DeathReason): void {
    const { deadLetterExchange, deadLetterRoutingKey, isDeadLetteredAtLeastOnce: isSure } = queue.rules;
    const target = { exchange: deadLetterExchange ?? '', routingKey: deadLetterRoutingKey };
    this.#waiting.push({ vhost, queue, message, reason, ...target, isSure, takers: new Set() });
  }

  /** Every message that is on its way, with the queue that still holds it. */
  forEach(visit: (message: Message, queue: Queue) => void): void {
    for (const { message, queue } of this.#waiting) visit(message, queue);
    for (const { message, queue } of this.#undelivered) visit(message, queue);
  }

  publishAll(): void {
    const letters = this.#waiting;
    this.#waiting = [];
    for (const letter of letters) {
      const isTaken = publish(letter);
      if (isTaken || !letter.isSure) letter.queue.release(letter.message);
      else this.#undelivered.push(letter);
    }
    if (this.#undelivered.length > 0 && this.#retry.place < 0) {
      this.#deadlines.set(this.#retry, this.#deadlines.now() + RETRY_MS);
    }
  }

  #sendAgain(): void {
    const letters = this.#undelivered;
    this.#undelivered = [];
    for (const letter of letters) {
      if (letter.queue.isDeleted) letter.queue.release(letter.message);
      else this.#waiting.push(letter);
    }
  }
}

/**
 * True when a queue took it, and none that it reached refused it. A dead letter exchange that is not there takes nothing
 * (RabbitMQ).
 */
function publish({ vhost, queue, message, reason, exchange: name, routingKey, takers }: DeadLetter): boolean {
  const exchange = vhost.exchange(name);
  if (exchange === undefined) return false;
  const { codec, clock } = vhost.broker.ports;
  const properties = codec.decode(message.properties());
  const oldHeaders = properties.headers ?? EMPTY_TABLE;
  const oldKeys = [message.address.routingKey, ...copyKeys(oldHeaders)];
  const death = {
    queue: queue.name,
    reason,
    exchange: message.address.exchange,
    routingKeys: oldKeys,
    expiration: properties.expiration,
    at: clock.now(),
  };
  const recorded = withDeath(oldHeaders, death, message.life?.hasDied === true);
  // With a key of the queue's own the sender's choice is over.
  const headers = routingKey === null ? recorded : without(recorded, 'CC');
  const routingKeys = routingKey === null ? oldKeys : [routingKey];
  const dead = rewrite(vhost, message, addressOf(name, routingKeys[0] as string), { ...properties, headers });
  dead.life = new MessageLife(death.at, Number.POSITIVE_INFINITY, true);
  dead.trace = message.trace;
  const refusals = new Map<Queue, number>();
  vhost.publishAgain({ exchange, routingKeys }, dead, (target) => {
    if (takers.has(target) || (reason !== 'rejected' && isCycle(headers, target.name))) return false;
    refusals.set(target, target.refused);
    return true;
  });
  for (const [target, before] of refusals) if (target.refused === before) takers.add(target);
  return takers.size > 0 && [...refusals.keys()].every((target) => takers.has(target));
}

/** The same body under another address, with other properties and without an expiration. */
function rewrite(vhost: VHost, message: Message, address: Message['address'], properties: Properties): Message {
  const { expiration: _, ...lasting } = properties;
  const encoded = vhost.broker.ports.codec.encode(lasting);
  const copy = vhost.memory.allocate(address, encoded.length, message.bodyBytes);
  copy.slab.bytes.set(encoded, copy.offset);
  copy.slab.bytes.set(message.body(), copy.offset + encoded.length);
  return copy;
}

function copyKeys(headers: FieldTable): string[] {
  const field = headers.get('CC');
  if (field?.type !== 'array') return [];
  return field.value.flatMap((element) => (element.type === 'longstr' ? [element.value] : []));
}

function without(headers: FieldTable, key: string): FieldTable {
  const result = new Map(headers);
  result.delete(key);
  return result;
}
