import type { Edge } from '@/server/broker/binding';
import type { Channel } from '@/server/broker/channel';
import type { Consumer } from '@/server/broker/consumer';
import type { Queue } from '@/server/broker/queue';
import type { PublishCounter } from '@/server/broker/route';

/** What the counters of the core were when the sampler last looked. */
export interface EdgeRecord {
  readonly edge: Edge;
  routed: number;
}

export interface QueueRecord {
  readonly queue: Queue;
  readonly edges: Map<Edge, EdgeRecord>;
  readonly consumers: Map<Consumer, ConsumerRecord>;
  ready: number;
  unacked: number;
  consumerCount: number;
  enqueued: number;
  routedByDefault: number;
  delivered: number;
  acked: number;
  deadLettered: number;
  oldestAt: number | null;
  /** Priorities and counts as one text, to be compared. */
  priorities: string;
}

export interface ProducerRecord {
  readonly channel: Channel;
  readonly counters: { readonly counter: PublishCounter; published: number }[];
}

export interface ConsumerRecord {
  readonly consumer: Consumer;
  delivered: number;
  unacked: number;
  acked: number;
  refused: number;
  busyMs: number;
}

/** A number that differs from every count: viewers do not know the present one. */
const UNKNOWN = -1;

export function queueRecord(queue: Queue): QueueRecord {
  return {
    queue,
    edges: new Map(),
    consumers: new Map(),
    ready: UNKNOWN,
    unacked: UNKNOWN,
    consumerCount: UNKNOWN,
    enqueued: queue.enqueued,
    routedByDefault: queue.defaultEdge?.routed ?? 0,
    delivered: deliveriesOf(queue),
    acked: queue.acked,
    deadLettered: queue.deadLettered,
    oldestAt: null,
    priorities: '',
  };
}

/** Viewers know the present numbers from the snapshot. */
export function knownQueueRecord(queue: Queue): QueueRecord {
  const { readyCount: ready, unackedCount: unacked, oldestAt } = queue;
  const known = { ready, unacked, oldestAt: null as number | null, priorities: String(queue.readyByPriority) };
  if (oldestAt !== null) known.oldestAt = queue.host.turn.epoch(oldestAt);
  return { ...queueRecord(queue), ...known, consumerCount: queue.consumers.size };
}

export function consumerRecord(consumer: Consumer): ConsumerRecord {
  const { delivered, acked, refused, busyMs } = consumer;
  return { consumer, delivered, acked, refused, busyMs, unacked: UNKNOWN };
}

export function knownConsumerRecord(consumer: Consumer): ConsumerRecord {
  return { ...consumerRecord(consumer), unacked: consumer.unackedCount };
}

export function deliveriesOf(queue: Queue): number {
  return queue.delivered + queue.deliveredNoAck + queue.gotten + queue.gottenNoAck;
}
