import type { Channel } from './channel';
import { type FieldTable, integerOf } from './field-table';
import type { Address } from './message';
import type { Queue } from './queue';

export interface ConsumeOptions {
  readonly consumerTag: string;
  readonly noAck: boolean;
  readonly exclusive: boolean;
  readonly arguments: FieldTable;
}

/** A basic.deliver frame with room for a delivery tag and the redelivered bit. */
export interface DeliverFrame {
  readonly address: Address;
  readonly bytes: Uint8Array;
  /** Where the delivery tag stands; the octet with the redelivered bit follows it. */
  readonly deliveryTagAt: number;
  /** The bytes up to the address. */
  readonly head: Uint8Array;
  /** The address of the last delivery that had another one. */
  otherAddress: Address | null;
}

/** A subscription of a channel to a queue. */
export class Consumer {
  readonly channel: Channel;
  readonly queue: Queue;
  readonly consumerTag: string;
  readonly noAck: boolean;
  readonly exclusive: boolean;
  readonly arguments: FieldTable;
  /** Higher is served first (RabbitMQ's `x-priority`). */
  readonly priority: number;
  /** The most deliveries that may be unacked at a time; 0 means no limit. */
  readonly prefetchCount: number;
  /** Deliveries that this consumer has not settled yet. */
  unackedCount = 0;
  /** Messages delivered since it was created. */
  delivered = 0;
  /** Deliveries that it has acknowledged, and those that it has refused (basic.reject, basic.nack), requeued or not. */
  acked = 0;
  refused = 0;
  /** Milliseconds from delivery to settlement, over all of them. */
  busyMs = 0;
  /** Whether it stands in its queue's line of consumers that can take a message. */
  isWaiting = false;
  isCancelled = false;
  /** False while another consumer of a queue with a single active one has its messages. */
  isActive = true;
  /** The method frame of the last delivery, kept here by the protocol layer: the next one differs in little. */
  deliverFrame: DeliverFrame | null = null;

  constructor(channel: Channel, queue: Queue, prefetchCount: number, options: ConsumeOptions) {
    this.channel = channel;
    this.queue = queue;
    this.consumerTag = options.consumerTag;
    this.noAck = options.noAck;
    this.exclusive = options.exclusive;
    this.arguments = options.arguments;
    this.priority = integerOf(options.arguments.get('x-priority')) ?? 0;
    this.prefetchCount = prefetchCount;
  }

  /** Whether the queue may hand it one more message now. */
  hasCapacity(): boolean {
    const channel = this.channel;
    if (!this.isActive) return false;
    if (!channel.port.isWritable || !channel.isFlowing) return false;
    if (this.noAck) return true;
    if (this.prefetchCount !== 0 && this.unackedCount >= this.prefetchCount) return false;
    return channel.globalPrefetchCount === 0 || channel.consumerUnackedCount < channel.globalPrefetchCount;
  }
}
