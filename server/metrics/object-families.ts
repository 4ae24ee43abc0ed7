import { MESSAGE_OVERHEAD_BYTES } from '@/server/broker/message-memory';
import { type Columns, columnsOf, type Metric, type MetricFamily, termsIn } from './metric';
import type { Totals } from './totals';

/**
 * The kinds of things of which there may be many, with what is measured of them. Each has columns, which are read of every
 * thing at once; its metrics are made of them, elsewhere and later (`object-numbers.ts` reads, `sample-texts.ts` writes).
 */
export interface Kind {
  readonly columns: Columns<string>;
  readonly families: readonly MetricFamily[];
}

/** Makes metrics of the columns of one kind: how often each of them counts. */
function metricsOf<Name extends string>(columns: Columns<Name>) {
  const metric = (
    type: Metric['type'],
    name: string,
    help: string,
    parts: Partial<Record<Name, number>>,
    total?: (totals: Totals) => number,
  ): Metric => ({ name, type, help, terms: termsIn(columns, parts), ...(total && { total }) });
  return {
    gauge: (name: string, help: string, parts: Partial<Record<Name, number>>): Metric =>
      metric('gauge', name, help, parts),
    /** The sum over all things counts those that are gone too. */
    counter: (name: string, help: string, column: Name, total: (totals: Totals) => number): Metric =>
      metric('counter', name, help, { [column]: 1 } as Partial<Record<Name, number>>, total),
  };
}

// Queues

export const QUEUE = columnsOf([
  'ready',
  'unacked',
  'paged',
  'persistent',
  'readyBytes',
  'unackedBytes',
  'pagedBytes',
  'persistentBytes',
  'consumers',
  'capacity',
  'enqueued',
]);

const ofQueue = metricsOf(QUEUE);

const messages = { ready: 1, unacked: 1 };
const bytes = { readyBytes: 1, unackedBytes: 1 };
const messagesInMemory = { ...messages, paged: -1 };
const bytesInMemory = { ...bytes, pagedBytes: -1 };
const overhead = { ready: MESSAGE_OVERHEAD_BYTES, unacked: MESSAGE_OVERHEAD_BYTES, paged: -MESSAGE_OVERHEAD_BYTES };

const consumerCount = ofQueue.gauge('queue_consumers', 'Consumers on a queue', { consumers: 1 });

const queueFamilies: readonly MetricFamily[] = [
  {
    name: 'queue_coarse_metrics',
    metrics: [
      ofQueue.gauge('queue_messages_ready', 'Messages ready to be delivered to consumers', { ready: 1 }),
      ofQueue.gauge('queue_messages_unacked', 'Messages delivered to consumers but not yet acknowledged', {
        unacked: 1,
      }),
      ofQueue.gauge('queue_messages', 'Sum of ready and unacknowledged messages - total queue depth', messages),
    ],
  },
  { name: 'queue_consumer_count', metrics: [consumerCount] },
  {
    name: 'queue_metrics',
    metrics: [
      consumerCount,
      ofQueue.gauge('queue_consumer_capacity', 'Consumer capacity', { capacity: 1 }),
      ofQueue.gauge('queue_consumer_utilisation', 'Same as consumer capacity', { capacity: 1 }),
      ofQueue.gauge('queue_process_memory_bytes', 'Memory in bytes used by the queue', {
        ...bytesInMemory,
        ...overhead,
      }),
      ofQueue.gauge('queue_messages_ram', 'Ready and unacknowledged messages stored in memory', messagesInMemory),
      ofQueue.gauge(
        'queue_messages_ram_bytes',
        'Size of ready and unacknowledged messages stored in memory',
        bytesInMemory,
      ),
      ofQueue.gauge('queue_messages_ready_ram', 'Ready messages stored in memory', { ready: 1, paged: -1 }),
      ofQueue.gauge('queue_messages_unacked_ram', 'Unacknowledged messages stored in memory', { unacked: 1 }),
      ofQueue.gauge('queue_messages_persistent', 'Persistent messages', { persistent: 1 }),
      ofQueue.gauge('queue_messages_persistent_bytes', 'Size of persistent messages', { persistentBytes: 1 }),
      ofQueue.gauge('queue_messages_paged_out', 'Messages paged out to disk', { paged: 1 }),
      ofQueue.gauge('queue_messages_paged_out_bytes', 'Size of messages paged out to disk', { pagedBytes: 1 }),
      ofQueue.gauge('queue_messages_bytes', 'Size in bytes of ready and unacknowledged messages', bytes),
      ofQueue.gauge('queue_messages_ready_bytes', 'Size in bytes of ready messages', { readyBytes: 1 }),
      ofQueue.gauge('queue_messages_unacked_bytes', 'Size in bytes of all unacknowledged messages', {
        unackedBytes: 1,
      }),
    ],
  },
  {
    name: 'channel_queue_exchange_metrics',
    metrics: [
      ofQueue.counter(
        'queue_messages_published_total',
        'Total number of messages published to queues',
        'enqueued',
        ({ allQueues }) => allQueues.routed,
      ),
    ],
  },
];

