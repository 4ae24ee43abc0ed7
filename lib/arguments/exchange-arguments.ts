import type { KnownArgument } from './known-argument';

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
    name: 'x-delayed-exchange',
    kind: 'boolean',
    label: 'Delayed',
    help: 'Any exchange waits as long as the header x-delay says (milliseconds) before it routes.',
    example: 'true',
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
    help: 'Lets each value of a header pass once: x-deduplication-header unless said.',
    example: 'true',
  },
  {
    name: 'x-deduplication-header',
    kind: 'string',
    label: 'Deduplication header',
    help: 'The header whose values are remembered.',
    example: 'order-id',
  },
  {
    name: 'x-cache-size',
    kind: 'number',
    label: 'Remembered values',
    help: 'How many values deduplication remembers.',
    example: '1000',
  },
  {
    name: 'x-cache-ttl',
    kind: 'number',
    label: 'Remembered for',
    help: 'Milliseconds that deduplication remembers a value.',
    example: '60000',
  },
];

export const headersBindingArguments: readonly KnownArgument[] = [
  {
    name: 'x-match',
    kind: 'string',
    label: 'x-match',
    help: 'all: every header must match. any: one is enough. With all-with-x and any-with-x headers that begin with x- count as well.',
    example: 'all',
  },
];
