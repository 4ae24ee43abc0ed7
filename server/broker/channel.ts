import type { Connection } from './connection';
import type { Consumer } from './consumer';
import type { Message } from './message';
import type { PublishCounter } from './route';
import { type Unacked, UnackedList } from './unacked';

/** What the core asks of the protocol side of a channel. */
export interface ChannelPort {
  /** False while the client takes its bytes too slowly: no deliveries until it has caught up. */
  readonly isWritable: boolean;
  deliver(consumer: Consumer, message: Message, deliveryTag: number, redelivered: boolean): void;
  /** The broker cancelled the consumer, because its queue is gone. */
  consumerCancelled(consumer: Consumer): void;
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
  isTransactional = false;
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

  setGlobalPrefetch(count: number): void {
    this.globalPrefetchCount = count;
    this.wake();
  }

  deliver(consumer: Consumer, message: Message, redelivered: boolean): void {
    this.deliveredNoAck += 1;
    this.#lastDeliveryTag += 1;
    if (redelivered) this.redelivered += 1;
    this.port.deliver(consumer, message, this.#lastDeliveryTag, redelivered);
  }

  deliverUnacked(consumer: Consumer, unacked: Unacked, redelivered: boolean): void {
    this.delivered += 1;
    this.#lastDeliveryTag += 1;
    if (redelivered) this.redelivered += 1;
    this.unacked.add(this.#lastDeliveryTag, unacked);
    this.consumerUnackedCount += 1;
    consumer.unackedCount += 1;
    this.port.deliver(consumer, unacked.message, this.#lastDeliveryTag, redelivered);
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

  /** Rejects one delivery or all up to the tag; requeued messages go back to their old places. */
  reject(deliveryTag: number, multiple: boolean, requeue: boolean): boolean {
    if (multiple ? !this.#isKnown(deliveryTag) : !this.unacked.has(deliveryTag)) return false;
    const last = multiple && deliveryTag === 0 ? Number.POSITIVE_INFINITY : deliveryTag;
    let unacked = multiple ? this.unacked.takeUpTo(last) : this.unacked.take(deliveryTag);
    while (unacked) {
      if (requeue) unacked.queue.requeue(unacked);
      else unacked.queue.reject(unacked);
      this.#settled(unacked);
      unacked = multiple ? this.unacked.takeUpTo(last) : undefined;
    }
    return true;
  }

  /** basic.recover(requeue=true), and the end of the channel: everything unacked goes back. */
  requeueAll(): void {
    this.reject(0, true, true);
  }

  /** Lets consumers take messages again after the port or the flow had stopped them. */
  wake(): void {
    for (const consumer of this.consumers.values()) consumer.queue.wake(consumer);
  }

  #acknowledgeOne(unacked: Unacked): void {
    this.acked += 1;
    unacked.queue.acknowledge(unacked);
    this.#settled(unacked);
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
