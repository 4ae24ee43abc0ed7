import type { KnownArgument } from './known-argument';

export const queueTypes = ['classic', 'quorum', 'stream'] as const;

export type QueueTypeName = (typeof queueTypes)[number];

export const queueTypeHelp: Readonly<Record<QueueTypeName, string>> = {
  classic: 'The usual one: a message leaves when a consumer has acknowledged it. It can have priorities.',
  quorum:
    'For what must not get lost: always durable, counts how often a message comes back, and lets it go after a limit.',
  stream: 'A log: messages stay after they were read, and each consumer begins where it wants.',
};

interface QueueArgument extends KnownArgument {
  readonly types: readonly QueueTypeName[];
}

const allQueueArguments: readonly QueueArgument[] = [
  {
    name: 'x-message-ttl',
    kind: 'number',
    label: 'Message TTL',
    help: 'Milliseconds a message may wait before it expires.',
    example: '60000',
    types: ['classic', 'quorum'],
  },
  {
    name: 'x-expires',
    kind: 'number',
    label: 'Queue expires',
    help: 'Milliseconds without use before the queue is deleted.',
    example: '1800000',
    types: ['classic', 'quorum'],
  },
  {
    name: 'x-max-length',
    kind: 'number',
    label: 'Max length',
    help: 'Ready messages the queue may hold.',
    example: '1000',
    types: ['classic', 'quorum'],
  },
  {
    name: 'x-max-length-bytes',
    kind: 'number',
    label: 'Max bytes',
    help: 'Bytes of messages the queue may hold. A stream lets its oldest go above that.',
    example: '1048576',
    types: ['classic', 'quorum', 'stream'],
  },
  {
    name: 'x-overflow',
    kind: 'string',
    label: 'Overflow',
    help: 'When the queue is full: drop-head lets the oldest go, reject-publish refuses the newest, reject-publish-dlx sends it to the dead letter exchange.',
    example: 'drop-head',
    types: ['classic', 'quorum'],
  },
  {
    name: 'x-dead-letter-exchange',
    kind: 'string',
    label: 'Dead letter exchange',
    help: 'Where rejected, expired and dropped messages go.',
    example: '',
    types: ['classic', 'quorum'],
  },
  {
    name: 'x-dead-letter-routing-key',
    kind: 'string',
    label: 'Dead letter routing key',
    help: 'The key they go with; else their own.',
    example: '',
    types: ['classic', 'quorum'],
  },
  {
    name: 'x-dead-letter-strategy',
    kind: 'string',
    label: 'Dead letter strategy',
    help: 'at-least-once keeps a dead letter until another queue has it, and needs the overflow reject-publish; at-most-once may lose one.',
    example: 'at-least-once',
    types: ['quorum'],
  },
  {
    name: 'x-max-priority',
    kind: 'number',
    label: 'Max priority',
    help: 'The highest priority of a message, 1 to 255. Higher ones are delivered first.',
    example: '10',
    types: ['classic'],
  },
  {
    name: 'x-single-active-consumer',
    kind: 'boolean',
    label: 'Single active consumer',
    help: 'One consumer gets everything; the others wait until it is gone.',
    example: 'true',
    types: ['classic', 'quorum'],
  },
  {
    name: 'x-delivery-limit',
    kind: 'number',
    label: 'Delivery limit',
    help: 'How often a message may come back before it is dropped, or dead-lettered. Below 0 means without limit.',
    example: '20',
    types: ['quorum'],
  },
  {
    name: 'x-delayed-retry-type',
    kind: 'string',
    label: 'Delayed retry',
    help: 'Which messages that come back wait before the next attempt: all, failed, returned, or disabled.',
    example: 'failed',
    types: ['quorum'],
  },
  {
    name: 'x-delayed-retry-min',
    kind: 'number',
    label: 'Least retry delay',
    help: 'Milliseconds before the first further attempt.',
    example: '1000',
    types: ['quorum'],
  },
  {
    name: 'x-delayed-retry-max',
    kind: 'number',
    label: 'Longest retry delay',
    help: 'Milliseconds that the wait grows to at most.',
    example: '60000',
    types: ['quorum'],
  },
  {
    name: 'x-consumer-timeout',
    kind: 'number',
    label: 'Consumer timeout',
    help: 'Milliseconds a consumer may hold a message before its channel is closed.',
    example: '1800000',
    types: ['classic', 'quorum', 'stream'],
  },
  {
    name: 'x-consumer-disconnected-timeout',
    kind: 'number',
    label: 'Disconnected timeout',
    help: 'Milliseconds to wait for a consumer whose node is away. Warren has one node, so nothing waits.',
    example: '60000',
    types: ['quorum'],
  },
  {
    name: 'x-max-age',
    kind: 'string',
    label: 'Max age',
    help: 'How long a stream keeps its messages, with a unit: Y, M, D, h, m or s.',
    example: '7D',
    types: ['stream'],
  },
  {
    name: 'x-stream-max-segment-size-bytes',
    kind: 'number',
    label: 'Segment size',
    help: 'Bytes of a piece of the stream on disk. Warren cuts its log by itself; it is kept and shown.',
    example: '500000000',
    types: ['stream'],
  },
  {
    name: 'x-stream-filter-size-bytes',
    kind: 'number',
    label: 'Filter size',
    help: 'Bytes of the filter of a piece, 16 to 255. Warren filters each message; it is kept and shown.',
    example: '16',
    types: ['stream'],
  },
  {
    name: 'x-queue-leader-locator',
    kind: 'string',
    label: 'Leader locator',
    help: 'Which node of a cluster leads: client-local, balanced. Warren has one node; it is kept and shown.',
    example: 'client-local',
    types: ['classic', 'quorum', 'stream'],
  },
  {
    name: 'x-quorum-initial-group-size',
    kind: 'number',
    label: 'Initial group size',
    help: 'How many nodes of a cluster keep copies. Warren has one node; it is kept and shown.',
    example: '3',
    types: ['quorum'],
  },
  {
    name: 'x-initial-cluster-size',
    kind: 'number',
    label: 'Initial cluster size',
    help: 'How many nodes of a cluster keep copies of the stream. Warren has one node; it is kept and shown.',
    example: '3',
    types: ['stream'],
  },
  {
    name: 'x-member-placement-tag',
    kind: 'string',
    label: 'Member placement tag',
    help: 'Nodes with this tag keep the copies. Warren has one node; it is kept and shown.',
    example: 'zone-a',
    types: ['quorum'],
  },
  {
    name: 'x-max-in-memory-length',
    kind: 'number',
    label: 'Max in memory',
    help: 'From older versions: messages to keep in memory. Warren pages by itself; it is kept and shown.',
    example: '1000',
    types: ['quorum'],
  },
  {
    name: 'x-max-in-memory-bytes',
    kind: 'number',
    label: 'Max bytes in memory',
    help: 'From older versions: bytes to keep in memory. Warren pages by itself; it is kept and shown.',
    example: '1048576',
    types: ['quorum'],
  },
  {
    name: 'x-queue-mode',
    kind: 'string',
    label: 'Queue mode',
    help: 'From older versions: default or lazy. Warren keeps what does not fit into memory on disk in either.',
    example: 'lazy',
    types: ['classic'],
  },
  {
    name: 'x-queue-version',
    kind: 'number',
    label: 'Queue version',
    help: 'From older versions: 1 or 2. They are the same today.',
    example: '2',
    types: ['classic'],
  },
  {
    name: 'x-queue-master-locator',
    kind: 'string',
    label: 'Master locator',
    help: 'From older versions: the node that leads. Warren has one node; it is kept and shown.',
    example: 'client-local',
    types: ['classic'],
  },
];

/** The arguments that a queue of a type takes; of any type without one. */
export function queueArguments(type?: QueueTypeName): readonly KnownArgument[] {
  return type === undefined ? allQueueArguments : allQueueArguments.filter(({ types }) => types.includes(type));
}
