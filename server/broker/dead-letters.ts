import { addressOf } from './address-bytes';
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
}

/**
 * Dead letters on their way. They are published at the end of the turn, so that nothing is delivered while a channel or
 * a queue is in the middle of something.
 */
export class DeadLetters {
  #waiting: DeadLetter[] = [];

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Takes over the queue's hold of the message. */
  accept(vhost: VHost, queue: Queue, message: Message, reason: DeathReason): void {
    const { deadLetterExchange, deadLetterRoutingKey } = queue.rules;
    const target = { exchange: deadLetterExchange ?? '', routingKey: deadLetterRoutingKey };
    this.#waiting.push({ vhost, queue, message, reason, ...target });
  }

  publishAll(): void {
    const letters = this.#waiting;
    this.#waiting = [];
    for (const letter of letters) {
      publish(letter);
      letter.queue.release(letter.message);
    }
  }
}

/** A dead letter exchange that is not there takes nothing (RabbitMQ). */
function publish({ vhost, queue, message, reason, exchange: name, routingKey }: DeadLetter): void {
  const exchange = vhost.exchange(name);
  if (exchange === undefined) return;
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
  const mayReach = ({ name: target }: Queue): boolean => reason === 'rejected' || !isCycle(headers, target);
  vhost.publishAgain({ exchange, routingKeys }, dead, mayReach);
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
