import type { Binding, Edge } from './binding';
import type { Connection } from './connection';
import type { Consumer } from './consumer';
import { ConsumerLine } from './consumer-line';
import type { FieldTable } from './field-table';
import type { Message } from './message';
import type { MessageMemory } from './message-memory';
import type { Tracer } from './observer';
import { OrderHeap } from './order-heap';
import { mergeDefinitions, type Policy, type PolicyDefinition } from './policy';
import { Ring } from './ring';
import type { Unacked } from './unacked';

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
  /** Null while nobody watches. */
  readonly tracer: Tracer | null;
  /** Asks for `dispatch()` at the end of the turn. */
  scheduleDispatch(queue: Queue): void;
}

/** A ready message with its place in the queue. */
export interface ReadyMessage {
  /** Stays the same for as long as the message is in the queue. */
  readonly order: number;
  readonly message: Message;
  readonly redelivered: boolean;
}

/** Keeps messages in order until a consumer takes them. */
export class Queue {
  readonly kind = 'queue';
  readonly host: QueueHost;
  readonly name: string;
  readonly type: string;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly arguments: FieldTable;
  /** The connection that alone may use the queue, when it is exclusive. */
  readonly owner: Connection | null;
  /** Bindings in which this queue is the destination, by identity. */
  readonly incoming = new Map<string, Binding>();
  readonly consumers = new Set<Consumer>();
  readonly #line = new ConsumerLine();
  /** Messages that were never delivered; the order number of the ring's head is `#headOrder`. */
  readonly #fresh = new Ring<Message>();
  #headOrder = 0;
  /** Messages that came back: all their order numbers are below `#headOrder`. */
  readonly #returned = new OrderHeap();
  /** The policies that apply, as the vhost found them. */
  policy: Policy | null = null;
  operatorPolicy: Policy | null = null;
  isScheduled = false;
  /** While true nothing is delivered. */
  isPaused = false;
  isDeleted = false;
  /** The connection between the default exchange and the queue, for its count. */
  defaultEdge: Edge | null = null;
  unackedCount = 0;
  readyBytes = 0;
  unackedBytes = 0;
  /** Milliseconds since the epoch of the last use, as the vhost's clock gave it. */
  idleSince = 0;
  // Counters since the queue was declared.
  enqueued = 0;
  delivered = 0;
  deliveredNoAck = 0;
  gotten = 0;
  gottenNoAck = 0;
  getEmpty = 0;
  redelivered = 0;
  acked = 0;
  rejected = 0;

  constructor(host: QueueHost, name: string, owner: Connection | null, options: QueueOptions) {
    this.host = host;
    this.name = name;
    const type = options.arguments.get('x-queue-type');
    this.type = type?.type === 'longstr' ? type.value : 'classic';
    this.durable = options.durable;
    this.autoDelete = options.autoDelete;
    this.arguments = options.arguments;
    this.owner = owner;
  }

  get vhost(): string {
    return this.host.name;
  }

  get readyCount(): number {
    return this.#fresh.size + this.#returned.size;
  }

  get effectivePolicy(): PolicyDefinition {
    return mergeDefinitions(this.policy, this.operatorPolicy);
  }

  get exclusiveConsumer(): Consumer | undefined {
    for (const consumer of this.consumers) if (consumer.exclusive) return consumer;
    return undefined;
  }

  enqueue(message: Message): void {
    message.holders += 1;
    this.#fresh.push(message);
    this.enqueued += 1;
    this.readyBytes += message.bodyBytes;
    if (message.trace !== 0) this.host.tracer?.enqueued(message.trace, this);
    if (!this.isScheduled) this.host.scheduleDispatch(this);
  }

