import type { Channel } from '@/server/broker/channel';
import type { Connection } from '@/server/broker/connection';
import { MESSAGE_OVERHEAD_BYTES } from '@/server/broker/message-memory';
import type { Queue } from '@/server/broker/queue';
import type { PublishCounter } from '@/server/broker/route';
import type { Description, Labels } from './exposition';
import type { Totals } from './totals';

/** A number that each thing of a kind has. */
export interface ObjectMetric<Thing> extends Description {
  of(thing: Thing): number;
  /** The sum over all things, where it is not that over those which are there now. */
  total?(totals: Totals): number;
}

/** Metrics that are asked for together (RabbitMQ's names). */
export interface ObjectFamily<Thing> {
  readonly name: string;
  readonly metrics: readonly ObjectMetric<Thing>[];
}

function gauge<Thing>(name: string, help: string, of: (thing: Thing) => number): ObjectMetric<Thing> {
  return { name, type: 'gauge', help, of };
}

function counter<Thing>(
  name: string,
  help: string,
  of: (thing: Thing) => number,
  total: (totals: Totals) => number,
): ObjectMetric<Thing> {
  return { name, type: 'counter', help, of, total };
}

// Queues

export function queueLabels({ vhost, name }: Queue): Labels {
  return { vhost, queue: name };
}

const messages = (queue: Queue): number => queue.readyCount + queue.unackedCount;
const bytes = (queue: Queue): number => queue.readyBytes + queue.unackedBytes;
const messagesInMemory = (queue: Queue): number => messages(queue) - queue.pagedCount;
const bytesInMemory = (queue: Queue): number => bytes(queue) - queue.pagedBytes;

function capacity({ consumers }: Queue): number {
  if (consumers.size === 0) return 0;
  for (const consumer of consumers) if (consumer.hasCapacity()) return 1;
  return 0;
}

const consumerCount = gauge<Queue>('queue_consumers', 'Consumers on a queue', ({ consumers }) => consumers.size);

export const queueFamilies: readonly ObjectFamily<Queue>[] = [
  {
    name: 'queue_coarse_metrics',
    metrics: [
      gauge('queue_messages_ready', 'Messages ready to be delivered to consumers', (queue) => queue.readyCount),
      gauge(
        'queue_messages_unacked',
        'Messages delivered to consumers but not yet acknowledged',
        (queue) => queue.unackedCount,
      ),
      gauge('queue_messages', 'Sum of ready and unacknowledged messages - total queue depth', messages),
    ],
  },
  { name: 'queue_consumer_count', metrics: [consumerCount] },
  {
    name: 'queue_metrics',
    metrics: [
      consumerCount,
      gauge('queue_consumer_capacity', 'Consumer capacity', capacity),
      gauge('queue_consumer_utilisation', 'Same as consumer capacity', capacity),
      gauge(
        'queue_process_memory_bytes',
        'Memory in bytes used by the queue',
        (queue) => bytesInMemory(queue) + messagesInMemory(queue) * MESSAGE_OVERHEAD_BYTES,
      ),
      gauge('queue_messages_ram', 'Ready and unacknowledged messages stored in memory', messagesInMemory),
      gauge('queue_messages_ram_bytes', 'Size of ready and unacknowledged messages stored in memory', bytesInMemory),
      gauge(
        'queue_messages_ready_ram',
        'Ready messages stored in memory',
        (queue) => queue.readyCount - queue.pagedCount,
      ),
      gauge('queue_messages_unacked_ram', 'Unacknowledged messages stored in memory', (queue) => queue.unackedCount),
      gauge('queue_messages_persistent', 'Persistent messages', ({ persistent }) => persistent.messages),
      gauge('queue_messages_persistent_bytes', 'Size of persistent messages', ({ persistent }) => persistent.bytes),
      gauge('queue_messages_paged_out', 'Messages paged out to disk', (queue) => queue.pagedCount),
      gauge('queue_messages_paged_out_bytes', 'Size of messages paged out to disk', (queue) => queue.pagedBytes),
      gauge('queue_messages_bytes', 'Size in bytes of ready and unacknowledged messages', bytes),
      gauge('queue_messages_ready_bytes', 'Size in bytes of ready messages', (queue) => queue.readyBytes),
      gauge(
        'queue_messages_unacked_bytes',
        'Size in bytes of all unacknowledged messages',
        (queue) => queue.unackedBytes,
      ),
    ],
  },
  {
    name: 'channel_queue_exchange_metrics',
    metrics: [
      counter(
        'queue_messages_published_total',
        'Total number of messages published to queues',
        (queue) => queue.enqueued,
        ({ allQueues }) => allQueues.routed,
      ),
    ],
  },
];

// Channels

export function channelLabels({ name, connection }: Channel): Labels {
  return { channel: name, vhost: connection.vhost };
}

