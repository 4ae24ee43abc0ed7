import type { ConsumerDetails, Queue as QueueJson } from '@/lib/management-api';
import { MESSAGE_OVERHEAD_BYTES } from '@/server/broker/message-memory';
import type { Queue } from '@/server/broker/queue';
import { type Fields, type FieldsOf, present, type ViewContext } from '@/server/management/fields';
import { tableToJson } from '@/server/management/json-fields';
import { queueStatsMeter } from '@/server/management/meters';
import { consumerFields } from './consumer-view';
import { messageStats, NO_GARBAGE_COLLECTION, noRate, timestampOf } from './stats';

const messageCount = (queue: Queue): number => queue.readyCount + queue.unackedCount;
const messageBytes = (queue: Queue): number => queue.readyBytes + queue.unackedBytes;

const FLAG_TIMESTAMP = 0x0040;

/** In seconds, when the publisher has given one. */
function headTimestamp({ head }: Queue, { codec }: ViewContext): number | null {
  if (head === undefined || (head.flags & FLAG_TIMESTAMP) === 0) return null;
  return codec.decode(head.properties()).timestamp ?? null;
}

/** What lies on disk alone takes next to none. */
function memoryOf(queue: Queue): number {
  const inMemory = messageCount(queue) - queue.pagedCount;
  return messageBytes(queue) - queue.pagedBytes + inMemory * MESSAGE_OVERHEAD_BYTES;
}

function idleSince(queue: Queue, { meters }: ViewContext): string | undefined {
  const since = meters.queues.idleSince(queue);
  return since === null ? undefined : timestampOf(Math.max(since, queue.idleSince));
}

/** The share of the time in which a message could go out at once; here, whether it could now. */
function consumerCapacity(queue: Queue): number {
  for (const consumer of queue.consumers) if (consumer.hasCapacity()) return 1;
  return 0;
}

/** What became of messages that were not consumed, since the queue was declared or the broker started. */
function fatesOf({ expired, droppedByLimit, refused, rejected, overDelivered, deadLettered }: Queue) {
  if (expired + droppedByLimit + refused + rejected + overDelivered + deadLettered === 0) return undefined;
  return {
    expired,
    dropped: droppedByLimit,
    refused,
    rejected,
    delivery_limit: overDelivered,
    dead_lettered: deadLettered,
  };
}

function ownerDetails({ owner }: Queue) {
  if (owner === null) return undefined;
  return { name: owner.name, peer_host: owner.info.peerHost, peer_port: owner.info.peerPort };
}

const onlyQuorum =
  <T>(value: (context: ViewContext) => T) =>
  (queue: Queue, context: ViewContext): T | undefined =>
    queue.type === 'quorum' ? value(context) : undefined;

export const queueFields: FieldsOf<Queue, QueueJson> = {
  name: (queue) => queue.name,
  vhost: (queue) => queue.vhost,
  type: (queue) => queue.type,
  node: (_queue, { nodeName }) => nodeName,
  durable: (queue) => queue.durable,
  auto_delete: (queue) => queue.autoDelete,
  exclusive: (queue) => queue.owner !== null,
  arguments: (queue) => tableToJson(queue.arguments),
  owner_pid_details: ownerDetails,
  state: ({ isPaused }) => (isPaused ? 'paused' : 'running'),
  policy: ({ policy }) => policy?.name ?? null,
  operator_policy: ({ operatorPolicy }) => operatorPolicy?.name ?? null,
  effective_policy_definition: ({ effectivePolicy }) => effectivePolicy,
  messages: messageCount,
  messages_details: (queue, { meters, ranges }) => meters.queues.details(queue, 'messages', ranges.lengths),
  messages_ready: (queue) => queue.readyCount,
  messages_ready_details: (queue, { meters, ranges }) => meters.queues.details(queue, 'messages_ready', ranges.lengths),
  messages_unacknowledged: (queue) => queue.unackedCount,
  messages_unacknowledged_details: (queue, { meters, ranges }) =>
    meters.queues.details(queue, 'messages_unacknowledged', ranges.lengths),
  messages_ram: (queue) => messageCount(queue) - queue.pagedCount,
  messages_ready_ram: (queue) => queue.readyCount - queue.pagedCount,
  messages_unacknowledged_ram: (queue) => queue.unackedCount,
  messages_persistent: ({ persistent }) => persistent.messages,
  messages_paged_out: (queue) => queue.pagedCount,
  message_bytes: messageBytes,
  message_bytes_ready: (queue) => queue.readyBytes,
  message_bytes_unacknowledged: (queue) => queue.unackedBytes,
  message_bytes_ram: (queue) => messageBytes(queue) - queue.pagedBytes,
  message_bytes_persistent: ({ persistent }) => persistent.bytes,
  message_bytes_paged_out: (queue) => queue.pagedBytes,
  head_message_timestamp: headTimestamp,
  consumers: (queue) => queue.consumers.size,
  consumer_capacity: consumerCapacity,
  consumer_utilisation: consumerCapacity,
  recoverable_slaves: () => null,
  /** The rest of it is about the inside of RabbitMQ's queues. */
  backing_queue_status: (queue) => ({ mode: 'default', version: 1, len: queue.readyCount }),
  exclusive_consumer_tag: (queue) => queue.exclusiveConsumer?.consumerTag ?? null,
  single_active_consumer_tag: ({ singleActive }) => singleActive?.active?.consumerTag ?? null,
  memory: memoryOf,
  idle_since: idleSince,
  leader: onlyQuorum(({ nodeName }) => nodeName),
  members: onlyQuorum(({ nodeName }) => [nodeName]),
  online: onlyQuorum(({ nodeName }) => [nodeName]),
  reductions: () => 0,
  reductions_details: (_queue, context) => noRate(context, context.ranges.messageRates),
  garbage_collection: () => NO_GARBAGE_COLLECTION,
  fates: fatesOf,
  messages_delayed: (queue) => (queue.delayedCount === 0 ? undefined : queue.delayedCount),
  message_stats: (queue, { meters, ranges }, only) =>
    messageStats({ meter: queueStatsMeter, rates: meters.queues, range: ranges.messageRates }, queue, only),
};

/** What a single queue shows beyond a list's. Which channel delivered what is not counted (rates_mode is basic). */
export const queueDetailFields: Fields<Queue> = {
  ...queueFields,
  consumer_details: (queue, context) => consumerDetails(queue, context),
  incoming: () => [],
  deliveries: () => [],
};

function consumerDetails(queue: Queue, context: ViewContext): ConsumerDetails[] {
  return [...queue.consumers].map(
    (consumer) => present({ fields: consumerFields, context }, consumer) as unknown as ConsumerDetails,
  );
}
