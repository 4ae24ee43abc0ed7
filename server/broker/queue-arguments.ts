import { BrokerError } from './errors';
import { describeField, type FieldTable, type FieldValue, integerOf, stringOf } from './field-table';
import type { QueueOptions } from './queue-host';

export const QUEUE_TYPES = ['classic', 'quorum', 'stream'] as const;
export type QueueType = (typeof QUEUE_TYPES)[number];

/** Ten years (RabbitMQ's MAX_EXPIRY_TIMER). */
export const LONGEST_TIME_MS = 315_360_000_000;
const MOST_SEGMENT_BYTES = 3_000_000_000;
const NAME_PREFIX_BYTES = 64;

/** What is wrong with a value, in RabbitMQ's words; null when nothing is. */
type Check = (field: FieldValue, args: FieldTable) => string | null;

interface Argument {
  readonly types: readonly QueueType[];
  readonly check: Check;
}

const unacceptable = (field: FieldValue): string => `{unacceptable_type,${field.type}}`;

const anything: Check = () => null;

/** A whole number in a range; below it is negative or, when the range begins at 1, zero. */
function integer(from: 0 | 1, to = Number.POSITIVE_INFINITY, tooLarge = 'value_too_large'): Check {
  return (field) => {
    const value = integerOf(field);
    if (value === undefined) return `"expected integer, got ${field.type}"`;
    if (value < 0) return `{value_negative,${value}}`;
    if (value < from) return `{value_zero,${value}}`;
    return value > to ? `{${tooLarge},${value}}` : null;
  };
}

function text(problem: string, accepts: (value: string) => boolean): Check {
  return (field) => {
    const value = stringOf(field);
    if (value === undefined) return unacceptable(field);
    return accepts(value) ? null : problem;
  };
}

const oneOf = (problem: string, ...values: readonly string[]): Check =>
  text(problem, (value) => values.includes(value));

const bool: Check = (field) => (field.type === 'bool' ? null : unacceptable(field));

const deadLetterRoutingKey: Check = (field, args) => {
  if (field.type !== 'longstr') return unacceptable(field);
  return args.has('x-dead-letter-exchange') ? null : 'routing_key_but_no_dlx_defined';
};

/** Version 1 is taken as 2, which is what it became (RabbitMQ 4). */
const queueVersion: Check = (field) => {
  const value = integerOf(field);
  if (value === undefined) return `"expected integer, got ${field.type}"`;
  return value === 1 || value === 2 ? null : `"unsupported queue version '${value}'"`;
};

const all = QUEUE_TYPES;
const notStream = ['classic', 'quorum'] as const;
const expiry = integer(0, LONGEST_TIME_MS);
const locator = oneOf('invalid_queue_locator_arg', 'client-local', 'balanced', 'random', 'least-leaders');

/** Every argument that means something, in the order in which RabbitMQ checks them, and the queue types that take it. */
const ARGUMENTS: ReadonlyMap<string, Argument> = new Map<string, Argument>([
  ['x-expires', { types: notStream, check: integer(1, LONGEST_TIME_MS) }],
  ['x-message-ttl', { types: notStream, check: expiry }],
  ['x-dead-letter-exchange', { types: notStream, check: anything }],
  ['x-dead-letter-routing-key', { types: notStream, check: deadLetterRoutingKey }],
  [
    'x-dead-letter-strategy',
    { types: ['quorum'], check: oneOf('invalid_dlx_strategy', 'at-most-once', 'at-least-once') },
  ],
  ['x-max-length', { types: notStream, check: integer(0) }],
  ['x-max-length-bytes', { types: all, check: integer(0) }],
  ['x-max-in-memory-length', { types: ['quorum'], check: integer(0) }],
  ['x-max-in-memory-bytes', { types: ['quorum'], check: integer(0) }],
  ['x-max-priority', { types: ['classic'], check: integer(0, 255, 'max_value_exceeded') }],
  [
    'x-overflow',
    { types: notStream, check: oneOf('invalid_overflow', 'drop-head', 'reject-publish', 'reject-publish-dlx') },
  ],
  ['x-queue-mode', { types: ['classic'], check: anything }],
  ['x-queue-version', { types: ['classic'], check: queueVersion }],
  ['x-queue-master-locator', { types: ['classic'], check: anything }],
  ['x-single-active-consumer', { types: notStream, check: bool }],
  ['x-delivery-limit', { types: ['quorum'], check: anything }],
  ['x-consumer-timeout', { types: all, check: integer(0) }],
  ['x-consumer-disconnected-timeout', { types: ['quorum'], check: integer(0) }],
  ['x-delayed-retry-type', { types: ['quorum'], check: anything }],
  ['x-delayed-retry-min', { types: ['quorum'], check: anything }],
  ['x-delayed-retry-max', { types: ['quorum'], check: anything }],
  ['x-member-placement-tag', { types: ['quorum'], check: text('invalid_member_placement_tag', (tag) => tag !== '') }],
  ['x-quorum-initial-group-size', { types: ['quorum'], check: integer(1) }],
  ['x-max-age', { types: ['stream'], check: text('invalid_max_age', (age) => readAge(age) !== undefined) }],
  ['x-stream-max-segment-size-bytes', { types: ['stream'], check: integer(0) }],
  ['x-stream-filter-size-bytes', { types: ['stream'], check: integer(0) }],
  ['x-initial-cluster-size', { types: ['stream'], check: integer(1) }],
  ['x-queue-leader-locator', { types: all, check: locator }],
]);

