import { Amount } from './amount';
import { AttemptLedger } from './attempts';
import type { Binding, Edge } from './binding';
import type { Connection } from './connection';
import type { Consumer } from './consumer';
import { ConsumerLine } from './consumer-line';
import type { Deadlines } from './deadlines';
import type { DeathReason } from './death';
import { DelayedRetries } from './delayed-retries';
import { type FieldTable, type FieldValue, integerOf, stringOf } from './field-table';
import type { Message } from './message';
import { MessageLife } from './message-life';
import type { MessageMemory } from './message-memory';
import type { Tracer } from './observer';
import { mergeDefinitions, type Policy, type PolicyDefinition } from './policy';
import { PriorityList } from './priority-list';
import { QueueKeeper } from './queue-keeper';
import { hasRules, type QueueRules, rulesOf } from './queue-rules';
import { FifoList, type ReadyList, type ReadyMessage } from './ready-list';
import { SingleActive } from './single-active';
import type { KeptMessages, MessageHolder, MessageStore, QueueLog } from './store';
import type { Unacked } from './unacked';
import type { WaitingMessage } from './waiting-message';

export interface QueueOptions {
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly exclusive: boolean;
  readonly arguments: FieldTable;
}

/** With fewer in memory than this, paged messages are read ahead. */
const READ_AHEAD_BELOW = 4096;
/** With fewer in memory than this, somebody who looks at messages may look at paged ones too. */
const LOOK_BELOW = 65_536;

/** What a queue needs of the vhost that it lives in. */
export interface QueueHost {
  readonly name: string;
  readonly memory: MessageMemory;
  /** Null when everything lives in memory alone. */
  readonly store: MessageStore | null;
  /** Null while nobody watches. */
  readonly tracer: Tracer | null;
  readonly deadlines: Deadlines;
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

/** Levels of a quorum queue, and the level of a message without a priority (RabbitMQ 4.3). */
const QUORUM_MAX_PRIORITY = 31;
const QUORUM_NORMAL_PRIORITY = 4;

/** Keeps messages in order until a consumer takes them. */
export class Queue implements MessageHolder {
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
  readonly #ready: ReadyList;
  /** Null while the queue has no limits of length or time and no message with one. */
  #keeper: QueueKeeper | null = null;
  /** Null unless deliveries are counted: in quorum queues. */
  readonly #attempts: AttemptLedger | null;
  /** Null until a message has to wait before its next delivery. */
  #retries: DelayedRetries | null = null;
  /** Null unless one consumer at a time gets all messages. */
  readonly singleActive: SingleActive | null;
  /** What the arguments and policies come to. */
  rules: QueueRules;
  /** Messages behind those in memory that lie in the store alone. */
  #paged = 0;
  /** Those with a place in the store that outlives a restart, ready and unacked ones. */
  readonly persistent = new Amount();
  /** And of them those that lie in the store alone. */
  readonly #pagedPersistent = new Amount();
  #pagedBytes = 0;
  /** As many of the next paged messages may have been delivered before a crash. */
  #pagedAgain = 0;
  /** The store's side of the queue: from the start when it is durable, else once it has needed the disk. */
  log: QueueLog | null = null;
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
  expired = 0;
  /** Messages dropped from the head because the queue was too long, and publishes that it refused. */
  droppedByLimit = 0;
  refused = 0;
  deadLettered = 0;
  /** Messages that came back more often than the delivery limit allows. */
  overDelivered = 0;

  constructor(host: QueueHost, name: string, owner: Connection | null, options: QueueOptions) {
    this.host = host;
    this.name = name;
    this.type = stringOf(options.arguments.get('x-queue-type')) ?? 'classic';
    this.durable = options.durable;
    this.autoDelete = options.autoDelete;
    this.arguments = options.arguments;
    this.owner = owner;
    this.#ready = this.#createList();
    this.#attempts = this.type === 'quorum' ? new AttemptLedger() : null;
    const single = options.arguments.get('x-single-active-consumer');
    const isSingle = single?.type === 'bool' && single.value;
    this.singleActive = isSingle
      ? new SingleActive(this.type === 'quorum', this.#line, (consumer) => this.wake(consumer))
      : null;
    this.rules = rulesOf(this.type, this.arguments, {});
  }

  #createList(): ReadyList {
    const { host } = this;
    if (this.type === 'quorum') {
      return new PriorityList(QUORUM_MAX_PRIORITY, (message) => host.priorityOf(message, QUORUM_NORMAL_PRIORITY));
    }
    const maxPriority = integerOf(this.arguments.get('x-max-priority')) ?? 0;
    return maxPriority === 0 ? new FifoList() : new PriorityList(maxPriority, (message) => host.priorityOf(message, 0));
  }