  /** Hands ready messages to consumers with capacity, in turn, until one of them runs out. */
  dispatch(): void {
    this.isScheduled = false;
    if (this.isPaused) return;
    while (this.#fresh.size > 0 || this.#returned.size > 0) {
      const consumer = this.#line.next();
      if (consumer === undefined) return;
      this.#deliver(consumer);
      if (!this.#line.hasOther(consumer.priority)) {
        while ((this.#fresh.size > 0 || this.#returned.size > 0) && consumer.hasCapacity()) this.#deliver(consumer);
      }
      this.#line.join(consumer);
    }
  }

  #deliver(consumer: Consumer): void {
    const returned = this.#returned.pop();
    const order = returned ? returned.order : this.#headOrder++;
    const message = returned ? returned.message : (this.#fresh.shift() as Message);
    const redelivered = returned?.redelivered === true;
    this.readyBytes -= message.bodyBytes;
    consumer.delivered += 1;
    if (redelivered) this.redelivered += 1;
    if (message.trace !== 0) {
      this.host.tracer?.delivered(message.trace, this, consumer.channel, consumer, redelivered);
    }
    if (consumer.noAck) {
      this.deliveredNoAck += 1;
      consumer.channel.deliver(consumer, message, redelivered);
      this.release(message);
    } else {
      this.delivered += 1;
      this.#hold(message);
      consumer.channel.deliverUnacked(consumer, { message, queue: this, order, consumer }, redelivered);
    }
  }

  /** Takes the first ready message for basic.get; undefined when the queue is empty. The caller holds or releases it. */
  take(
    noAck: boolean,
  ): { readonly message: Message; readonly order: number; readonly redelivered: boolean } | undefined {
    if (this.readyCount === 0) {
      this.getEmpty += 1;
      return undefined;
    }
    const returned = this.#returned.pop();
    const order = returned ? returned.order : this.#headOrder++;
    const message = returned ? returned.message : (this.#fresh.shift() as Message);
    const redelivered = returned?.redelivered === true;
    this.readyBytes -= message.bodyBytes;
    if (redelivered) this.redelivered += 1;
    if (noAck) {
      this.gottenNoAck += 1;
    } else {
      this.gotten += 1;
      this.#hold(message);
    }
    return { message, order, redelivered };
  }

  acknowledge(unacked: Unacked): void {
    this.#letGo(unacked, 'acked');
    this.acked += 1;
    this.release(unacked.message);
  }

  /** Drops a message that a consumer refused. */
  reject(unacked: Unacked): void {
    this.#letGo(unacked, 'rejected');
    this.rejected += 1;
    this.release(unacked.message);
  }

  /** Puts a message back to its old place. */
  requeue(unacked: Unacked): void {
    this.#letGo(unacked, 'requeued');
    if (this.isDeleted) {
      this.release(unacked.message);
      return;
    }
    this.readyBytes += unacked.message.bodyBytes;
    this.#returned.push({ order: unacked.order, message: unacked.message, redelivered: true });
    if (!this.isScheduled) this.host.scheduleDispatch(this);
  }

  addConsumer(consumer: Consumer): void {
    this.consumers.add(consumer);
    this.wake(consumer);
  }

  removeConsumer(consumer: Consumer): void {
    consumer.isCancelled = true;
    this.consumers.delete(consumer);
  }

  /** Called when a consumer may have capacity again. */
  wake(consumer: Consumer): void {
    if (consumer.isWaiting) return;
    this.#line.join(consumer);
    if (!this.isScheduled && this.readyCount > 0) this.host.scheduleDispatch(this);
  }

  /** Stops deliveries or lets them go on. */
  pause(isPaused: boolean): void {
    this.isPaused = isPaused;
    if (!isPaused && !this.isScheduled && this.readyCount > 0) this.host.scheduleDispatch(this);
  }

  /** Drops the first `limit` ready messages and returns how many there were. */
  purge(limit = Number.POSITIVE_INFINITY): number {
    let count = 0;
    for (; count < limit && this.readyCount > 0; count++) {
      const returned = this.#returned.pop();
      if (!returned) this.#headOrder += 1;
      const message = returned ? returned.message : (this.#fresh.shift() as Message);
      this.readyBytes -= message.bodyBytes;
      this.release(message);
    }
    return count;
  }

  // Looking at ready messages

  /** The order number that the next message will get: those of all ready messages are below. */
  get endOrder(): number {
    return this.#headOrder + this.#fresh.size;
  }

  /** At most `count` ready messages behind an order number, -1 for the first of all. */
  readyAfter(order: number, count: number): ReadyMessage[] {
    const found: ReadyMessage[] = this.#returned.size === 0 ? [] : this.#returned.after(order).slice(0, count);
    for (let at = Math.max(order + 1, this.#headOrder); found.length < count && at < this.endOrder; at++) {
      found.push({ order: at, message: this.#fresh.at(at - this.#headOrder) as Message, redelivered: false });
    }
    return found;
  }

  /** Takes ready messages out wherever they stand, and returns how many of them were there. */
  drop(orders: ReadonlySet<number>): number {
    const dropped = this.#returned.remove(orders).map(({ message }) => message);
    let last = -1;
    for (const order of orders) if (order < this.endOrder) last = Math.max(last, order);
    // Those that stand before the last one keep their order numbers, which a ring could not remember.
    while (this.#headOrder <= last) {
      const order = this.#headOrder++;
      const message = this.#fresh.shift() as Message;
      if (orders.has(order)) dropped.push(message);
      else this.#returned.push({ order, message, redelivered: false });
    }
    for (const message of dropped) {
      this.readyBytes -= message.bodyBytes;
      this.release(message);
    }
    return dropped.length;
  }

  release(message: Message): void {
    message.holders -= 1;
    if (message.holders === 0) this.host.memory.free(message);
  }

  #hold(message: Message): void {
    this.unackedCount += 1;
    this.unackedBytes += message.bodyBytes;
  }

  #letGo(unacked: Unacked, outcome: 'acked' | 'rejected' | 'requeued'): void {
    const message = unacked.message;
    this.unackedCount -= 1;
    this.unackedBytes -= message.bodyBytes;
    if (message.trace !== 0) this.host.tracer?.settled(message.trace, this, outcome);
  }
}
