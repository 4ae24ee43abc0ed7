/** Whether a value is right for a key of a policy, and how RabbitMQ calls one that is not. */
interface Rule {
  readonly accepts: (value: unknown) => boolean;
  readonly kind: string;
  readonly inOperatorPolicies: boolean;
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isTextList = (value: unknown): boolean => Array.isArray(value) && value.every(isText);

/** Whole numbers in a range that includes both of its ends. */
function whole(from: number, to = Number.MAX_SAFE_INTEGER): (value: unknown) => boolean {
  return (value) => Number.isSafeInteger(value) && (value as number) >= from && (value as number) <= to;
}

function oneOf(...values: readonly unknown[]): (value: unknown) => boolean {
  return (value) => values.includes(value);
}

function matching(pattern: RegExp): (value: unknown) => boolean {
  return (value) => typeof value === 'string' && pattern.test(value);
}

function user(kind: string, accepts: Rule['accepts']): Rule {
  return { accepts, kind, inOperatorPolicies: false };
}

function both(kind: string, accepts: Rule['accepts']): Rule {
  return { accepts, kind, inOperatorPolicies: true };
}

const SEGMENT_BYTES_LIMIT = 3_000_000_000;

/** Every key that a policy may have (RabbitMQ 4 and its plugins). What a key does is decided where it is used. */
export const POLICY_KEYS: ReadonlyMap<string, Rule> = new Map([
  ['alternate-exchange', user('alternate exchange name', isText)],
  ['consumer-disconnected-timeout', user('consumer disconnected timeout', whole(0))],
  ['consumer-timeout', user('consumer timeout', whole(0))],
  ['dead-letter-exchange', user('dead letter exchange name', isText)],
  ['dead-letter-routing-key', user('dead letter routing key', isText)],
  ['dead-letter-strategy', user('dead letter strategy', oneOf('at-most-once', 'at-least-once'))],
  ['delayed-retry-max', both('delayed retry maximum', whole(0))],
  ['delayed-retry-min', both('delayed retry minimum', whole(0))],
  ['delayed-retry-type', both('delayed retry type', oneOf('disabled', 'all', 'failed', 'returned'))],
  // Below 0 stands for no limit.
  ['delivery-limit', both('delivery limit', whole(Number.MIN_SAFE_INTEGER))],
  ['expires', both('queue expiry', whole(1))],
  ['federation-upstream', user('federation upstream name', isText)],
  ['federation-upstream-pattern', user('federation upstream pattern', isText)],
  ['federation-upstream-set', user('federation upstream set name', isText)],
  ['initial-cluster-size', user('cluster size', whole(0))],
  ['max-age', user('max age', matching(/^\d+[YMDhms]$/))],
  ['max-in-memory-bytes', both('maximum memory in bytes', whole(0))],
  ['max-in-memory-length', both('maximum memory in bytes', whole(0))],
  ['max-length', both('maximum length', whole(0))],
  ['max-length-bytes', both('maximum length in bytes', whole(0))],
  ['member-placement-tag', both('member placement tag', isText)],
  ['message-ttl', both('message TTL', whole(0))],
  ['overflow', both('overflow value', oneOf('drop-head', 'reject-publish', 'reject-publish-dlx'))],
  [
    'queue-leader-locator',
    user('queue leader locator value', oneOf('client-local', 'balanced', 'random', 'least-leaders')),
  ],
  ['queue-master-locator', both('queue-master-locator value', oneOf('client-local', 'min-masters', 'random'))],
  ['queue-mode', user('queue-mode value', oneOf('default', 'lazy'))],
  ['queue-version', both('queue-version value', oneOf(1, 2))],
  ['routing-key', user('routing key', isText)],
  ['selector-fields', user('list of selector fields', isTextList)],
  ['shards-per-node', user('number of shards', whole(0))],
  ['stream-filter-size-bytes', user('filter size', whole(16, 255))],
  ['stream-max-segment-size-bytes', user('segment size', whole(0, SEGMENT_BYTES_LIMIT))],
  ['target-group-size', both('target group size', whole(0))],
]);