  get vhost(): string {
    return this.host.name;
  }

  get readyCount(): number {
    return this.#ready.size + this.#paged;
  }

  /** The message in memory that leaves next, if there is one. */
  get head(): Message | undefined {
    return this.#ready.peek();
  }

  /** Messages that lie in the store alone. */
  get pagedCount(): number {
    return this.#paged;
  }

  get pagedBytes(): number {
    return this.#pagedBytes;
  }

  /** Whether it outlives a restart. Exclusive queues end with their connection (RabbitMQ). */
  get isStored(): boolean {
    return this.durable && this.owner === null;
  }

  /** Whether its persistent messages outlive a restart. */
  get keepsMessages(): boolean {
    return this.isStored;
  }

  /** Whether transient messages outlive a restart as well. */
  get keepsAllMessages(): boolean {
    return false;
  }

  get effectivePolicy(): PolicyDefinition {
    return mergeDefinitions(this.policy, this.operatorPolicy);
  }

  /** Called when the policies that apply may be others than before. */
  policiesChanged(): void {
    this.readRules();
    if (this.#keeper !== null) this.#keeper.follow(this.rules);
    else if (hasRules(this.rules)) this.#keep();
  }

  protected readRules(): void {
    this.rules = rulesOf(this.type, this.arguments, this.effectivePolicy);
  }

  #keep(): QueueKeeper {
    const kept = {
      queue: this,
      ready: this.#ready,
      died: (message: Message, reason: DeathReason) => {
        this.readyBytes -= message.bodyBytes;
        this.#attempts?.forget(this.#ready.takenOrder);
        this.#die(message, reason);
      },
      expired: () => this.host.removeQueue(this),
    };
    this.#keeper = new QueueKeeper(kept, this.rules, this.host.deadlines);
    return this.#keeper;
  }

  get exclusiveConsumer(): Consumer | undefined {
    for (const consumer of this.consumers) if (consumer.exclusive) return consumer;
    return undefined;
  }

  /**
   * False when the queue is full and refuses the message, which the caller frees: a confirming publisher is told so.
   * Afterwards the message may be gone, unless the caller holds it.
   */
  enqueue(message: Message): boolean {
    if (this.#keeper !== null || message.life !== null) return this.#enqueueByRules(message);
    this.#join(message);
    return true;
  }

  #enqueueByRules(message: Message): boolean {
    const keeper = this.#keeper ?? (message.life?.ttl === Number.POSITIVE_INFINITY ? null : this.#keep());
    if (keeper === null) {
      this.#join(message);
      return true;
    }
    if (!keeper.admits(message)) {
      this.refused += 1;
      if (this.rules.overflow === 'reject-publish-dlx' && this.rules.deadLetterExchange !== null) {
        message.holders += 1;
        if (message.record !== null && this.isStored) this.persistent.add(message);
        this.#die(message, 'maxlen');
      } else if (message.record !== null) {
        this.log?.settle(message.record);
      }
      return false;
    }
    keeper.date(message);
    this.#join(message);
    keeper.joined(message);
    return true;
  }

  #join(message: Message): void {
    if (message.record !== null && this.isStored) this.persistent.add(message);
    if ((this.#paged > 0 || this.host.memory.isTight) && this.#page(message)) {
      if (message.holders === 0) this.host.memory.free(message);
    } else {
      message.holders += 1;
      this.#ready.push(message);
    }
    this.enqueued += 1;
    this.readyBytes += message.bodyBytes;
    if (message.trace !== 0) this.host.tracer?.enqueued(message.trace, this);
    if (!this.isScheduled) this.host.scheduleDispatch(this);
  }