/** Arguments that may differ when a queue is declared again, although they mean something. */
const NOT_COMPARED: ReadonlySet<string> = new Set(['x-queue-master-locator', 'x-queue-mode']);

/** Milliseconds of a text like `7D`; undefined when it is none. Units are Y, M (30 days), D, h, m, s (RabbitMQ). */
export function readAge(age: string): number | undefined {
  const [, digits, unit] = /^(\d+)([YMDhms])$/.exec(age) ?? [];
  const day = 24 * 60 * 60;
  const seconds: Readonly<Record<string, number>> = { Y: 365 * day, M: 30 * day, D: day, h: 3600, m: 60, s: 1 };
  const milliseconds = Number(digits) * (seconds[unit ?? ''] ?? 0) * 1000;
  return milliseconds > 0 ? milliseconds : undefined;
}

/** The arguments that are compared when a queue of this type is declared again. */
export function comparedArguments(type: string): string[] {
  const known = [...ARGUMENTS].filter(
    ([name, { types }]) => types.some((each) => each === type) && !NOT_COMPARED.has(name),
  );
  return [...known.map(([name]) => name), 'x-queue-type'];
}

/** Refuses arguments that RabbitMQ refuses, with its texts, and properties that the type does not have. */
export function checkQueueOptions(name: string, vhost: string, options: QueueOptions): void {
  const what = `queue '${name}' in vhost '${vhost}'`;
  const args = options.arguments;
  const type = checkType(what, args);
  const deadLetterExchange = args.get('x-dead-letter-exchange');
  if (deadLetterExchange !== undefined && deadLetterExchange.type !== 'longstr') {
    throw refused(`invalid type '${deadLetterExchange.type}' for arg 'x-dead-letter-exchange' in ${what}`);
  }
  for (const [key, { types, check }] of ARGUMENTS) {
    const field = args.get(key);
    if (field === undefined || !types.includes(type)) continue;
    const problem = check(field, args);
    if (problem !== null) throw refused(`invalid arg '${key}' for ${what}: ${problem}`);
  }
  for (const key of args.keys()) {
    if (ARGUMENTS.get(key)?.types.includes(type) !== false) continue;
    throw refused(`invalid arg '${key}' for ${what} of queue type rabbit_${type}_queue`);
  }
  if (type === 'classic') return;
  if (type === 'stream') checkStreamSizes(args);
  if (!options.durable) throw refused(`invalid property 'non-durable' for ${what}`);
  if (options.exclusive) throw refused(`invalid property 'exclusive-owner' for ${what}`);
  if (options.autoDelete) throw refused(`invalid property 'auto-delete' for ${what}`);
}

/** RabbitMQ's texts about these two do not name the queue. */
function checkStreamSizes(args: FieldTable): void {
  if ((integerOf(args.get('x-stream-max-segment-size-bytes')) ?? 0) > MOST_SEGMENT_BYTES) {
    throw refused('Exceeded max value for x-stream-max-segment-size-bytes');
  }
  const filterBytes = integerOf(args.get('x-stream-filter-size-bytes')) ?? 16;
  if (filterBytes < 16 || filterBytes > 255) throw refused('Invalid value for x-stream-filter-size-bytes');
}

function checkType(what: string, args: FieldTable): QueueType {
  const field = args.get('x-queue-type');
  if (field === undefined) return 'classic';
  const given = stringOf(field);
  if (given === undefined) throw refused(`invalid arg 'x-queue-type' for ${what}: ${unacceptable(field)}`);
  const type = QUEUE_TYPES.find((each) => each === given);
  if (type !== undefined) return type;
  throw refused(`invalid arg 'x-queue-type' for ${what}: "unsupported queue type '${describeField(field)}'"`);
}

/** How a name begins that the broker gives: `x-name-prefix` takes the place of `amq.gen-` (RabbitMQ). */
export function generatedPrefix(vhost: string, options: QueueOptions): string {
  const type = stringOf(options.arguments.get('x-queue-type')) ?? 'classic';
  if (type === 'quorum' || type === 'stream') {
    throw refused(`Cannot declare a server-named queue for type rabbit_${type}_queue`);
  }
  const field = options.arguments.get('x-name-prefix');
  if (field === undefined) return 'amq.gen-';
  const prefix = stringOf(field);
  if (prefix !== undefined && new TextEncoder().encode(prefix).length <= NAME_PREFIX_BYTES) return prefix;
  throw refused(
    `invalid arg 'x-name-prefix' for queue '' in vhost '${vhost}': at most ${NAME_PREFIX_BYTES} bytes of text`,
  );
}

function refused(problem: string): BrokerError {
  return new BrokerError('precondition-failed', problem);
}