/** What is counted of each channel by RabbitMQ for each queue or exchange too, and here for the channel alone. */
export const channelFamilies: readonly ObjectFamily<Channel>[] = [
  {
    name: 'channel_metrics',
    metrics: [
      gauge('channel_consumers', 'Consumers on a channel', ({ consumers }) => consumers.size),
      gauge('channel_messages_unacked', 'Delivered but not yet acknowledged messages', ({ unacked }) => unacked.size),
      gauge(
        'channel_messages_unconfirmed',
        'Published but not yet confirmed messages',
        ({ port }) => port.unconfirmedCount,
      ),
      gauge(
        'channel_messages_uncommitted',
        'Messages received in a transaction but not yet committed',
        ({ transaction }) => transaction?.publicationCount ?? 0,
      ),
      gauge(
        'channel_acks_uncommitted',
        'Message acknowledgements in a transaction not yet committed',
        ({ transaction }) => transaction?.settlementCount ?? 0,
      ),
      gauge(
        'consumer_prefetch',
        'Limit of unacknowledged messages for each consumer',
        (channel) => channel.prefetchCount,
      ),
      gauge(
        'channel_prefetch',
        'Total limit of unacknowledged messages for all consumers on a channel',
        (channel) => channel.globalPrefetchCount,
      ),
    ],
  },
  {
    name: 'channel_exchange_metrics',
    metrics: [
      counter(
        'channel_messages_confirmed_total',
        'Total number of messages published into an exchange and confirmed on the channel',
        (channel) => channel.confirmed,
        ({ publishers }) => publishers.confirmed,
      ),
      counter(
        'channel_messages_unroutable_returned_total',
        'Total number of messages published as mandatory into an exchange and returned to the publisher as unroutable',
        (channel) => channel.returned,
        ({ publishers }) => publishers.returned,
      ),
      counter(
        'channel_messages_unroutable_dropped_total',
        'Total number of messages published as non-mandatory into an exchange and dropped as unroutable',
        (channel) => channel.dropped,
        ({ publishers }) => publishers.dropped,
      ),
    ],
  },
  {
    name: 'channel_queue_metrics',
    metrics: [
      counter(
        'channel_get_ack_total',
        'Total number of messages fetched with basic.get in manual acknowledgement mode',
        (channel) => channel.gotten,
        ({ allQueues }) => allQueues.gotten,
      ),
      counter(
        'channel_get_total',
        'Total number of messages fetched with basic.get in automatic acknowledgement mode',
        (channel) => channel.gottenNoAck,
        ({ allQueues }) => allQueues.gottenNoAck,
      ),
      counter(
        'channel_messages_delivered_ack_total',
        'Total number of messages delivered to consumers in manual acknowledgement mode',
        (channel) => channel.delivered,
        ({ allQueues }) => allQueues.delivered,
      ),
      counter(
        'channel_messages_delivered_total',
        'Total number of messages delivered to consumers in automatic acknowledgement mode',
        (channel) => channel.deliveredNoAck,
        ({ allQueues }) => allQueues.deliveredNoAck,
      ),
      counter(
        'channel_messages_redelivered_total',
        'Total number of messages redelivered to consumers',
        (channel) => channel.redelivered,
        ({ allQueues }) => allQueues.redelivered,
      ),
      counter(
        'channel_messages_acked_total',
        'Total number of messages acknowledged by consumers',
        (channel) => channel.acked,
        ({ allQueues }) => allQueues.acked,
      ),
      counter(
        'channel_get_empty_total',
        'Total number of times basic.get operations fetched no message',
        (channel) => channel.getEmpty,
        ({ allQueues }) => allQueues.getEmpty,
      ),
    ],
  },
];

/** What one channel published to one exchange. */
export interface Publishing {
  readonly channel: Channel;
  readonly counter: PublishCounter;
}

export function publishingLabels({ channel, counter: { exchange } }: Publishing): Labels {
  return { ...channelLabels(channel), exchange };
}

export const publishingFamilies: readonly ObjectFamily<Publishing>[] = [
  {
    name: 'channel_exchange_metrics',
    metrics: [
      counter(
        'channel_messages_published_total',
        'Total number of messages published into an exchange on a channel',
        (publishing) => publishing.counter.published,
        ({ publishers }) => publishers.published,
      ),
    ],
  },
];

// Connections

export function connectionLabels({ name, vhost }: Connection): Labels {
  return { connection: name, vhost };
}

export const connectionFamilies: readonly ObjectFamily<Connection>[] = [
  {
    name: 'connection_coarse_metrics',
    metrics: [
      counter(
        'connection_incoming_bytes_total',
        'Total number of bytes received on a connection',
        (connection) => connection.receivedBytes,
        ({ traffic }) => traffic.receivedBytes,
      ),
      counter(
        'connection_outgoing_bytes_total',
        'Total number of bytes sent on a connection',
        (connection) => connection.sentBytes,
        ({ traffic }) => traffic.sentBytes,
      ),
    ],
  },
  {
    name: 'connection_metrics',
    metrics: [
      counter(
        'connection_incoming_packets_total',
        'Total number of packets received on a connection',
        (connection) => connection.receivedFrames,
        ({ traffic }) => traffic.receivedFrames,
      ),
      counter(
        'connection_outgoing_packets_total',
        'Total number of packets sent on a connection',
        (connection) => connection.sentFrames,
        ({ traffic }) => traffic.sentFrames,
      ),
      gauge('connection_pending_packets', 'Number of packets waiting to be sent on a connection', () => 0),
      gauge('connection_channels', 'Channels on a connection', ({ channels }) => channels.size),
    ],
  },
];