  /** Leaves a message to the store; false when it should stay in memory. */
  #page(message: Message): boolean {
    if (this.#paged === 0 && !this.#mayStartPaging()) return false;
    if (this.log === null && this.host.store !== null) this.log = this.host.store.openQueue(this);
    if (this.log === null) return false;
    this.log.page(message);
    this.#paged += 1;
    this.#pagedBytes += message.bodyBytes;
    if (message.record !== null && this.isStored) this.#pagedPersistent.add(message);
    return true;
  }

  #mayStartPaging(): boolean {
    return !this.#needsAll && this.#ready.size >= this.host.memory.leastOfQueue;
  }

  /** The first paged message is in memory again; it came to the queue at that time. */
  refill(message: Message, arrivedAt: number, hasDied: boolean): void {
    this.#paged -= 1;
    this.#pagedBytes -= message.bodyBytes;
    if (message.record !== null && this.isStored) this.#pagedPersistent.remove(message);
    message.holders += 1;
    if (hasDied) message.life = new MessageLife(arrivedAt, Number.POSITIVE_INFINITY, true);
    else this.host.limitLife(message, arrivedAt);
    if (message.life !== null && message.life.ttl !== Number.POSITIVE_INFINITY) this.#keeper ??= this.#keep();
    this.#keeper?.refilled(message, arrivedAt);
    if (this.#pagedAgain > 0) {
      this.#pagedAgain -= 1;
      const order = this.#ready.pushReturned(message);
      const known = message.record && this.#attempts && this.log?.attemptsOf(message.record);
      if (known) this.#attempts?.restore(order, known);
    } else {
      this.#ready.push(message);
    }
    if (!this.isScheduled) this.host.scheduleDispatch(this);
  }

