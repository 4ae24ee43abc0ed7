import type { EdgeCount, QueueStats, StatsFrame } from '@/lib/live-events';
import type { Binding, Edge } from '@/server/broker/binding';
import type { Channel } from '@/server/broker/channel';
import type { Consumer } from '@/server/broker/consumer';
import type { Exchange } from '@/server/broker/exchange';
import type { Queue } from '@/server/broker/queue';
import type { PublishCounter } from '@/server/broker/route';
import type { VHost } from '@/server/broker/vhost';

/** A number that differs from every count. */
const NEVER_LISTED = -1;

interface EdgeRecord {
  readonly edge: Edge;
  routed: number;
}

interface QueueRecord {
  readonly queue: Queue;
  readonly edges: Map<Edge, EdgeRecord>;
  ready: number;
  unacked: number;
  consumers: number;
  enqueued: number;
  routedByDefault: number;
  delivered: number;
  acked: number;
}

interface ProducerRecord {
  readonly channel: Channel;
  readonly counters: { readonly counter: PublishCounter; published: number }[];
}

interface ConsumerRecord {
  readonly consumer: Consumer;
  delivered: number;
  unacked: number;
}

/**
 * Turns the core's plain counters into frames of differences. It remembers what each counter was at the last frame; what
 * disappears between two frames leaves its last difference behind for the next one.
 */
