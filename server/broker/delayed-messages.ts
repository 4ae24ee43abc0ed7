import { copyKeys } from './admission';
import { Deadline } from './deadlines';
import type { Gate, GatePorts } from './exchange-gates';
import type { Content } from './exchange-types/exchange-type';
import { type FieldTable, type FieldValue, integerOf } from './field-table';
import type { Message } from './message';
import { MessageLife } from './message-life';
import type { MessageMemory } from './message-memory';
import type { MessageHolder, MessageStore, QueueLog, StoredRecord } from './store';
import type { WaitingMessage } from './waiting-message';

/** The longest delay: RabbitMQ's plugin delivers at once what asks for more. */
const MAX_DELAY_MS = 4_294_967_295;

/** What messages that wait need of the vhost. */
export interface DelayPorts extends GatePorts {
  readonly memory: MessageMemory;
  /** Null when everything lives in memory alone. */
  readonly store: MessageStore | null;
  setDeadline(deadline: Deadline, at: number): void;
  release(message: Message): void;
  headersOf(message: Message): FieldTable;
  /** A copy with other headers, which the caller holds. */
  withHeaders(message: Message, change: (headers: FieldTable) => FieldTable): Message;
}

interface Arrival {
  readonly message: Message;
  /** Null when it lives in memory alone. */
  readonly record: StoredRecord | null;
}

interface Kept extends Arrival {
  /** Tells it apart from all others of its exchange, for as long as the process runs. */
  readonly number: number;
  /** It waits no longer. */
  isGone: boolean;
}

interface Batch {
  readonly deadline: Deadline;
  readonly kept: Kept[];
}

/**
 * Keeps messages with the header x-delay for so many milliseconds (RabbitMQ's delayed message exchange). Persistent ones
 * on a durable exchange are in the store as well: with the time at which they came, from which their delay counts. A message
 * that waits tells by itself where it is to go, so that it can be routed after a restart: keys that its publisher did not
 * want to be seen are in its header BCC until it leaves.
 */
export class DelayedMessages implements Gate, MessageHolder {
  readonly #ports: DelayPorts;
  readonly #letGo: (message: Message) => void;
  /** What becomes due in the same millisecond leaves in the order in which it came. */
  readonly #batches = new Map<number, Batch>();
  /** Null unless the exchange outlives a restart. */
  log: QueueLog | null = null;
  isDeleted = false;
  /** Messages that the store has and that are not in memory again. */
  #toCome = 0;
  /** Messages that wait. */
  size = 0;
  #nextNumber = 0;

  /** `letGo` routes a message whose delay is over. */
  constructor(ports: DelayPorts, letGo: (message: Message) => void) {
    this.#ports = ports;
    this.#letGo = letGo;
  }

  get host(): DelayPorts {
    return this.#ports;
  }

  letsPass({ headers, message, routingKeys }: Content): boolean {
    const delayMs = integerOf(headers.get('x-delay'));
    if (message === null || delayMs === undefined || delayMs <= 0 || delayMs > MAX_DELAY_MS) return true;
    const known = [message.address.routingKey, ...copyKeys({ headers })];
    const hidden = routingKeys.filter((key) => !known.includes(key));
    const kept = hidden.length === 0 ? message : this.#ports.withHeaders(message, (all) => withHidden(all, hidden));
    if (kept === message) message.holders += 1;
    this.#keep(this.#ports.now() + delayMs, { message: kept, record: this.#store(kept) });
    return false;
  }

