/** Names and limits of AMQP 0-9-1 as the dashboard shows and checks them. */

export const exchangeTypes = [
  'direct',
  'fanout',
  'topic',
  'headers',
  'x-consistent-hash',
  'x-modulus-hash',
  'x-random',
  'x-local-random',
  'x-recent-history',
  'x-delayed-message',
] as const;

export type ExchangeType = (typeof exchangeTypes)[number];

export const exchangeTypeHelp: Readonly<Record<ExchangeType, string>> = {
  direct: 'The routing key must equal the binding key.',
  fanout: 'Every bound queue gets a copy; keys do not matter.',
  topic: 'Binding keys are patterns: * is one word, # is any number of words.',
  headers: 'Bindings compare message headers; keys do not matter.',
  'x-consistent-hash':
    'Each message goes to one queue, the same one for the same key. The binding key is a weight, such as 1.',
  'x-modulus-hash':
    'Each message goes to one queue, the same one for the same key while the number of queues is the same.',
  'x-random': 'Each message goes to one bound queue, at random.',
  'x-local-random': 'Each message goes to one bound classic queue, at random. Binding keys are empty.',
  'x-recent-history': 'Every bound queue gets a copy; a queue that is bound later gets the last messages too.',
  'x-delayed-message':
    'Waits as long as the header x-delay says (milliseconds), then routes as the argument x-delayed-type says.',
};

export const nameMaxBytes = 255;

/** What people call the exchange whose name is empty. */
export const defaultExchangeLabel = '(default exchange)';

export function exchangeLabel(name: string): string {
  return name === '' ? defaultExchangeLabel : name;
}

export function isPredeclaredExchange(name: string): boolean {
  return name === '' || name.startsWith('amq.');
}

export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

const nouns = { exchange: 'An exchange', queue: 'A queue', vhost: 'A virtual host' } as const;

/** Says what is wrong with a name for a new exchange, queue or vhost, or null. */
export function nameProblem(name: string, kind: keyof typeof nouns): string | null {
  if (name === '') return `${nouns[kind]} needs a name.`;
  if (byteLength(name) > nameMaxBytes) return `A name has at most ${nameMaxBytes} bytes.`;
  if (name === '.' || name === '..') return 'A browser cannot address this name.';
  if (kind !== 'vhost' && name.startsWith('amq.')) return 'Names that begin with "amq." are reserved for the broker.';
  return null;
}

export function routingKeyProblem(key: string): string | null {
  return byteLength(key) > nameMaxBytes ? `A key has at most ${nameMaxBytes} bytes.` : null;
}

export type ArgumentKind = 'string' | 'number' | 'boolean' | 'json';

export interface KnownArgument {
  readonly name: string;
  readonly kind: ArgumentKind;
  readonly label: string;
  readonly help: string;
  readonly example: string;
}

export const queueArguments: readonly KnownArgument[] = [
  {
    name: 'x-message-ttl',
    kind: 'number',
    label: 'Message TTL',
    help: 'Milliseconds a message may wait before it expires.',
    example: '60000',
  },
  {
    name: 'x-expires',
    kind: 'number',
    label: 'Queue expires',
    help: 'Milliseconds without use before the queue is deleted.',
    example: '1800000',
  },
  {
    name: 'x-max-length',
    kind: 'number',
    label: 'Max length',
    help: 'Ready messages the queue may hold.',
    example: '1000',
  },
  {
    name: 'x-max-length-bytes',
    kind: 'number',
    label: 'Max bytes',
    help: 'Bytes of ready messages the queue may hold.',
    example: '1048576',
  },
  {
    name: 'x-overflow',
    kind: 'string',
    label: 'Overflow',
    help: 'When full: drop-head, reject-publish or reject-publish-dlx.',
    example: 'drop-head',
  },
  {
    name: 'x-dead-letter-exchange',
    kind: 'string',
    label: 'Dead letter exchange',
    help: 'Where rejected, expired and dropped messages go.',
    example: '',
  },
  {
    name: 'x-dead-letter-routing-key',
    kind: 'string',
    label: 'Dead letter routing key',
    help: 'The key they go with; else their own.',
    example: '',
  },
  {
    name: 'x-max-priority',
    kind: 'number',
    label: 'Max priority',
    help: 'Highest message priority, 1 to 255.',
    example: '10',
  },
  {
    name: 'x-single-active-consumer',
    kind: 'boolean',
    label: 'Single active consumer',
    help: 'One consumer gets everything; the others wait.',
    example: 'true',
  },
];

export const exchangeArguments: readonly KnownArgument[] = [
  {
    name: 'alternate-exchange',
    kind: 'string',
    label: 'Alternate exchange',
    help: 'Gets what this exchange cannot route.',
    example: '',
  },
  {
    name: 'x-delayed-type',
    kind: 'string',
    label: 'Delayed type',
    help: 'How an x-delayed-message exchange routes when the delay is over.',
    example: 'direct',
  },
  {
    name: 'hash-header',
    kind: 'string',
    label: 'Hash header',
    help: 'An x-consistent-hash exchange goes by this header instead of the routing key.',
    example: 'customer',
  },
  {
    name: 'hash-property',
    kind: 'string',
    label: 'Hash property',
    help: 'The same with a property: correlation_id, message_id or timestamp.',
    example: 'correlation_id',
  },
  {
    name: 'x-recent-history-length',
    kind: 'number',
    label: 'History length',
    help: 'How many messages an x-recent-history exchange remembers; 20 unless said.',
    example: '20',
  },
  {
    name: 'x-message-deduplication',
    kind: 'boolean',
    label: 'Deduplication',
    help: 'Lets each value of the header x-deduplication-header pass once.',
    example: 'true',
  },
];

export const headersBindingArguments: readonly KnownArgument[] = [
  {
    name: 'x-match',
    kind: 'string',
    label: 'x-match',
    help: 'all: every header must match. any: one is enough.',
    example: 'all',
  },
];

const argumentBadges: Readonly<Record<string, string>> = {
  'x-message-ttl': 'TTL',
  'x-expires': 'Exp',
  'x-max-length': 'Lim',
  'x-max-length-bytes': 'Lim B',
  'x-overflow': 'Ovfl',
  'x-dead-letter-exchange': 'DLX',
  'x-dead-letter-routing-key': 'DLK',
  'x-max-priority': 'Pri',
  'x-single-active-consumer': 'SAC',
  'alternate-exchange': 'AE',
};

export function argumentBadge(name: string): string | null {
  return argumentBadges[name] ?? null;
}