export class StatsSampler {
  readonly #vhost: VHost;
  readonly #queues = new Map<Queue, QueueRecord>();
  readonly #exchangeEdges = new Map<Edge, EdgeRecord>();
  readonly #producers = new Map<Channel, ProducerRecord>();
  readonly #consumers = new Map<Consumer, ConsumerRecord>();
  #edges: EdgeCount[] = [];
  #changedQueues: QueueStats[] = [];
  #changedConsumers: StatsFrame['consumers'][number][] = [];
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
    for (const queue of vhost.queues.values()) {
      this.#queues.set(queue, { ...recordOf(queue), ...numbersOf(queue) });
      for (const consumer of queue.consumers) {
        const { delivered, unackedCount: unacked } = consumer;
        this.#consumers.set(consumer, { consumer, delivered, unacked });
      }
    }
    for (const binding of vhost.bindings.values()) this.addBinding(binding);
    for (const connection of vhost.connections) {
      for (const channel of connection.channels.values()) {
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
    this.#queues.set(queue, recordOf(queue));
  }

  removeQueue(queue: Queue): void {
    const record = this.#queues.get(queue);
    if (!record) return;
    this.#queues.delete(queue);
    this.#countQueue(record);
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
    this.#consumers.set(consumer, { consumer, delivered: consumer.delivered, unacked: NEVER_LISTED });
  }

  removeConsumer(consumer: Consumer): void {
    const record = this.#consumers.get(consumer);
    if (!record) return;
    this.#consumers.delete(consumer);
    this.#countDeliveries(record);
  }

  // Frames

  /** The differences since the last frame, or null when there are none. */
  take(now: number): StatsFrame | null {
    for (const record of this.#queues.values()) this.#sampleQueue(record);
    for (const record of this.#exchangeEdges.values()) this.#countEdge(record);
    for (const record of this.#producers.values()) this.#countProducer(record);
    for (const record of this.#consumers.values()) this.#sampleConsumer(record);
    const { published, returned, dropped } = this.#vhost;
    const totals = {
      published: published - this.#published,
      delivered: this.#delivered,
      acked: this.#acked,
      unroutable: returned + dropped - this.#unroutable,
    };
    if (!this.#hasChanged() && Object.values(totals).every((count) => count === 0)) return null;
    const frame: StatsFrame = {
      vhost: this.#vhost.name,
      at: now,
      intervalMs: now - this.#at,
      queues: this.#changedQueues,
      edges: this.#edges,
      consumers: this.#changedConsumers,
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
    for (const queue of this.#queues.keys()) queues.push(numbersOf(queue));
    const consumers: StatsFrame['consumers'][number][] = [];
    for (const consumer of this.#consumers.keys()) consumers.push(holdingsOf(consumer));
    return { ...this.#emptyFrame(now), queues, consumers };
  }

  #emptyFrame(now: number): StatsFrame {
    return {
      vhost: this.#vhost.name,
      at: now,
      intervalMs: 0,
      queues: [],
      edges: [],
      consumers: [],
      totals: { published: 0, delivered: 0, acked: 0, unroutable: 0 },
    };
  }

  #begin(now: number): void {
    this.#at = now;
    this.#edges = [];
    this.#changedQueues = [];
    this.#changedConsumers = [];
    this.#delivered = 0;
    this.#acked = 0;
    this.#published = this.#vhost.published;
    this.#unroutable = this.#vhost.returned + this.#vhost.dropped;
  }

  #hasChanged(): boolean {
    return this.#changedQueues.length > 0 || this.#edges.length > 0 || this.#changedConsumers.length > 0;
  }

  #sampleQueue(record: QueueRecord): void {
    const { queue } = record;
    const ready = queue.readyCount;
    const unacked = queue.unackedCount;
    const consumers = queue.consumers.size;
    if (ready !== record.ready || unacked !== record.unacked || consumers !== record.consumers) {
      record.ready = ready;
      record.unacked = unacked;
      record.consumers = consumers;
      this.#changedQueues.push({ name: queue.name, ready, unacked, consumers });
    }
    this.#countQueue(record);
  }

  /** A queue that nothing entered has no edge with traffic: its edges are not looked at. */
  #countQueue(record: QueueRecord): void {
    const { queue } = record;
    const delivered = deliveriesOf(queue);
    this.#delivered += delivered - record.delivered;
    record.delivered = delivered;
    this.#acked += queue.acked - record.acked;
    record.acked = queue.acked;
    if (queue.enqueued === record.enqueued) return;
    record.enqueued = queue.enqueued;
    for (const edge of record.edges.values()) this.#countEdge(edge);
    const routed = queue.defaultEdge?.routed ?? 0;
    if (routed === record.routedByDefault) return;
    this.#countRoute('', queue, routed - record.routedByDefault);
    record.routedByDefault = routed;
  }

  #countEdge(record: EdgeRecord): void {
    const { source, destination, routed } = record.edge;
    if (routed === record.routed) return;
    this.#countRoute(source.name, destination, routed - record.routed);
    record.routed = routed;
  }

  #countRoute(source: string, destination: Queue | Exchange, count: number): void {
    this.#edges.push({ kind: 'route', source, destination: destination.name, destinationType: destination.kind, count });
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
    if (record.consumer.unackedCount === record.unacked) return;
    record.unacked = record.consumer.unackedCount;
    this.#changedConsumers.push(holdingsOf(record.consumer));
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

function recordOf(queue: Queue): QueueRecord {
  return {
    queue,
    edges: new Map(),
    ready: NEVER_LISTED,
    unacked: NEVER_LISTED,
    consumers: NEVER_LISTED,
    enqueued: queue.enqueued,
    routedByDefault: queue.defaultEdge?.routed ?? 0,
    delivered: deliveriesOf(queue),
    acked: queue.acked,
  };
}

function deliveriesOf(queue: Queue): number {
  return queue.delivered + queue.deliveredNoAck + queue.gotten + queue.gottenNoAck;
}

function numbersOf(queue: Queue): QueueStats {
  const { name, readyCount: ready, unackedCount: unacked } = queue;
  return { name, ready, unacked, consumers: queue.consumers.size };
}

function holdingsOf(consumer: Consumer): StatsFrame['consumers'][number] {
  const { channel, consumerTag, unackedCount: unacked } = consumer;
  return { channel: channel.name, consumerTag, unacked };
}