  /** Its record is noted apart: the queues that get the same message by another way have one of their own. */
  #store(message: Message): StoredRecord | null {
    const { store } = this.#ports;
    if (store === null || this.log === null || !message.isPersistent) return null;
    const before = message.record;
    store.append(message, [this]);
    const { record } = message;
    message.record = before;
    return record;
  }

  /** Brings back what the store has kept. */
  restore(count: number): void {
    this.#toCome = count;
    while (this.#toCome > 0) this.log?.readNow();
  }

  refill(message: Message, arrivedAt: number): void {
    this.#toCome -= 1;
    message.holders += 1;
    const { record } = message;
    message.record = null;
    this.#keep(arrivedAt + this.#delayOf(message), { message, record });
  }

  /** Takes in a message that came to another broker at that time, from which its delay counts. */
  takeOver(message: Message, arrivedAt: number): void {
    message.holders += 1;
    message.life = new MessageLife(arrivedAt, Number.POSITIVE_INFINITY);
    this.#keep(arrivedAt + this.#delayOf(message), { message, record: this.#store(message) });
  }

  /** Every message that waits, with the time at which it came. */
  forEach(visit: (message: Message, arrivedAt: number) => void): void {
    for (const [at, { kept }] of this.#batches) {
      for (const { message } of kept) visit(message, at - this.#delayOf(message));
    }
  }

  #delayOf(message: Message): number {
    return integerOf(this.#ports.headersOf(message).get('x-delay')) ?? 0;
  }

  /** Every record in the store that is still needed. */
  forEachStored(visit: (record: StoredRecord) => void): void {
    for (const { kept } of this.#batches.values()) {
      for (const { record } of kept) if (record !== null) visit(record);
    }
  }

  /** Every message that waits, in no order. */
  *waiting(): Generator<WaitingMessage> {
    for (const [dueAt, batch] of this.#batches) {
      for (const kept of batch.kept) {
        const { message, number } = kept;
        yield { dueAt, keptAs: number, look: () => (kept.isGone ? null : { message, order: null }) };
      }
    }
  }

  /** Ends the waiting of one message before its time: it is routed now, or freed. False when it does not wait here. */
  end(dueAt: number, number: number, isRouted: boolean): boolean {
    const batch = this.#batches.get(dueAt);
    const index = batch?.kept.findIndex((one) => one.number === number) ?? -1;
    const kept = batch?.kept[index];
    if (batch === undefined || kept === undefined) return false;
    batch.kept.splice(index, 1);
    this.size -= 1;
    if (batch.kept.length === 0) {
      this.#batches.delete(dueAt);
      this.#ports.setDeadline(batch.deadline, Number.POSITIVE_INFINITY);
    }
    this.#leave(kept, isRouted);
    return true;
  }

  #leave(kept: Kept, isRouted: boolean): void {
    kept.isGone = true;
    if (isRouted) this.#letGo(kept.message);
    else this.#ports.release(kept.message);
    if (kept.record !== null) this.log?.settle(kept.record);
  }

  #keep(at: number, arrival: Arrival): void {
    const kept: Kept = { ...arrival, number: this.#nextNumber++, isGone: false };
    this.size += 1;
    const known = this.#batches.get(at);
    if (known !== undefined) {
      known.kept.push(kept);
      return;
    }
    const batch: Batch = { kept: [kept], deadline: new Deadline(() => this.#due(at)) };
    this.#batches.set(at, batch);
    this.#ports.setDeadline(batch.deadline, at);
  }

  #due(at: number): void {
    const batch = this.#batches.get(at);
    this.#batches.delete(at);
    this.size -= batch?.kept.length ?? 0;
    for (const kept of batch?.kept ?? []) this.#leave(kept, true);
  }

  close(): void {
    this.isDeleted = true;
    for (const { deadline, kept } of this.#batches.values()) {
      this.#ports.setDeadline(deadline, Number.POSITIVE_INFINITY);
      for (const one of kept) this.#leave(one, false);
    }
    this.#batches.clear();
    this.size = 0;
    this.log?.close();
  }
}

function withHidden(headers: FieldTable, keys: readonly string[]): FieldTable {
  const value = keys.map((key): FieldValue => ({ type: 'longstr', value: key }));
  return new Map(headers).set('BCC', { type: 'array', value });
}
