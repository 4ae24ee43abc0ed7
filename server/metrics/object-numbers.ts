import type { Broker } from '@/server/broker/broker';
import type { Channel } from '@/server/broker/channel';
import type { Connection } from '@/server/broker/connection';
import type { Queue } from '@/server/broker/queue';
import type { PublishCounter } from '@/server/broker/route';
import type { Labels } from './exposition';
import { CHANNEL, CONNECTION, type KindName, PUBLISHING, QUEUE } from './object-families';

/** How the numbers of one kind of things are read. */
export interface ThingReader<Thing extends object> {
  /** RabbitMQ filters queues alone by vhost; null stands for all. The same object stands for the same thing each time. */
  things(broker: Broker, vhosts: ReadonlySet<string> | null): Iterable<Thing>;
  labels(thing: Thing): Labels;
  /** Writes all columns of the kind into the row that begins there. */
  read(thing: Thing, rows: Float64Array, at: number): void;
}

export function* queuesOf(broker: Broker, vhosts: ReadonlySet<string> | null): Generator<Queue> {
  for (const { name, queues } of broker.vhosts.values()) {
    if (vhosts === null || vhosts.has(name)) yield* queues.values();
  }
}

function* channelsOf(broker: Broker): Generator<Channel> {
  for (const { channels } of broker.connections.values()) yield* channels.values();
}

function capacityOf({ consumers }: Queue): number {
  if (consumers.size === 0) return 0;
  for (const consumer of consumers) if (consumer.hasCapacity()) return 1;
  return 0;
}

const queueReader: ThingReader<Queue> = {
  things: queuesOf,
  labels: ({ vhost, name }) => ({ vhost, queue: name }),
  read(queue, rows, at) {
    rows[at + QUEUE.ready] = queue.readyCount;
    rows[at + QUEUE.unacked] = queue.unackedCount;
    rows[at + QUEUE.paged] = queue.pagedCount;
    rows[at + QUEUE.persistent] = queue.persistent.messages;
    rows[at + QUEUE.readyBytes] = queue.readyBytes;
    rows[at + QUEUE.unackedBytes] = queue.unackedBytes;
    rows[at + QUEUE.pagedBytes] = queue.pagedBytes;
    rows[at + QUEUE.persistentBytes] = queue.persistent.bytes;
    rows[at + QUEUE.consumers] = queue.consumers.size;
    rows[at + QUEUE.capacity] = capacityOf(queue);
    rows[at + QUEUE.enqueued] = queue.enqueued;
  },
};

const channelReader: ThingReader<Channel> = {
  things: channelsOf,
  labels: channelLabels,
  read(channel, rows, at) {
    rows[at + CHANNEL.consumers] = channel.consumers.size;
    rows[at + CHANNEL.unacked] = channel.unacked.size;
    rows[at + CHANNEL.unconfirmed] = channel.port.unconfirmedCount;
    rows[at + CHANNEL.uncommitted] = channel.transaction?.publicationCount ?? 0;
    rows[at + CHANNEL.acksUncommitted] = channel.transaction?.settlementCount ?? 0;
    rows[at + CHANNEL.consumerPrefetch] = channel.prefetchCount;
    rows[at + CHANNEL.prefetch] = channel.globalPrefetchCount;
    rows[at + CHANNEL.confirmed] = channel.confirmed;
    rows[at + CHANNEL.returned] = channel.returned;
    rows[at + CHANNEL.dropped] = channel.dropped;
    rows[at + CHANNEL.gotten] = channel.gotten;
    rows[at + CHANNEL.gottenNoAck] = channel.gottenNoAck;
    rows[at + CHANNEL.delivered] = channel.delivered;
    rows[at + CHANNEL.deliveredNoAck] = channel.deliveredNoAck;
    rows[at + CHANNEL.redelivered] = channel.redelivered;
    rows[at + CHANNEL.acked] = channel.acked;
    rows[at + CHANNEL.getEmpty] = channel.getEmpty;
  },
};

function channelLabels({ name, connection }: Channel): Labels {
  return { channel: name, vhost: connection.vhost };
}

interface Publishing {
  readonly channel: Channel;
  readonly counter: PublishCounter;
}

const knownPublishings = new WeakMap<PublishCounter, Publishing>();

function publishingOf(channel: Channel, counter: PublishCounter): Publishing {
  const known = knownPublishings.get(counter) ?? { channel, counter };
  knownPublishings.set(counter, known);
  return known;
}

const publishingReader: ThingReader<Publishing> = {
  *things(broker) {
    for (const channel of channelsOf(broker)) {
      for (const counter of channel.publishes.values()) yield publishingOf(channel, counter);
    }
  },
  labels: ({ channel, counter: { exchange } }) => ({ ...channelLabels(channel), exchange }),
  read({ counter }, rows, at) {
    rows[at + PUBLISHING.published] = counter.published;
  },
};

const connectionReader: ThingReader<Connection> = {
  things: (broker) => broker.connections.values(),
  labels: ({ name, vhost }) => ({ connection: name, vhost }),
  read(connection, rows, at) {
    rows[at + CONNECTION.receivedBytes] = connection.receivedBytes;
    rows[at + CONNECTION.sentBytes] = connection.sentBytes;
    rows[at + CONNECTION.receivedFrames] = connection.receivedFrames;
    rows[at + CONNECTION.sentFrames] = connection.sentFrames;
    rows[at + CONNECTION.channels] = connection.channels.size;
  },
};

/** Calls back with the reader of a kind, which knows its things. */
export function withReader<Result>(
  kind: KindName,
  ask: <Thing extends object>(reader: ThingReader<Thing>) => Result,
): Result {
  if (kind === 'queues') return ask(queueReader);
  if (kind === 'channels') return ask(channelReader);
  return kind === 'publishings' ? ask(publishingReader) : ask(connectionReader);
}