// Channels

export const CHANNEL = columnsOf([
  'consumers',
  'unacked',
  'unconfirmed',
  'uncommitted',
  'acksUncommitted',
  'consumerPrefetch',
  'prefetch',
  'confirmed',
  'returned',
  'dropped',
  'gotten',
  'gottenNoAck',
  'delivered',
  'deliveredNoAck',
  'redelivered',
  'acked',
  'getEmpty',
]);

const ofChannel = metricsOf(CHANNEL);

/** What is counted of each channel by RabbitMQ for each queue or exchange too, and here for the channel alone. */
const channelFamilies: readonly MetricFamily[] = [
  {
    name: 'channel_metrics',
    metrics: [
      ofChannel.gauge('channel_consumers', 'Consumers on a channel', { consumers: 1 }),
      ofChannel.gauge('channel_messages_unacked', 'Delivered but not yet acknowledged messages', { unacked: 1 }),
      ofChannel.gauge('channel_messages_unconfirmed', 'Published but not yet confirmed messages', { unconfirmed: 1 }),
      ofChannel.gauge('channel_messages_uncommitted', 'Messages received in a transaction but not yet committed', {
        uncommitted: 1,
      }),
      ofChannel.gauge('channel_acks_uncommitted', 'Message acknowledgements in a transaction not yet committed', {
        acksUncommitted: 1,
      }),
      ofChannel.gauge('consumer_prefetch', 'Limit of unacknowledged messages for each consumer', {
        consumerPrefetch: 1,
      }),
      ofChannel.gauge('channel_prefetch', 'Total limit of unacknowledged messages for all consumers on a channel', {
        prefetch: 1,
      }),
    ],
  },
  {
    name: 'channel_exchange_metrics',
    metrics: [
      ofChannel.counter(
        'channel_messages_confirmed_total',
        'Total number of messages published into an exchange and confirmed on the channel',
        'confirmed',
        ({ publishers }) => publishers.confirmed,
      ),
      ofChannel.counter(
        'channel_messages_unroutable_returned_total',
        'Total number of messages published as mandatory into an exchange and returned to the publisher as unroutable',
        'returned',
        ({ publishers }) => publishers.returned,
      ),
      ofChannel.counter(
        'channel_messages_unroutable_dropped_total',
        'Total number of messages published as non-mandatory into an exchange and dropped as unroutable',
        'dropped',
        ({ publishers }) => publishers.dropped,
      ),
    ],
  },
  {
    name: 'channel_queue_metrics',
    metrics: [
      ofChannel.counter(
        'channel_get_ack_total',
        'Total number of messages fetched with basic.get in manual acknowledgement mode',
        'gotten',
        ({ allQueues }) => allQueues.gotten,
      ),
      ofChannel.counter(
        'channel_get_total',
        'Total number of messages fetched with basic.get in automatic acknowledgement mode',
        'gottenNoAck',
        ({ allQueues }) => allQueues.gottenNoAck,
      ),
      ofChannel.counter(
        'channel_messages_delivered_ack_total',
        'Total number of messages delivered to consumers in manual acknowledgement mode',
        'delivered',
        ({ allQueues }) => allQueues.delivered,
      ),
      ofChannel.counter(
        'channel_messages_delivered_total',
        'Total number of messages delivered to consumers in automatic acknowledgement mode',
        'deliveredNoAck',
        ({ allQueues }) => allQueues.deliveredNoAck,
      ),
      ofChannel.counter(
        'channel_messages_redelivered_total',
        'Total number of messages redelivered to consumers',
        'redelivered',
        ({ allQueues }) => allQueues.redelivered,
      ),
      ofChannel.counter(
        'channel_messages_acked_total',
        'Total number of messages acknowledged by consumers',
        'acked',
        ({ allQueues }) => allQueues.acked,
      ),
      ofChannel.counter(
        'channel_get_empty_total',
        'Total number of times basic.get operations fetched no message',
        'getEmpty',
        ({ allQueues }) => allQueues.getEmpty,
      ),
    ],
  },
];

