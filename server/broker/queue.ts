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
import type { MessageStore, QueueLog } from './store';
import type { Unacked } from './unacked';

export interface QueueOptions {
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly exclusive: boolean;
  readonly arguments: FieldTable;
}

/** With fewer in memory than this, paged messages are read ahead. */
const READ_AHEAD_BELOW = 4096;

/** What a queue needs of the vhost that it lives in. */
export interface QueueHost {
  readonly name: string;
  readonly memory: MessageMemory;
  /** Null when everything lives in memory alone. */
  readonly store: MessageStore | null;
  /** Null while nobody watches. */
  readonly tracer: Tracer | null;
  /** Asks for `dispatch()` at the end of the turn. */
  scheduleDispatch(queue: Queue): void;
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
  /** Messages behind those in memory that lie in the store alone. */
  #paged = 0;
  /** Messages with lower order numbers may have been delivered before a crash. */
  #redeliveredBelow = 0;
  /** The store's side of the queue: from the start when it is durable, else once it has needed the disk. */
  log: QueueLog | null = null;
  /** The policies that apply, as the vhost found them. */
  policy: Policy | null = null;
  operatorPolicy: Policy | null = null;
  isScheduled = false;
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
    return this.#fresh.size + this.#returned.size + this.#paged;
  }

  /** Messages that lie in the store alone. */
  get pagedCount(): number {
    return this.#paged;
  }

  /** Whether its persistent messages outlive a restart. Exclusive queues end with their connection (RabbitMQ). */
  get isStored(): boolean {
    return this.durable && this.owner === null;
  }

  get effectivePolicy(): PolicyDefinition {
    return mergeDefinitions(this.policy, this.operatorPolicy);
  }

  get exclusiveConsumer(): Consumer | undefined {
    for (const consumer of this.consumers) if (consumer.exclusive) return consumer;
    return undefined;
  }

  enqueue(message: Message): void {
    if (!(this.#paged > 0 || this.host.memory.isTight) || !this.#page(message)) {
      message.holders += 1;
      this.#fresh.push(message);
    }
    this.enqueued += 1;
    this.readyBytes += message.bodyBytes;
    if (message.trace !== 0) this.host.tracer?.enqueued(message.trace, this);
    if (!this.isScheduled) this.host.scheduleDispatch(this);
  }

  /** Leaves a message to the store; false when it should stay in memory. */
  #page(message: Message): boolean {
    if (this.#paged === 0 && this.#fresh.size < this.host.memory.leastOfQueue) return false;
    if (this.log === null && this.host.store !== null) this.log = this.host.store.openQueue(this);
    if (this.log === null) return false;
    this.log.page(message);
    this.#paged += 1;
    return true;
  }

  /** The first paged message is in memory again. */
  refill(message: Message): void {
    this.#paged -= 1;
    message.holders += 1;
    this.#fresh.push(message);
    if (!this.isScheduled) this.host.scheduleDispatch(this);
  }

  /** What the store has kept: so many messages, the first of them perhaps delivered before. */
  restore(count: number, bodyBytes: number, deliveredCount: number): void {
    this.#paged = count;
    this.readyBytes = bodyBytes;
    this.#redeliveredBelow = deliveredCount;
  }

  /** Every message in memory that is ready here. */
  forEachReady(visit: (message: Message) => void): void {
    for (let i = 0; i < this.#fresh.size; i++) visit(this.#fresh.at(i) as Message);
    for (const { message } of this.#returned.sorted()) visit(message);
  }

  /** Hands ready messages to consumers with capacity, in turn, until one of them runs out. */
  dispatch(): void {
    this.isScheduled = false;
    while (this.#fresh.size > 0 || this.#returned.size > 0) {
      const consumer = this.#line.next();
      if (consumer === undefined) return;
      this.#deliver(consumer);
      if (!this.#line.hasOther(consumer.priority)) {
        while ((this.#fresh.size > 0 || this.#returned.size > 0) && consumer.hasCapacity()) this.#deliver(consumer);
        if (this.#paged > 0 && this.#fresh.size < READ_AHEAD_BELOW) this.log?.readAhead();
      }
      this.#line.join(consumer);
    }
    if (this.#paged > 0 && this.consumers.size > 0) this.log?.readAhead();
  }

  #deliver(consumer: Consumer): void {
    const returned = this.#returned.pop();
    const order = returned ? returned.order : this.#headOrder++;
    const message = returned ? returned.message : (this.#fresh.shift() as Message);
    const redelivered = returned !== undefined || order < this.#redeliveredBelow;
    if (message.record !== null) this.log?.delivering(message.record);
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
    if (this.#fresh.size === 0 && this.#returned.size === 0) this.log?.readNow();
    const returned = this.#returned.pop();
    const order = returned ? returned.order : this.#headOrder++;
    const message = returned ? returned.message : (this.#fresh.shift() as Message);
    const redelivered = returned !== undefined || order < this.#redeliveredBelow;
    if (message.record !== null) this.log?.delivering(message.record);
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
    this.#returned.push({ order: unacked.order, message: unacked.message });
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

  /** Drops all ready messages and returns how many there were. */
  purge(): number {
    const count = this.readyCount;
    for (let returned = this.#returned.pop(); returned; returned = this.#returned.pop()) this.release(returned.message);
    for (let message = this.#fresh.shift(); message; message = this.#fresh.shift()) {
      this.#headOrder += 1;
      this.release(message);
    }
    if (this.#paged > 0) this.log?.dropPaged();
    this.#headOrder += this.#paged;
    this.#paged = 0;
    this.readyBytes = 0;
    return count;
  }

  /** A message has left the queue for good. */
  release(message: Message): void {
    if (message.record !== null) this.log?.settle(message.record);
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
