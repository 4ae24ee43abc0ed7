import type { PeekedMessage } from '@/lib/contents-api';
import { propertiesOf } from '@/lib/message-query';

/** One entry of `x-death`: how often, why and where a message died. */
export interface Death {
  readonly queue: string;
  readonly exchange: string;
  readonly reason: string;
  readonly count: number;
  /** Seconds since 1970; of the first time. */
  readonly time: number | null;
  readonly routingKeys: readonly string[];
}

/** The latest first, as the broker writes them. */
export function deathsOf(message: Pick<PeekedMessage, 'properties'>): readonly Death[] {
  const deaths = propertiesOf(message).headers?.['x-death'];
  if (!Array.isArray(deaths)) return [];
  return deaths.filter((death) => typeof death === 'object' && death !== null).map(deathOf);
}

function deathOf(death: Readonly<Record<string, unknown>>): Death {
  const { queue, exchange, reason, count, time, 'routing-keys': keys } = death;
  return {
    queue: textOf(queue),
    exchange: textOf(exchange),
    reason: textOf(reason),
    count: typeof count === 'number' ? count : 1,
    time: typeof time === 'number' ? time : null,
    routingKeys: Array.isArray(keys) ? keys.map(textOf) : [],
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export const deathReasons: Readonly<Record<string, string>> = {
  rejected: 'A consumer rejected it',
  expired: 'It waited longer than its time to live',
  maxlen: 'The queue was full',
  delivery_limit: 'It came back too often',
};