/** What one channel published to one exchange. */
export const PUBLISHING = columnsOf(['published']);

const publishingFamilies: readonly MetricFamily[] = [
  {
    name: 'channel_exchange_metrics',
    metrics: [
      metricsOf(PUBLISHING).counter(
        'channel_messages_published_total',
        'Total number of messages published into an exchange on a channel',
        'published',
        ({ publishers }) => publishers.published,
      ),
    ],
  },
];

// Connections

export const CONNECTION = columnsOf(['receivedBytes', 'sentBytes', 'receivedFrames', 'sentFrames', 'channels']);

const ofConnection = metricsOf(CONNECTION);

const connectionFamilies: readonly MetricFamily[] = [
  {
    name: 'connection_coarse_metrics',
    metrics: [
      ofConnection.counter(
        'connection_incoming_bytes_total',
        'Total number of bytes received on a connection',
        'receivedBytes',
        ({ traffic }) => traffic.receivedBytes,
      ),
      ofConnection.counter(
        'connection_outgoing_bytes_total',
        'Total number of bytes sent on a connection',
        'sentBytes',
        ({ traffic }) => traffic.sentBytes,
      ),
    ],
  },
  {
    name: 'connection_metrics',
    metrics: [
      ofConnection.counter(
        'connection_incoming_packets_total',
        'Total number of packets received on a connection',
        'receivedFrames',
        ({ traffic }) => traffic.receivedFrames,
      ),
      ofConnection.counter(
        'connection_outgoing_packets_total',
        'Total number of packets sent on a connection',
        'sentFrames',
        ({ traffic }) => traffic.sentFrames,
      ),
      ofConnection.gauge('connection_pending_packets', 'Number of packets waiting to be sent on a connection', {}),
      ofConnection.gauge('connection_channels', 'Channels on a connection', { channels: 1 }),
    ],
  },
];

/** In the order in which they are shown. */
export const KINDS = {
  queues: { columns: QUEUE, families: queueFamilies },
  channels: { columns: CHANNEL, families: channelFamilies },
  publishings: { columns: PUBLISHING, families: publishingFamilies },
  connections: { columns: CONNECTION, families: connectionFamilies },
} as const satisfies Readonly<Record<string, Kind>>;

export type KindName = keyof typeof KINDS;

export const KIND_NAMES = Object.keys(KINDS) as readonly KindName[];

export const OBJECT_FAMILIES: ReadonlySet<string> = new Set(
  Object.values(KINDS).flatMap(({ families }) => families.map(({ name }) => name)),
);

/** The metrics of these families, each once, although two families may have it. */
export function metricsIn(kind: KindName, wanted: ReadonlySet<string>): readonly Metric[] {
  const found = KINDS[kind].families.filter(({ name }) => wanted.has(name)).flatMap(({ metrics }) => metrics);
  return [...new Map(found.map((metric) => [metric.name, metric])).values()];
}
