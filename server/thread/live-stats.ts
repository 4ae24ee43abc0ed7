import type { ConsumerWork, EdgeCount, QueueStats, ReplyCount, StatsFrame } from '@/lib/live-events';
import type { Binding, Edge } from '@/server/broker/binding';
import type { Channel } from '@/server/broker/channel';
import type { Consumer } from '@/server/broker/consumer';
import type { Exchange } from '@/server/broker/exchange';
import type { Queue } from '@/server/broker/queue';
import type { PublishCounter } from '@/server/broker/route';
import type { VHost } from '@/server/broker/vhost';
import {
  type ConsumerRecord,
  consumerRecord,
  deliveriesOf,
  type EdgeRecord,
  knownConsumerRecord,
  knownQueueRecord,
  type ProducerRecord,
  type QueueRecord,
  queueRecord,
} from './live-records';

/** Queues that are looked at in one go: a few milliseconds' worth. */
const SWEEP_QUEUES = 2000;
/** Queues whose first messages are read from the disk in one go. */
const READS_IN_A_SWEEP = 8;

/**
 * Turns the core's plain counters into frames of differences. It remembers what each counter was when it last looked;
 * what disappears leaves its last difference behind for the next frame.
 */
export class StatsSampler {
  readonly #vhost: VHost;
  readonly #queues = new Map<Queue, QueueRecord>();
  readonly #exchangeEdges = new Map<Edge, EdgeRecord>();
  readonly #producers = new Map<Channel, ProducerRecord>();
  /** Where the sweep over the queues goes on. */
  #cursor: IterableIterator<QueueRecord>;
  /** Queues that were looked at since the last frame. */
  #looked = 0;
  #readsLeft = 0;
  // What the next frame says.
  #edges: EdgeCount[] = [];
  #changedQueues = new Map<Queue, QueueStats>();
  #changedConsumers = new Map<Consumer, StatsFrame['consumers'][number]>();
  #work: ConsumerWork[] = [];
  #delivered = 0;
  #acked = 0;
  #published: number;
  #unroutable: number;
  #at: number;

  constructor(vhost: VHost, now: number) {
    this.#vhost = vhost;
    this.#at = now;
    this.#published = vhost.published;
    this.#unroutable = vhost.returned + vhost.dropped;
    for (const queue of vhost.queues.values()) this.#queues.set(queue, knownQueueRecord(queue));
    this.#cursor = this.#queues.values();
    for (const binding of vhost.bindings.values()) this.addBinding(binding);
    for (const edge of vhost.alternateEdges.values()) this.#exchangeEdges.set(edge, { edge, routed: edge.routed });
    for (const connection of vhost.connections) {
      for (const channel of connection.channels.values()) {
        for (const consumer of channel.consumers.values()) this.#addConsumer(consumer, knownConsumerRecord(consumer));
        for (const counter of channel.publishes.values()) this.addProducer(channel, counter);
      }
    }
  }

  get producers(): IterableIterator<Channel> {
    return this.#producers.keys();
  }

  // What comes and goes

  /** A new queue is listed in the next frame in any case: viewers may remember another one of its name. */
  addQueue(queue: Queue): void {
    this.#queues.set(queue, queueRecord(queue));
  }

  removeQueue(queue: Queue): void {
    const record = this.#queues.get(queue);
    if (!record) return;
    this.#countQueue(record);
    this.#queues.delete(queue);
    this.#changedQueues.delete(queue);
  }

  addBinding({ edge }: Binding): void {
    const edges = this.#edgesInto(edge.destination);
    if (edges && !edges.has(edge)) edges.set(edge, { edge, routed: edge.routed });
  }

  /** An edge goes with its last binding. */
  removeBinding({ edge }: Binding): void {
    if (edge.bindings > 0) return;
    const edges = this.#edgesInto(edge.destination);
    const record = edges?.get(edge);
    if (!edges || !record) return;
    this.#countEdge(record);
    edges.delete(edge);
  }

  addProducer(channel: Channel, counter: PublishCounter): void {
    let record = this.#producers.get(channel);
    if (!record) {
      record = { channel, counters: [] };
      this.#producers.set(channel, record);
    }
    record.counters.push({ counter, published: counter.published });
  }

  removeProducer(channel: Channel): void {
    const record = this.#producers.get(channel);
    if (!record) return;
    this.#producers.delete(channel);
    this.#countProducer(record);
  }

  addConsumer(consumer: Consumer): void {
    this.#addConsumer(consumer, consumerRecord(consumer));
  }

