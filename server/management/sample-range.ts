import { HttpError } from './http-error';

/** The moments for which samples are wanted: every `incrSeconds` back to `ageSeconds` ago. */
export interface SampleRange {
  readonly ageSeconds: number;
  readonly incrSeconds: number;
}

/** What of each kind of numbers a request wants to see in the past; null for what it does not. */
export interface SampleRanges {
  readonly lengths: SampleRange | null;
  readonly messageRates: SampleRange | null;
  readonly dataRates: SampleRange | null;
  readonly nodeStats: SampleRange | null;
}

export const NO_RANGES: SampleRanges = { lengths: null, messageRates: null, dataRates: null, nodeStats: null };

const MAX_SAMPLES = 500;

/** Throws RabbitMQ's 400. Age and increment come together or not at all; what is no number is passed over. */
export function readRanges(query: URLSearchParams): SampleRanges {
  if (query.size === 0) return NO_RANGES;
  return {
    lengths: readRange(query, 'lengths'),
    messageRates: readRange(query, 'msg_rates'),
    dataRates: readRange(query, 'data_rates'),
    nodeStats: readRange(query, 'node_stats'),
  };
}

function readRange(query: URLSearchParams, prefix: string): SampleRange | null {
  const ageSeconds = integer(query.get(`${prefix}_age`));
  const incrSeconds = integer(query.get(`${prefix}_incr`));
  if (ageSeconds === null || incrSeconds === null) return null;
  if (ageSeconds <= 0 || incrSeconds <= 0 || ageSeconds / incrSeconds > MAX_SAMPLES) {
    const reason = `Invalid range parameters: age ${ageSeconds}, incr ${incrSeconds}`;
    throw new HttpError(400, 'invalid_range_parameters', reason);
  }
  return { ageSeconds, incrSeconds };
}

function integer(text: string | null): number | null {
  return text !== null && /^-?\d{1,9}$/.test(text) ? Number(text) : null;
}
