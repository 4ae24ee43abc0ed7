import type { FieldTable, FieldValue } from './field-table';

/** Why a message left its queue without having been consumed (RabbitMQ's reasons). */
export type DeathReason = 'rejected' | 'expired' | 'maxlen' | 'delivery_limit';

/** What is written down of a message's death. */
export interface Death {
  readonly queue: string;
  readonly reason: DeathReason;
  /** The exchange and the keys with which it had come to the queue. */
  readonly exchange: string;
  readonly routingKeys: readonly string[];
  /** The publisher's expiration; undefined when it gave none. */
  readonly expiration: string | undefined;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const HISTORY = 'x-death';

const text = (value: string): FieldValue => ({ type: 'longstr', value });

function entriesOf(headers: FieldTable): FieldTable[] {
  const field = headers.get(HISTORY);
  if (field?.type !== 'array') return [];
  return field.value.flatMap((entry) => (entry.type === 'table' ? [entry.value] : []));
}

const textOf = (entry: FieldTable, key: string): string | undefined => {
  const field = entry.get(key);
  return field?.type === 'longstr' ? field.value : undefined;
};

/**
 * The headers with a death added: one entry for each queue and reason, the newest first. What a publisher sent under the
 * same names is not the broker's history, and goes (RabbitMQ 4).
 */
export function withDeath(headers: FieldTable, death: Death, hasDiedBefore: boolean): FieldTable {
  const { queue, reason, exchange } = death;
  const entries = hasDiedBefore ? entriesOf(headers) : [];
  const isSame = (entry: FieldTable): boolean => textOf(entry, 'queue') === queue && textOf(entry, 'reason') === reason;
  const known = entries.find(isSame);
  const newest = known === undefined ? newEntry(death) : countedOnce(known);
  const history = [newest, ...entries.filter((entry) => entry !== known)];
  const result = new Map(headers);
  result.set(HISTORY, { type: 'array', value: history.map((value) => ({ type: 'table', value })) });
  if (!hasDiedBefore) {
    result.set('x-first-death-reason', text(reason));
    result.set('x-first-death-queue', text(queue));
    result.set('x-first-death-exchange', text(exchange));
  }
  result.set('x-last-death-reason', text(reason));
  result.set('x-last-death-queue', text(queue));
  result.set('x-last-death-exchange', text(exchange));
  return result;
}

function newEntry({ queue, reason, exchange, routingKeys, expiration, at }: Death): FieldTable {
  const entry = new Map<string, FieldValue>([
    ['count', { type: 'long', value: 1n }],
    ['reason', text(reason)],
    ['queue', text(queue)],
    ['time', { type: 'timestamp', value: BigInt(Math.floor(at / 1000)) }],
    ['exchange', text(exchange)],
    ['routing-keys', { type: 'array', value: routingKeys.map(text) }],
  ]);
  if (expiration !== undefined) entry.set('original-expiration', text(expiration));
  return entry;
}

/** Its time stays that of the first death. */
function countedOnce(entry: FieldTable): FieldTable {
  const count = entry.get('count');
  return new Map(entry).set('count', { type: 'long', value: (count?.type === 'long' ? count.value : 0n) + 1n });
}

/**
 * Whether a message with these headers, which has just died, would come back to a queue where it has died before, and
 * nobody rejected it since: it would go round for ever (RabbitMQ's rule).
 */
export function isCycle(headers: FieldTable, targetQueue: string): boolean {
  const entries = entriesOf(headers);
  const last = entries.findIndex((entry) => textOf(entry, 'queue') === targetQueue);
  return last !== -1 && entries.slice(0, last + 1).every((entry) => textOf(entry, 'reason') !== 'rejected');
}
