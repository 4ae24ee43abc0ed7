import type { ReplyCount, TraceBatch, TraceEvent } from '@/lib/live-events';
import type { Channel } from '@/server/broker/channel';
import type { Consumer } from '@/server/broker/consumer';
import type { DeathReason } from '@/server/broker/death';
import type { Exchange } from '@/server/broker/exchange';
import type { Message } from '@/server/broker/message';
import { hasExpiration } from '@/server/broker/message-properties';
import type { Tracer } from '@/server/broker/observer';
import type { Queue } from '@/server/broker/queue';
import type { VHost } from '@/server/broker/vhost';
import { ReplyWatcher } from './live-replies';

/** Messages that are followed in a second; a quiet second is saved up for a burst. */
const MESSAGES_PER_SECOND = 200;
/** A message with many destinations has many steps: above this many in a second no further message is followed. */
const EVENTS_PER_SECOND = 4000;
/** Steps of one batch; what goes beyond (one message fanned out to thousands of queues) is left out. */
const BATCH_EVENTS = 4000;

export interface TracerPorts {
  /** Milliseconds since the epoch with fractions. */
  now(): number;
  /** From 0 to below 1. */
  random(): number;
  /** A number that no message of any vhost has had before. */
  nextMessage(): number;
}

/** Follows some of a vhost's messages: all of them while they are few, an even sample of them while they are many. */
export class MessageTracer implements Tracer {
  readonly #vhost: VHost;
  readonly #ports: TracerPorts;
  readonly #replies: ReplyWatcher;
  #events: TraceEvent[] = [];
  #messagesLeft = MESSAGES_PER_SECOND;
  #eventsLeft = EVENTS_PER_SECOND;
  /** Messages to pass over before the next one is followed. */
  #skip = 0;
  /** One of so many messages is followed. */
  #stride = 1;
  #followed = 0;
  #published: number;
  #at: number;

  constructor(vhost: VHost, ports: TracerPorts) {
    this.#vhost = vhost;
    this.#ports = ports;
    this.#replies = new ReplyWatcher(vhost.broker.ports.codec);
    this.#published = vhost.published;
    this.#at = ports.now();
  }

  /** The answers to requests that were seen since the last call. */
  takeReplies(): ReplyCount[] {
    return this.#replies.take();
  }

  published(channel: Channel | null, message: Message): number {
    this.#replies.published(channel, message);
    if (this.#skip > 0) {
      this.#skip -= 1;
      return 0;
    }
    if (this.#messagesLeft < 1 || this.#eventsLeft < 1) return 0;
    this.#messagesLeft -= 1;
    this.#followed += 1;
    // A random distance, so that the sample does not lock on to one of several producers that take turns.
    if (this.#stride > 1) this.#skip = Math.floor(this.#ports.random() * (2 * this.#stride - 1));
    const trace = this.#ports.nextMessage();
    this.#replies.followed(trace, channel, message);
    const { exchange, routingKey } = message.address;
    this.#add({
      at: this.#ports.now(),
      message: trace,
      type: 'published',
      channel: channel?.name ?? null,
      exchange,
      routingKey,
      bodyBytes: message.bodyBytes,
      persistent: message.isPersistent,
      priority: this.#vhost.priorityOf(message, 0),
      expires: hasExpiration(message),
    });
    return trace;
  }

  routed(message: number, exchange: string, { name, kind }: Queue | Exchange): void {
    const at = this.#ports.now();
    this.#add({ at, message, type: 'routed', exchange, destination: name, destinationType: kind });
  }

  enqueued(message: number, queue: Queue): void {
    this.#add({ at: this.#ports.now(), message, type: 'enqueued', queue: queue.name });
  }

  unroutable(message: number, exchange: string, returned: boolean): void {
    this.#add({ at: this.#ports.now(), message, type: 'unroutable', exchange, returned });
  }

  delivered(
    message: number,
    queue: Queue,
    channel: Channel | null,
    consumer: Consumer | null,
    redelivered: boolean,
  ): void {
    this.#replies.delivered(message, consumer);
    this.#add({
      at: this.#ports.now(),
      message,
      type: 'delivered',
      queue: queue.name,
      channel: channel?.name ?? '',
      consumerTag: consumer?.consumerTag ?? '',
      redelivered,
    });
  }

  settled(message: number, queue: Queue, outcome: 'acked' | 'rejected' | 'requeued'): void {
    this.#add({ at: this.#ports.now(), message, type: outcome, queue: queue.name });
  }

  died(message: number, { name: queue, rules }: Queue, reason: DeathReason): void {
    const at = this.#ports.now();
    const exchange = rules.deadLetterExchange;
    if (reason === 'expired') this.#add({ at, message, type: 'expired', queue });
    else if (reason !== 'rejected') this.#add({ at, message, type: 'dropped', queue, reason });
    if (exchange !== null) this.#add({ at, message, type: 'dead-lettered', queue, exchange, reason });
  }

  /** The steps since the last call, or null when nothing was published or followed. Gives new allowance. */
  take(): TraceBatch | null {
    const now = this.#ports.now();
    const seconds = Math.min(1, Math.max(0, (now - this.#at) / 1000));
    const published = this.#vhost.published - this.#published;
    const dropped = published - this.#followed;
    const allowance = MESSAGES_PER_SECOND * seconds;
    this.#messagesLeft = Math.min(MESSAGES_PER_SECOND, this.#messagesLeft + allowance);
    this.#eventsLeft = Math.min(EVENTS_PER_SECOND, this.#eventsLeft + EVENTS_PER_SECOND * seconds);
    this.#stride = allowance > 0 ? Math.max(1, published / allowance) : this.#stride;
    if (this.#stride === 1) this.#skip = 0;
    this.#at = now;
    this.#published = this.#vhost.published;
    this.#followed = 0;
    if (this.#events.length === 0 && dropped === 0) return null;
    const batch: TraceBatch = { vhost: this.#vhost.name, events: this.#events, dropped };
    this.#events = [];
    return batch;
  }

  #add(event: TraceEvent): void {
    this.#eventsLeft -= 1;
    if (this.#events.length < BATCH_EVENTS) this.#events.push(event);
  }
}
