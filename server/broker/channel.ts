import type { Connection } from './connection';
import type { Consumer } from './consumer';
import type { BrokerError } from './errors';
import type { Firehose } from './firehose';
import type { Message } from './message';
import type { Queue } from './queue';
import { assertRejectable } from './queue-refusals';
import type { PublishCounter } from './route';
import type { Transaction } from './transaction';
import { type Unacked, UnackedList } from './unacked';

/** What the core asks of the protocol side of a channel. */
export interface ChannelPort {
  /** False while the client takes its bytes too slowly: no deliveries until it has caught up. */
  readonly isWritable: boolean;
  /** Publications whose confirm is still due. */
  readonly unconfirmedCount: number;
  deliver(consumer: Consumer, message: Message, deliveryTag: number, redelivered: boolean): void;
  /** The broker cancelled the consumer, because its queue is gone. */
  consumerCancelled(consumer: Consumer): void;
  /** Closes the channel with this error. */
  fail(error: BrokerError): void;
}

/** The broker's side of a channel: consumers, and the deliveries that they have not settled. */
export class Channel {
  readonly connection: Connection;
  readonly number: number;
  readonly port: ChannelPort;
  /** The connection's name and the channel's number, as RabbitMQ writes it. */
  readonly name: string;
  readonly consumers = new Map<string, Consumer>();
  readonly unacked = new UnackedList();
  /** Exchanges that this channel has published to, by name. */
  readonly publishes = new Map<string, PublishCounter>();
  /** The limit that the next consumers of the channel get; 0 means none. */
  prefetchCount = 0;
  /** The limit over all consumers of the channel (basic.qos with global); 0 means none. */
  globalPrefetchCount = 0;
  /** Unacked deliveries that came through consumers, not through basic.get. */
  consumerUnackedCount = 0;
  /** False after channel.flow(active=false): deliveries pause. */
  isFlowing = true;
  confirms = false;
  /** Where deliveries are traced to; null while nobody has asked for it. */
  firehose: Firehose | null = null;
  /** What waits for tx.commit; null on a channel without transactions. */
  transaction: Transaction | null = null;
  /** Where the answers to this channel's requests arrive, once it consumes from `amq.rabbitmq.reply-to`. */
  replyQueue: Queue | null = null;
  /** Whether a message of this turn went to the store: its confirm has to wait. */
  hasStored = false;
  #lastDeliveryTag = 0;
  // Counters since the channel was opened.
  confirmed = 0;
  returned = 0;
  dropped = 0;
  delivered = 0;
  deliveredNoAck = 0;
  redelivered = 0;
  gotten = 0;
  gottenNoAck = 0;
  getEmpty = 0;
  acked = 0;

  constructor(connection: Connection, number: number, port: ChannelPort) {
    this.connection = connection;
    this.number = number;
    this.port = port;
    this.name = `${connection.name} (${number})`;
  }

  get lastDeliveryTag(): number {
    return this.#lastDeliveryTag;
  }

  setGlobalPrefetch(count: number): void {
    this.globalPrefetchCount = count;
    this.wake();
  }

