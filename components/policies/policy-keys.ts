import type { KnownArgument } from '@/lib/amqp-names';

const both: readonly KnownArgument[] = [
  {
    name: 'message-ttl',
    kind: 'number',
    label: 'Message TTL',
    help: 'Milliseconds a message may wait before it expires.',
    example: '60000',
  },
  {
    name: 'expires',
    kind: 'number',
    label: 'Queue expires',
    help: 'Milliseconds without use before the queue is deleted.',
    example: '1800000',
  },
  {
    name: 'max-length',
    kind: 'number',
    label: 'Max length',
    help: 'Ready messages the queue may hold.',
    example: '1000',
  },
  {
    name: 'max-length-bytes',
    kind: 'number',
    label: 'Max bytes',
    help: 'Bytes of ready messages the queue may hold.',
    example: '1048576',
  },
  {
    name: 'overflow',
    kind: 'string',
    label: 'Overflow',
    help: 'When full: drop-head, reject-publish or reject-publish-dlx.',
    example: 'drop-head',
  },
  {
    name: 'delivery-limit',
    kind: 'number',
    label: 'Delivery limit',
    help: 'How often a quorum queue delivers a message that comes back.',
    example: '20',
  },
];

const own: readonly KnownArgument[] = [
  {
    name: 'dead-letter-exchange',
    kind: 'string',
    label: 'Dead letter exchange',
    help: 'Where rejected, expired and dropped messages go.',
    example: '',
  },
  {
    name: 'dead-letter-routing-key',
    kind: 'string',
    label: 'Dead letter routing key',
    help: 'The key they go with; else their own.',
    example: '',
  },
  {
    name: 'alternate-exchange',
    kind: 'string',
    label: 'Alternate exchange',
    help: 'Gets what an exchange cannot route.',
    example: '',
  },
];

/** What a definition may say. Operators only set limits. */
export const policyKeys = { policies: [...both, ...own], 'operator-policies': both } as const;
