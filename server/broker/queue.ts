import type { Connection } from './connection';
import type { Consumer } from './consumer';
import { ConsumerLine } from './consumer-line';
import type { DeathReason } from './death';
import type { Message } from './message';
import { MessageLife } from './message-life';
import { PagedMessages } from './paged-messages';
import { createReadyList, PriorityList } from './priority-list';
import type { QueueHost, QueueOptions } from './queue-host';
import { QueueKeeper } from './queue-keeper';
import { hasRules } from './queue-rules';
import { QueueState } from './queue-state';
import type { ReadyList, ReadyMessage } from './ready-list';
import { Redelivery } from './redelivery';
import { SingleActive } from './single-active';
import type { KeptMessages, MessageHolder } from './store';
import type { Unacked } from './unacked';
import type { WaitingMessage } from './waiting-message';

/** With fewer in memory than this, somebody who looks at messages may look at paged ones too. */
const LOOK_BELOW = 65_536;

/** Keeps messages in order until a consumer takes them. */
export class Queue extends QueueState implements MessageHolder {
  readonly #line = new ConsumerLine();
  readonly #ready: ReadyList;
  /** Null while the queue has no limits of length or time and no message with one. */
  #keeper: QueueKeeper | null = null;
  /** Null unless deliveries are counted: in quorum queues. */
  readonly #redelivery: Redelivery | null;
  /** Null unless one consumer at a time gets all messages. */
  readonly singleActive: SingleActive | null;
  /** Those behind the ones in memory. */
  readonly #paged: PagedMessages;
  constructor(host: QueueHost, name: string, owner: Connection | null, options: QueueOptions) {
    super(host, name, owner, options);
    this.#ready = createReadyList(this.type, this.arguments, (message, normal) => host.priorityOf(message, normal));
    this.#paged = new PagedMessages(this, this.#ready);
    this.#redelivery =
      this.type === 'quorum' ? new Redelivery(this, (order, message) => this.#putBack(order, message)) : null;
    const single = options.arguments.get('x-single-active-consumer');
    const isSingle = single?.type === 'bool' && single.value;
    this.singleActive = isSingle
      ? new SingleActive(this.type === 'quorum', this.#line, (consumer) => this.wake(consumer))
      : null;
  }

  get readyCount(): number {
    return this.#ready.size + this.#paged.count;
  }

  /** The message in memory that leaves next, if there is one. */
  get head(): Message | undefined {
    return this.#ready.peek();
  }

  /**
   * When the oldest ready message came, by the host's `TurnClock`; null without a ready message, and while the first of
   * them lies in the store alone (`first` brings it back).
   */
  get oldestAt(): number | null {
    let oldest: number | null = null;
    this.#ready.forEachHead(({ enteredAt }) => {
      if (oldest === null || enteredAt < oldest) oldest = enteredAt;
    });
    return oldest;
  }

  /** How many messages are ready of each priority that has any, the highest first; null in a queue without priorities. */
  get readyByPriority(): readonly (readonly [priority: number, count: number])[] | null {
    return this.#ready instanceof PriorityList ? this.#ready.counts() : null;
  }

  /** Messages that lie in the store alone. */
  get pagedCount(): number {
    return this.#paged.count;
  }

  get pagedBytes(): number {
    return this.#paged.bytes;
  }