  deliver(consumer: Consumer, message: Message, redelivered: boolean): void {
    this.deliveredNoAck += 1;
    this.#lastDeliveryTag += 1;
    if (redelivered) this.redelivered += 1;
    this.firehose?.delivered(this, consumer.queue, message, redelivered);
    this.port.deliver(consumer, message, this.#lastDeliveryTag, redelivered);
  }

  /** `content` is what the consumer is to see of the message. */
  deliverUnacked(consumer: Consumer, unacked: Unacked, redelivered: boolean, content: Message): void {
    this.delivered += 1;
    this.#lastDeliveryTag += 1;
    if (redelivered) this.redelivered += 1;
    this.unacked.add(this.#lastDeliveryTag, unacked);
    this.consumerUnackedCount += 1;
    consumer.unackedCount += 1;
    this.firehose?.delivered(this, consumer.queue, content, redelivered);
    this.port.deliver(consumer, content, this.#lastDeliveryTag, redelivered);
  }

  /** Numbers a message fetched with basic.get; `unacked` is null with no-ack. */
  numberGet(unacked: Unacked | null, redelivered: boolean): number {
    this.#lastDeliveryTag += 1;
    if (redelivered) this.redelivered += 1;
    if (unacked) {
      this.gotten += 1;
      this.unacked.add(this.#lastDeliveryTag, unacked);
    } else {
      this.gottenNoAck += 1;
    }
    return this.#lastDeliveryTag;
  }

  /**
   * Acknowledges one delivery, or with `multiple` all up to the tag (0 with `multiple`: all). False when the tag is
   * unknown.
   */
  acknowledge(deliveryTag: number, multiple: boolean): boolean {
    if (this.transaction !== null) return this.transaction.settle(this.unacked, deliveryTag, multiple, 'ack');
    if (!multiple) {
      const unacked = this.unacked.take(deliveryTag);
      if (!unacked) return false;
      this.#acknowledgeOne(unacked);
      return true;
    }
    if (!this.#isKnown(deliveryTag)) return false;
    const last = deliveryTag === 0 ? Number.POSITIVE_INFINITY : deliveryTag;
    for (let unacked = this.unacked.takeUpTo(last); unacked; unacked = this.unacked.takeUpTo(last)) {
      this.#acknowledgeOne(unacked);
    }
    return true;
  }

  /**
   * Rejects one delivery or all up to the tag; requeued messages go back to their old places. `isFailure` counts towards
   * the delivery limit of a quorum queue.
   */
  reject(deliveryTag: number, multiple: boolean, requeue: boolean, isFailure = false): boolean {
    if (this.transaction !== null) {
      return this.transaction.settle(this.unacked, deliveryTag, multiple, requeue ? 'requeue' : 'reject');
    }
    if (multiple ? !this.#isKnown(deliveryTag) : !this.unacked.has(deliveryTag)) return false;
    const last = multiple && deliveryTag === 0 ? Number.POSITIVE_INFINITY : deliveryTag;
    let unacked = multiple ? this.unacked.takeUpTo(last) : this.unacked.take(deliveryTag);
    while (unacked) {
      note(unacked, 'refused');
      this.#rejectOne(unacked, requeue, isFailure);
      assertRejectable(unacked.queue);
      unacked = multiple ? this.unacked.takeUpTo(last) : undefined;
    }
    return true;
  }

  /** Settles deliveries that a transaction has held back. */
  settle(deliveryTags: readonly number[], outcome: 'ack' | 'reject' | 'requeue'): void {
    for (const deliveryTag of deliveryTags) {
      const unacked = this.unacked.take(deliveryTag);
      if (!unacked) continue;
      if (outcome === 'ack') this.#acknowledgeOne(unacked);
      else {
        note(unacked, 'refused');
        this.#rejectOne(unacked, outcome === 'requeue');
      }
    }
  }

  /** basic.recover(requeue=true), and the end of the channel: everything unacked goes back. */
  requeueAll(isFailure = false): void {
    for (const unacked of this.#takeOutstanding()) this.#rejectOne(unacked, true, isFailure);
  }

  /**
   * basic.recover(requeue=false): everything unacked is delivered once more, under new tags, to the consumers that had
   * it. What came by basic.get, or belongs to a consumer that is gone, goes back to its queue.
   */
  redeliverAll(): void {
    for (const unacked of this.#takeOutstanding()) {
      const consumer = unacked.consumer;
      if (consumer === null || consumer.isCancelled) {
        this.#rejectOne(unacked, true);
        continue;
      }
      this.redelivered += 1;
      this.delivered += 1;
      this.#lastDeliveryTag += 1;
      const deliveredAt = unacked.queue.host.turn.ms;
      this.unacked.add(this.#lastDeliveryTag, { ...unacked, deliveredAt });
      this.port.deliver(consumer, unacked.message, this.#lastDeliveryTag, true);
    }
  }

  /** Lets consumers take messages again after the port or the flow had stopped them. */
  wake(): void {
    for (const consumer of this.consumers.values()) consumer.queue.wake(consumer);
  }

  #acknowledgeOne(unacked: Unacked): void {
    this.acked += 1;
    note(unacked, 'acked');
    unacked.queue.acknowledge(unacked);
    this.#settled(unacked);
  }

  #rejectOne(unacked: Unacked, requeue: boolean, isFailure = false): void {
    if (requeue) unacked.queue.requeue(unacked, isFailure);
    else unacked.queue.reject(unacked);
    this.#settled(unacked);
  }

  /** Takes all deliveries out of the list but those that a transaction has settled. */
  #takeOutstanding(): Unacked[] {
    const deliveryTags =
      this.transaction?.outstanding(this.unacked, 0) ?? [...this.unacked.entries()].map(([deliveryTag]) => deliveryTag);
    return deliveryTags.map((deliveryTag) => this.unacked.take(deliveryTag) as Unacked);
  }

  #settled(unacked: Unacked): void {
    const consumer = unacked.consumer;
    if (consumer === null) return;
    consumer.unackedCount -= 1;
    this.consumerUnackedCount -= 1;
    if (this.globalPrefetchCount !== 0) this.wake();
    else if (!consumer.isWaiting) consumer.queue.wake(consumer);
  }

  /** With `multiple`, 0 stands for all and is never unknown. */
  #isKnown(deliveryTag: number): boolean {
    return deliveryTag === 0 || this.unacked.has(deliveryTag);
  }
}

/** Counts the verdict of a consumer, and how long it took. What goes back because the channel ends is no verdict. */
function note({ consumer, queue, deliveredAt }: Unacked, verdict: 'acked' | 'refused'): void {
  if (consumer === null) return;
  consumer[verdict] += 1;
  consumer.busyMs += queue.host.turn.ms - deliveredAt;
}