  removeConsumer(consumer: Consumer): void {
    const consumers = this.#queues.get(consumer.queue)?.consumers;
    const record = consumers?.get(consumer);
    if (!consumers || !record) return;
    this.#countDeliveries(record);
    this.#countWork(record);
    consumers.delete(consumer);
    this.#changedConsumers.delete(consumer);
  }

  #addConsumer(consumer: Consumer, record: ConsumerRecord): void {
    this.#queues.get(consumer.queue)?.consumers.set(consumer, record);
  }

  // Frames

  /**
   * Looks at the queues, or with very many at some of them: called between the frames too, it comes around without ever
   * taking long.
   */
  sweep(isFrameDue: boolean): void {
    this.#readsLeft = READS_IN_A_SWEEP;
    const isLarge = this.#queues.size > SWEEP_QUEUES;
    if (!isLarge && !isFrameDue) return;
    // Each queue at most once in a frame, so that a frame lists nothing twice.
    const end = Math.min(this.#looked + SWEEP_QUEUES, this.#queues.size);
    for (; this.#looked < end; this.#looked++) {
      let next = this.#cursor.next();
      if (next.done === true) {
        this.#cursor = this.#queues.values();
        next = this.#cursor.next();
      }
      if (next.done !== true) this.#sampleQueue(next.value);
    }
  }

  /** What was found since the last frame, or null when that is nothing. `replies` goes with it. */
  take(now: number, replies: readonly ReplyCount[] = []): StatsFrame | null {
    this.#looked = 0;
    for (const edge of this.#vhost.alternateEdges.values()) {
      if (!this.#exchangeEdges.has(edge)) this.#exchangeEdges.set(edge, { edge, routed: 0 });
    }
    for (const record of this.#exchangeEdges.values()) this.#countEdge(record);
    for (const record of this.#producers.values()) this.#countProducer(record);
    const { published, returned, dropped } = this.#vhost;
    const totals = {
      published: published - this.#published,
      delivered: this.#delivered,
      acked: this.#acked,
      unroutable: returned + dropped - this.#unroutable,
    };
    const isQuiet = this.#changedQueues.size + this.#edges.length + this.#changedConsumers.size === 0;
    if (isQuiet && Object.values(totals).every((count) => count === 0)) return null;
    const frame: StatsFrame = {
      vhost: this.#vhost.name,
      at: now,
      intervalMs: now - this.#at,
      queues: [...this.#changedQueues.values()],
      edges: this.#edges,
      consumers: [...this.#changedConsumers.values()],
      work: this.#work,
      replies,
      totals,
    };
    this.#begin(now);
    return frame;
  }

  /** A frame that says that nothing happened since the last one. */
  quiet(now: number): StatsFrame {
    const frame = { ...this.#emptyFrame(now), intervalMs: now - this.#at };
    this.#begin(now);
    return frame;
  }

  /** All present numbers and no counts: for a viewer that begins. */
  full(now: number): StatsFrame {
    const queues: QueueStats[] = [];
    const consumers: StatsFrame['consumers'][number][] = [];
    for (const queue of this.#queues.keys()) {
      queues.push(numbersOf(queue));
      for (const consumer of queue.consumers) consumers.push(holdingsOf(consumer));
    }
    return { ...this.#emptyFrame(now), queues, consumers };
  }

  #emptyFrame(now: number): StatsFrame {
    const totals = { published: 0, delivered: 0, acked: 0, unroutable: 0 };
    return {
      vhost: this.#vhost.name,
      at: now,
      intervalMs: 0,
      queues: [],
      edges: [],
      consumers: [],
      work: [],
      replies: [],
      totals,
    };
  }

  #begin(now: number): void {
    this.#at = now;
    this.#edges = [];
    this.#changedQueues = new Map();
    this.#changedConsumers = new Map();
    this.#work = [];
    this.#delivered = 0;
    this.#acked = 0;
    this.#published = this.#vhost.published;
    this.#unroutable = this.#vhost.returned + this.#vhost.dropped;
  }

  // Counting

  #sampleQueue(record: QueueRecord): void {
    const { queue } = record;
    this.#bringHeadBack(queue);
    const stats = numbersOf(queue);
    const { ready, unacked, consumers: consumerCount, oldestAt } = stats;
    const priorities = String(stats.priorities);
    const isSame =
      ready === record.ready &&
      unacked === record.unacked &&
      consumerCount === record.consumerCount &&
      oldestAt === record.oldestAt &&
      priorities === record.priorities;
    if (!isSame) {
      Object.assign(record, { ready, unacked, consumerCount, oldestAt, priorities });
      this.#changedQueues.set(queue, stats);
    }
    this.#countQueue(record);
    for (const consumer of record.consumers.values()) this.#sampleConsumer(consumer);
  }

  /** After a restart the messages of a queue lie on disk: its first ones are read, of a few queues in a tick. */
  #bringHeadBack(queue: Queue): void {
    if (queue.pagedCount === 0 || queue.type === 'stream' || this.#readsLeft === 0 || queue.oldestAt !== null) return;
    this.#readsLeft -= 1;
    queue.readyAfter(-1, 1);
  }

  /** A queue that nothing entered has no edge with traffic: its edges are not looked at. */
  #countQueue(record: QueueRecord): void {
    const { queue } = record;
    const delivered = deliveriesOf(queue);
    this.#delivered += delivered - record.delivered;
    record.delivered = delivered;
    this.#acked += queue.acked - record.acked;
    record.acked = queue.acked;
    this.#countDeadLetters(record);
    if (queue.enqueued === record.enqueued) return;
    record.enqueued = queue.enqueued;
    for (const edge of record.edges.values()) this.#countEdge(edge);
    const routed = queue.defaultEdge?.routed ?? 0;
    if (routed === record.routedByDefault) return;
    this.#countRoute('', queue, routed - record.routedByDefault);
    record.routedByDefault = routed;
  }

  #countDeadLetters(record: QueueRecord): void {
    const { name, deadLettered, rules } = record.queue;
    const count = deadLettered - record.deadLettered;
    record.deadLettered = deadLettered;
    // Rules may have changed since: then nobody knows where they went.
    const exchange = rules.deadLetterExchange;
    if (count > 0 && exchange !== null) this.#edges.push({ kind: 'dead-letter', queue: name, exchange, count });
  }

  #countEdge(record: EdgeRecord): void {
    const { source, destination, routed } = record.edge;
    if (routed === record.routed) return;
    this.#countRoute(source.name, destination, routed - record.routed);
    record.routed = routed;
  }

  #countRoute(source: string, destination: Queue | Exchange, count: number): void {
    this.#edges.push({
      kind: 'route',
      source,
      destination: destination.name,
      destinationType: destination.kind,
      count,
    });
  }

  #countProducer({ channel, counters }: ProducerRecord): void {
    for (const entry of counters) {
      const { exchange, published } = entry.counter;
      if (published === entry.published) continue;
      this.#edges.push({ kind: 'publish', channel: channel.name, exchange, count: published - entry.published });
      entry.published = published;
    }
  }

  #sampleConsumer(record: ConsumerRecord): void {
    this.#countDeliveries(record);
    this.#countWork(record);
    const { consumer } = record;
    if (consumer.unackedCount === record.unacked) return;
    record.unacked = consumer.unackedCount;
    this.#changedConsumers.set(consumer, holdingsOf(consumer));
  }

  #countWork(record: ConsumerRecord): void {
    const { channel, consumerTag, acked, refused, busyMs } = record.consumer;
    if (acked === record.acked && refused === record.refused) return;
    this.#work.push({
      channel: channel.name,
      consumerTag,
      acked: acked - record.acked,
      refused: refused - record.refused,
      busyMs: busyMs - record.busyMs,
    });
    Object.assign(record, { acked, refused, busyMs });
  }

  #countDeliveries(record: ConsumerRecord): void {
    const { channel, consumerTag, queue, delivered } = record.consumer;
    if (delivered === record.delivered) return;
    const count = delivered - record.delivered;
    this.#edges.push({ kind: 'deliver', queue: queue.name, channel: channel.name, consumerTag, count });
    record.delivered = delivered;
  }

  #edgesInto(destination: Queue | Exchange): Map<Edge, EdgeRecord> | undefined {
    return destination.kind === 'exchange' ? this.#exchangeEdges : this.#queues.get(destination)?.edges;
  }
}

function numbersOf(queue: Queue): QueueStats {
  const { name, readyCount: ready, unackedCount: unacked, oldestAt, readyByPriority: priorities } = queue;
  return {
    name,
    ready,
    unacked,
    consumers: queue.consumers.size,
    oldestAt: oldestAt === null ? null : queue.host.turn.epoch(oldestAt),
    priorities,
  };
}

function holdingsOf(consumer: Consumer): StatsFrame['consumers'][number] {
  const { channel, consumerTag, unackedCount: unacked } = consumer;
  return { channel: channel.name, consumerTag, unacked };
}