  /** Called when the policies that apply may be others than before. */
  policiesChanged(): void {
    this.readRules();
    if (this.#keeper !== null) this.#keeper.follow(this.rules);
    else if (hasRules(this.rules)) this.#keep();
  }

  #keep(): QueueKeeper {
    const kept = {
      queue: this,
      ready: this.#ready,
      died: (message: Message, reason: DeathReason) => {
        this.readyBytes -= message.bodyBytes;
        this.#redelivery?.forget(this.#ready.takenOrder);
        this.#die(message, reason);
      },
      expired: () => this.host.removeQueue(this),
    };
    this.#keeper = new QueueKeeper(kept, this.rules, this.host.deadlines);
    return this.#keeper;
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
    if ((this.#paged.count > 0 || this.host.memory.isTight) && this.#paged.takeOver(message)) {
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

  /** The first paged message is in memory again; it came to the queue at that time. */
  refill(message: Message, arrivedAt: number, hasDied: boolean): void {
    const mayBeKnown = this.#paged.gaveBack(message);
    message.holders += 1;
    message.enteredAt = this.host.turn.of(arrivedAt);
    if (hasDied) message.life = new MessageLife(arrivedAt, Number.POSITIVE_INFINITY, true);
    else this.host.limitLife(message, arrivedAt);
    if (message.life !== null && message.life.ttl !== Number.POSITIVE_INFINITY) this.#keeper ??= this.#keep();
    this.#keeper?.refilled(message, arrivedAt);
    if (mayBeKnown) {
      const order = this.#ready.pushReturned(message);
      this.#redelivery?.restore(order, message);
    } else {
      this.#ready.push(message);
    }
    if (!this.isScheduled) this.host.scheduleDispatch(this);
  }

  /** What the store has kept. Where some of it can expire, the first ones have to be looked at. */
  restore(kept: KeptMessages, hasMortals: boolean): void {
    this.readyBytes = kept.bodyBytes;
    this.persistent.messages = kept.count;
    this.persistent.bytes = kept.bodyBytes;
    this.#paged.restore(kept);
    const canExpire = hasMortals || this.rules.messageTtl !== Number.POSITIVE_INFINITY;
    if (canExpire) this.#paged.readNow();
  }

  /** Every message in memory that the queue holds and no consumer. */
  forEachReady(visit: (message: Message) => void): void {
    this.#ready.forEach(visit);
    this.#redelivery?.forEachWaiting(visit);
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
        this.#paged.readAhead();
      }
      this.#line.join(consumer);
    }
    if (this.consumers.size > 0) this.#paged.readAhead();
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
    const content = redelivered ? this.#shown(message, order) : message;
    if (consumer.noAck) {
      this.deliveredNoAck += 1;
      consumer.channel.deliver(consumer, content, redelivered);
      if (redelivered) this.#redelivery?.forget(order);
      this.release(message);
    } else {
      this.delivered += 1;
      this.hold(message);
      const deliveredAt = this.host.turn.ms;
      const unacked = { message, queue: this, order, consumer, deliveredAt };
      consumer.channel.deliverUnacked(consumer, unacked, redelivered, content);
    }
    this.forget(message, content);
  }

  /** Frees what was made to be shown in the place of a message. */
  forget(message: Message, content: Message): void {
    if (content !== message) this.host.memory.free(content);
  }

  /** The message as a consumer sees it: a quorum queue tells of the attempts before. Another one is to be forgotten. */
  #shown(message: Message, order: number): Message {
    const redelivery = this.#redelivery;
    if (redelivery === null) return message;
    return this.host.withHeaders(message, (headers) => redelivery.headersFor(order, headers));
  }

  /** Takes the first ready message for basic.get; undefined when the queue is empty. The caller holds or releases it. */
  take(
    noAck: boolean,
  ):
    | { readonly message: Message; readonly content: Message; readonly order: number; readonly redelivered: boolean }
    | undefined {
    this.touch();
    if (this.#ready.size === 0) this.#paged.readNow();
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
      this.#redelivery?.forget(order);
      this.gottenNoAck += 1;
    } else {
      this.gotten += 1;
      this.hold(message);
    }
    return { message, content, order, redelivered };
  }

  acknowledge(unacked: Unacked): void {
    this.letGo(unacked, 'acked');
    this.acked += 1;
    this.#redelivery?.forget(unacked.order);
    this.release(unacked.message);
  }

  /** Drops or dead-letters a message that a consumer refused. */
  reject(unacked: Unacked): void {
    this.letGo(unacked, 'rejected');
    this.rejected += 1;
    this.#redelivery?.forget(unacked.order);
    if (this.isDeleted) this.release(unacked.message);
    else this.#die(unacked.message, 'rejected');
  }

