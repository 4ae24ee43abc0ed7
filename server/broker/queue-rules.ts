import { type FieldTable, integerOf, stringOf } from './field-table';
import type { PolicyDefinition } from './policy';
import { readAge } from './queue-arguments';

export type Overflow = 'drop-head' | 'reject-publish' | 'reject-publish-dlx';

/** RabbitMQ's default for quorum queues since 4.0. */
const QUORUM_DELIVERY_LIMIT = 20;
/** RabbitMQ's default `consumer_timeout`, which counts for quorum queues. */
const QUORUM_CONSUMER_TIMEOUT_MS = 30 * 60 * 1000;

/** What a queue's arguments and policies come to. Times are milliseconds; infinite numbers stand for no limit. */
export interface QueueRules {
  readonly messageTtl: number;
  /** How long the queue may stay unused. */
  readonly expires: number;
  readonly maxLength: number;
  readonly maxLengthBytes: number;
  /** How old a message of a stream gets. */
  readonly maxAge: number;
  readonly overflow: Overflow;
  /** Null when dead messages are dropped. */
  readonly deadLetterExchange: string | null;
  /** Null when dead messages keep their keys. */
  readonly deadLetterRoutingKey: string | null;
  readonly isDeadLetteredAtLeastOnce: boolean;
  /** Failed deliveries of a message that are still followed by another. */
  readonly deliveryLimit: number;
  /** How long a delivery may stay unacknowledged. */
  readonly consumerTimeout: number;
  /** Which returned messages wait before they are delivered again. */
  readonly delayedRetry: 'disabled' | 'all' | 'failed' | 'returned';
  readonly delayedRetryMin: number;
  readonly delayedRetryMax: number;
}

/** Reads single rules: the argument, the policy (merged with the operator policy), or the smaller of both. */
class RuleReader {
  readonly #arguments: FieldTable;
  readonly #policy: PolicyDefinition;

  constructor(args: FieldTable, policy: PolicyDefinition) {
    this.#arguments = args;
    this.#policy = policy;
  }

  argument(name: string): number {
    return integerOf(this.#arguments.get(`x-${name}`)) ?? Number.POSITIVE_INFINITY;
  }

  policy(name: string): number {
    const value = this.#policy[name];
    return typeof value === 'number' ? value : Number.POSITIVE_INFINITY;
  }

  smaller(name: string): number {
    return Math.min(this.argument(name), this.policy(name));
  }

  /** The argument's word counts before the policy's. */
  text(name: string): string | null {
    const value = stringOf(this.#arguments.get(`x-${name}`)) ?? this.#policy[name];
    return typeof value === 'string' ? value : null;
  }
}

/** The rules in force (RabbitMQ: the smaller number of argument, policy and operator policy). */
export function rulesOf(type: string, args: FieldTable, policy: PolicyDefinition): QueueRules {
  const read = new RuleReader(args, policy);
  const isQuorum = type === 'quorum';
  return {
    messageTtl: read.smaller('message-ttl'),
    expires: read.smaller('expires'),
    maxLength: read.smaller('max-length'),
    maxLengthBytes: read.smaller('max-length-bytes'),
    maxAge: readAge(read.text('max-age') ?? '') ?? Number.POSITIVE_INFINITY,
    overflow: overflowOf(isQuorum, read.text('overflow')),
    deadLetterExchange: read.text('dead-letter-exchange'),
    deadLetterRoutingKey: read.text('dead-letter-routing-key'),
    isDeadLetteredAtLeastOnce: isQuorum && isAtLeastOnce(read),
    deliveryLimit: isQuorum ? deliveryLimitOf(read) : Number.POSITIVE_INFINITY,
    consumerTimeout: consumerTimeoutOf(isQuorum, read.smaller('consumer-timeout')),
    delayedRetry: isQuorum ? delayedRetryOf(read.text('delayed-retry-type')) : 'disabled',
    delayedRetryMin: read.smaller('delayed-retry-min'),
    delayedRetryMax: read.smaller('delayed-retry-max'),
  };
}

/** A queue that drops at its head cannot wait for others (RabbitMQ: it falls back to at-most-once). */
function isAtLeastOnce(read: RuleReader): boolean {
  return read.text('dead-letter-strategy') === 'at-least-once' && read.text('overflow') === 'reject-publish';
}

/** Quorum queues do not know `reject-publish-dlx` and drop at their head instead (RabbitMQ). */
function overflowOf(isQuorum: boolean, text: string | null): Overflow {
  if (text === 'reject-publish' || (text === 'reject-publish-dlx' && !isQuorum)) return text;
  return 'drop-head';
}

/** Below 0 means no limit, in the argument or in the policy. */
function deliveryLimitOf(read: RuleReader): number {
  const [argument, policy] = [read.argument('delivery-limit'), read.policy('delivery-limit')];
  if (argument < 0 || policy < 0) {
    const given = [argument, policy].filter((limit) => limit >= 0 && limit !== Number.POSITIVE_INFINITY);
    return given[0] ?? Number.POSITIVE_INFINITY;
  }
  const limit = Math.min(argument, policy);
  return limit === Number.POSITIVE_INFINITY ? QUORUM_DELIVERY_LIMIT : limit;
}

/** Classic queues have no time limit by themselves, but Warren keeps one that is asked for (LavinMQ). 0 means none. */
function consumerTimeoutOf(isQuorum: boolean, given: number): number {
  if (given === 0) return Number.POSITIVE_INFINITY;
  return given === Number.POSITIVE_INFINITY && isQuorum ? QUORUM_CONSUMER_TIMEOUT_MS : given;
}

function delayedRetryOf(text: string | null): QueueRules['delayedRetry'] {
  return text === 'all' || text === 'failed' || text === 'returned' ? text : 'disabled';
}

/** Whether a queue with these rules has something to look after while messages come and go. */
export function hasRules(rules: QueueRules): boolean {
  const { messageTtl, expires, maxLength, maxLengthBytes, consumerTimeout } = rules;
  return Math.min(messageTtl, expires, maxLength, maxLengthBytes, consumerTimeout) !== Number.POSITIVE_INFINITY;
}
