import type { Broker } from '@/server/broker/broker';
import type { Connection } from '@/server/broker/connection';
import type { Queue } from '@/server/broker/queue';
import type { VHost } from '@/server/broker/vhost';
import { forEachPaced } from '@/server/management/paced';
import { queuesOf } from './object-numbers';

/** Counts of queues of one type. */
export class QueueTotals {
  routed = 0;
  delivered = 0;
  deliveredNoAck = 0;
  gotten = 0;
  gottenNoAck = 0;
  getEmpty = 0;
  redelivered = 0;
  acked = 0;

  add(queue: Queue | QueueTotals): void {
    this.routed += queue instanceof QueueTotals ? queue.routed : queue.enqueued;
    this.delivered += queue.delivered;
    this.deliveredNoAck += queue.deliveredNoAck;
    this.gotten += queue.gotten;
    this.gottenNoAck += queue.gottenNoAck;
    this.getEmpty += queue.getEmpty;
    this.redelivered += queue.redelivered;
    this.acked += queue.acked;
  }
}

/** Counts of what came in from publishers. */
export class PublisherTotals {
  published = 0;
  confirmed = 0;
  returned = 0;
  dropped = 0;

  add({ published, confirmed, returned, dropped }: VHost | PublisherTotals): void {
    this.published += published;
    this.confirmed += confirmed;
    this.returned += returned;
    this.dropped += dropped;
  }
}

export class TrafficTotals {
  receivedBytes = 0;
  sentBytes = 0;
  receivedFrames = 0;
  sentFrames = 0;

  add({ receivedBytes, sentBytes, receivedFrames, sentFrames }: Connection | TrafficTotals): void {
    this.receivedBytes += receivedBytes;
    this.sentBytes += sentBytes;
    this.receivedFrames += receivedFrames;
    this.sentFrames += sentFrames;
  }
}

export interface Totals {
  readonly publishers: PublisherTotals;
  readonly traffic: TrafficTotals;
  /** By type. */
  readonly queues: ReadonlyMap<string, QueueTotals>;
  readonly allQueues: QueueTotals;
}

const QUEUE_TYPES = ['classic', 'quorum'];

/**
 * Sums since the start that never run backwards: what is deleted stays in them. Prometheus takes a counter that falls for
 * one that began anew.
 */
export class TotalCounts {
  readonly #broker: Broker;
  readonly #publishers = new PublisherTotals();
  readonly #traffic = new TrafficTotals();
  readonly #queues = new Map<string, QueueTotals>();
  /** Kept, because a vhost can no longer be found when it is deleted. */
  readonly #vhosts = new Map<string, VHost>();

  constructor(broker: Broker) {
    this.#broker = broker;
    for (const vhost of broker.vhosts.values()) this.#vhosts.set(vhost.name, vhost);
    broker.observe({
      vhostCreated: (name) => void this.#vhosts.set(name, broker.vhosts.get(name) as VHost),
      vhostDeleted: (name) => this.#keepVHost(name),
      queueDeleted: (queue) => ofType(this.#queues, queue.type).add(queue),
      connectionClosed: (connection) => this.#traffic.add(connection),
    });
  }

  #keepVHost(name: string): void {
    const vhost = this.#vhosts.get(name);
    if (vhost) this.#publishers.add(vhost);
    this.#vhosts.delete(name);
  }

  /** In slices. What is deleted on the way is counted once. */
  async now(): Promise<Totals> {
    const publishers = new PublisherTotals();
    publishers.add(this.#publishers);
    const traffic = new TrafficTotals();
    traffic.add(this.#traffic);
    const queues = new Map<string, QueueTotals>();
    for (const type of QUEUE_TYPES) ofType(queues, type);
    for (const [type, past] of this.#queues) ofType(queues, type).add(past);
    for (const vhost of this.#broker.vhosts.values()) publishers.add(vhost);
    for (const connection of this.#broker.connections.values()) traffic.add(connection);
    const present = [...queuesOf(this.#broker, null)];
    await forEachPaced(present, (queue) => ofType(queues, queue.type).add(queue));
    const allQueues = new QueueTotals();
    for (const ofOneType of queues.values()) allQueues.add(ofOneType);
    return { publishers, traffic, queues, allQueues };
  }
}

function ofType(queues: Map<string, QueueTotals>, type: string): QueueTotals {
  const found = queues.get(type) ?? new QueueTotals();
  queues.set(type, found);
  return found;
}