  /** Puts a message back to its old place. `isFailure` counts towards the delivery limit of a quorum queue. */
  requeue(unacked: Unacked, isFailure = false): void {
    const { message, order } = unacked;
    this.letGo(unacked, 'requeued');
    if (this.isDeleted) {
      this.release(message);
      return;
    }
    const next = this.#redelivery === null ? 'ready' : this.#redelivery.returned(order, message, isFailure);
    if (next === 'ready') {
      this.#putBack(order, message);
    } else if (next === 'dies') {
      this.overDelivered += 1;
      this.#die(message, 'delivery_limit');
    }
  }

  #putBack(order: number, message: Message, redelivered = true): void {
    this.readyBytes += message.bodyBytes;
    this.#ready.putBack(order, message, redelivered);
    if (!this.isScheduled) this.host.scheduleDispatch(this);
    this.#keeper?.returned(message);
  }

  /** Messages that came back and wait for their next delivery; they are neither ready nor unacked. */
  get delayedCount(): number {
    return this.#redelivery?.waitingCount ?? 0;
  }

  /** Those messages, in no order. */
  delayed(): Iterable<WaitingMessage> {
    return this.#redelivery?.waiting() ?? [];
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
    const isAll = limit === Number.POSITIVE_INFINITY;
    let count = 0;
    for (; count < limit; count++) {
      if (this.#ready.size === 0 && !isAll) this.#paged.readNow();
      const message = this.#ready.take();
      if (message === undefined) break;
      this.readyBytes -= message.bodyBytes;
      this.#redelivery?.forget(this.#ready.takenOrder);
      this.release(message);
    }
    if (isAll) {
      for (const message of this.#redelivery?.clearWaiting() ?? []) this.release(message);
      count += this.#paged.count;
      this.persistent.subtract(this.#paged.drop());
      this.readyBytes = 0;
    }
    if (this.isDeleted) this.#keeper?.close();
    return count;
  }

  // Looking at ready messages

  /** Tells of each order number whether it was given before this moment. */
  orderMark(): (order: number) => boolean {
    return this.#ready.orderMark(this.#paged.count);
  }

  /** At most `count` ready messages behind an order number, -1 for the first of all, in the order in which they leave. */
  readyAfter(order: number, count: number): ReadyMessage[] {
    let found = this.#ready.after(order, count);
    while (found.length < count && this.#paged.count > 0 && this.#ready.size < LOOK_BELOW) {
      this.#paged.readNow();
      found = this.#ready.after(order, count);
    }
    return found;
  }

  /**
   * The same, only to look: messages in the store alone are shown as `QueueLog.look` does and stay there, however many stand
   * before them. Fewer than `count` are not the end, none are.
   */
  lookAfter(order: number, count: number): ReadyMessage[] {
    const found = this.#ready.after(order, count);
    return found.length > 0 ? found : this.#paged.lookAfter(order, count);
  }

  /** Whether `readyAfter` does not bring back the message with this order number: too many stand before it on disk. */
  isOutOfReach(order: number): boolean {
    return order >= this.#paged.reach(LOOK_BELOW);
  }

  /** Takes ready messages out wherever they stand, and returns how many of them were there. */
  drop(orders: ReadonlySet<number>): number {
    const dropped = this.#ready.remove(orders);
    for (const { order, message } of dropped) {
      this.readyBytes -= message.bodyBytes;
      this.#redelivery?.forget(order);
      this.release(message);
    }
    return dropped.length;
  }

  /** The order numbers of those of these messages that are ready and in memory. They came together, and not long ago. */
  placesOf(messages: ReadonlySet<Message>): Map<Message, number> {
    return this.#ready.placesOf(messages);
  }

  /** Puts a message to the place of one that `drop` took out. */
  restoreAt(order: number, message: Message, redelivered: boolean): void {
    if (message.record !== null && this.isStored) this.persistent.add(message);
    message.holders += 1;
    this.#putBack(order, message, redelivered);
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
}