  /** What the store has kept. Where some of it can expire, the first ones have to be looked at. */
  restore({ count, bodyBytes, deliveredCount }: KeptMessages, hasMortals: boolean): void {
    this.#paged = count;
    this.#pagedBytes = bodyBytes;
    this.readyBytes = bodyBytes;
    for (const amount of [this.persistent, this.#pagedPersistent]) {
      amount.messages = count;
      amount.bytes = bodyBytes;
    }
    this.#pagedAgain = deliveredCount;
    const canExpire = hasMortals || this.rules.messageTtl !== Number.POSITIVE_INFINITY;
    if (canExpire && count > 0) this.log?.readNow();
    while (this.#needsAll && this.#paged > 0) this.log?.readNow();
  }

  /** Priorities need all messages at hand. */
  get #needsAll(): boolean {
    return !(this.#ready instanceof FifoList);
  }

  /** Every message in memory that the queue holds and no consumer. */
  forEachReady(visit: (message: Message) => void): void {
    this.#ready.forEach(visit);
    this.#retries?.forEach(visit);
  }

  /** Hands ready messages to consumers with capacity, in turn, until one of them runs out. */
  dispatch(): void {
    this.isScheduled = false;
    if (!this.isPaused) this.#deal();
    if (this.#keeper !== null) this.#keeper.expireHeads();
  }

  #deal(): void {
    while (this.#hasReady()) {
      const consumer = this.#line.next();
      if (consumer === undefined) return;
      this.#deliver(consumer);
      if (!this.#line.hasOther(consumer.priority)) {
        while (this.#hasReady() && consumer.hasCapacity()) this.#deliver(consumer);
        if (this.#paged > 0 && this.#ready.size < READ_AHEAD_BELOW) this.log?.readAhead();
      }
      this.#line.join(consumer);
    }
    if (this.#paged > 0 && this.consumers.size > 0) this.log?.readAhead();
  }

  #hasReady(): boolean {
    if (this.#keeper !== null) this.#keeper.expireHead();
    return this.#ready.size > 0;
  }

  #deliver(consumer: Consumer): void {
    const message = this.#ready.take() as Message;
    const order = this.#ready.takenOrder;
    const redelivered = this.#ready.wasReturned;
    if (message.record !== null) this.log?.delivering(message.record);
    this.readyBytes -= message.bodyBytes;
    consumer.delivered += 1;
    if (redelivered) this.redelivered += 1;
    if (message.trace !== 0) {
      this.host.tracer?.delivered(message.trace, this, consumer.channel, consumer, redelivered);
    }
    if (redelivered && this.#attempts !== null) {
      this.#deliverAgain(consumer, message, order);
    } else if (consumer.noAck) {
      this.deliveredNoAck += 1;
      consumer.channel.deliver(consumer, message, redelivered);
      this.release(message);
    } else {
      this.delivered += 1;
      this.#hold(message);
      consumer.channel.deliverUnacked(consumer, { message, queue: this, order, consumer }, redelivered, message);
    }
  }

  /** As a quorum queue does it: the consumer is told of the attempts before. */
  #deliverAgain(consumer: Consumer, message: Message, order: number): void {
    const content = this.#shown(message, order);
    if (consumer.noAck) {
      this.deliveredNoAck += 1;
      consumer.channel.deliver(consumer, content, true);
      this.#attempts?.forget(order);
      this.release(message);
    } else {
      this.delivered += 1;
      this.#hold(message);
      consumer.channel.deliverUnacked(consumer, { message, queue: this, order, consumer }, true, content);
    }
    this.forget(message, content);
  }

  /** Frees what was made to be shown in the place of a message. */
  forget(message: Message, content: Message): void {
    if (content !== message) this.host.memory.free(content);
  }

  /** The message as a consumer sees it: a quorum queue tells of the attempts before. Another one is to be forgotten. */
  #shown(message: Message, order: number): Message {
    const attempts = this.#attempts;
    if (attempts === null) return message;
    return this.host.withHeaders(message, (headers) => attempts.headersFor(order, headers));
  }

  /** Takes the first ready message for basic.get; undefined when the queue is empty. The caller holds or releases it. */
  take(
    noAck: boolean,
  ):
    | { readonly message: Message; readonly content: Message; readonly order: number; readonly redelivered: boolean }
    | undefined {
    this.touch();
    if (this.#ready.size === 0 && this.#paged > 0) this.log?.readNow();
    this.#keeper?.expireHead();
    const message = this.#ready.take();
    if (message === undefined) {
      this.getEmpty += 1;
      return undefined;
    }
    const order = this.#ready.takenOrder;
    const redelivered = this.#ready.wasReturned;
    if (message.record !== null) this.log?.delivering(message.record);
    this.readyBytes -= message.bodyBytes;
    if (redelivered) this.redelivered += 1;
    const content = redelivered ? this.#shown(message, order) : message;
    this.#keeper?.expireHeads();
    if (noAck) {
      this.#attempts?.forget(order);
      this.gottenNoAck += 1;
    } else {
      this.gotten += 1;
      this.#hold(message);
    }
    return { message, content, order, redelivered };
  }

  acknowledge(unacked: Unacked): void {
    this.#letGo(unacked, 'acked');
    this.acked += 1;
    this.#attempts?.forget(unacked.order);
    this.release(unacked.message);
  }

  /** Drops or dead-letters a message that a consumer refused. */
  reject(unacked: Unacked): void {
    this.#letGo(unacked, 'rejected');
    this.rejected += 1;
    this.#attempts?.forget(unacked.order);
    if (this.isDeleted) this.release(unacked.message);
    else this.#die(unacked.message, 'rejected');
  }

  /** Puts a message back to its old place. `isFailure` counts towards the delivery limit of a quorum queue. */
  requeue(unacked: Unacked, isFailure = false): void {
    const { message, order } = unacked;
    this.#letGo(unacked, 'requeued');
    if (this.isDeleted) {
      this.release(message);
      return;
    }
    if (this.#attempts !== null) {
      const attempts = this.#attempts.returned(order, isFailure);
      if (attempts.failed > this.rules.deliveryLimit) {
        this.#attempts.forget(order);
        this.overDelivered += 1;
        this.#die(message, 'delivery_limit');
        return;
      }
      if (message.record !== null) this.log?.noteAttempts(message.record, attempts);
    }
    const delayMs = this.#attempts === null ? 0 : this.#attempts.retryDelay(order, isFailure, this.rules);
    if (delayMs === 0) {
      this.#putBack(order, message);
      return;
    }
    this.#retries ??= new DelayedRetries(this.host.deadlines, (...waited) => this.#putBack(...waited));
    this.#retries.wait(order, message, delayMs);
  }

  #putBack(order: number, message: Message): void {
    this.readyBytes += message.bodyBytes;
    this.#ready.putBack(order, message);
    if (!this.isScheduled) this.host.scheduleDispatch(this);
    this.#keeper?.returned(message);
  }

  /** Messages that came back and wait for their next delivery; they are neither ready nor unacked. */
  get delayedCount(): number {
    return this.#retries?.size ?? 0;
  }

  /** Those messages, in no order. */
  delayed(): Iterable<WaitingMessage> {
    return this.#retries?.waiting() ?? [];
  }

  /** The end of a message that was not consumed, as far as this queue is concerned. */
  #die(message: Message, reason: DeathReason): void {
    if (message.trace !== 0) this.host.tracer?.died(message.trace, this, reason);
    if (this.rules.deadLetterExchange === null) {
      this.release(message);
      return;
    }
    this.deadLettered += 1;
    this.host.deadLetter(this, message, reason);
  }

  /** Called when somebody uses the queue in a way that keeps an expiring one alive. */
  touch(): void {
    this.#keeper?.used();
  }

  addConsumer(consumer: Consumer): void {
    this.consumers.add(consumer);
    this.#keeper?.consumersChanged();
    if (this.singleActive !== null) {
      consumer.isActive = false;
      this.singleActive.elect(this.consumers);
    } else {
      this.wake(consumer);
    }
  }

  removeConsumer(consumer: Consumer): void {
    consumer.isCancelled = true;
    this.consumers.delete(consumer);
    this.#keeper?.consumersChanged();
    this.singleActive?.elect(this.consumers);
  }

  /** Called when a consumer may have capacity again. */
  wake(consumer: Consumer): void {
    if (consumer.isWaiting) return;
    if (!consumer.isActive) {
      this.singleActive?.elect(this.consumers);
      return;
    }
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
    for (; count < limit; count++) {
      if (this.#ready.size === 0 && this.#paged > 0 && limit !== Number.POSITIVE_INFINITY) this.log?.readNow();
      const message = this.#ready.take();
      if (message === undefined) break;
      this.readyBytes -= message.bodyBytes;
      this.#attempts?.forget(this.#ready.takenOrder);
      this.release(message);
    }
    if (limit === Number.POSITIVE_INFINITY) for (const message of this.#retries?.clear() ?? []) this.release(message);
    if (limit === Number.POSITIVE_INFINITY) count += this.#dropPaged();
    if (this.isDeleted) this.#keeper?.close();
    return count;
  }

  #dropPaged(): number {
    const count = this.#paged;
    if (count === 0) return 0;
    this.log?.dropPaged();
    this.persistent.subtract(this.#pagedPersistent);
    this.#pagedPersistent.clear();
    this.#paged = 0;
    this.#pagedBytes = 0;
    this.#pagedAgain = 0;
    this.readyBytes = 0;
    return count;
  }

  // Looking at ready messages

  /** Tells of each order number whether it was given before this moment. */
  orderMark(): (order: number) => boolean {
    return this.#ready.orderMark(this.#paged);
  }

  /** At most `count` ready messages behind an order number, -1 for the first of all, in the order in which they leave. */
  readyAfter(order: number, count: number): ReadyMessage[] {
    let found = this.#ready.after(order, count);
    while (found.length < count && this.#paged > 0 && this.#ready.size < LOOK_BELOW) {
      this.log?.readNow();
      found = this.#ready.after(order, count);
    }
    return found;
  }

  /** Takes ready messages out wherever they stand, and returns how many of them were there. */
  drop(orders: ReadonlySet<number>): number {
    const dropped = this.#ready.remove(orders);
    for (const { order, message } of dropped) {
      this.readyBytes -= message.bodyBytes;
      this.#attempts?.forget(order);
      this.release(message);
    }
    return dropped.length;
  }

  /** A message has left the queue for good. */
  release(message: Message): void {
    if (message.record !== null) {
      if (this.isStored) this.persistent.remove(message);
      this.log?.settle(message.record);
    }
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
