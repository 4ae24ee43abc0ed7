import type { RateDetails } from './management-api';

/** Ranges of time that the broker remembers, and how close its samples are in each. */
export const historyRanges = {
  '1m': { label: '1 min', ageSeconds: 60, incrSeconds: 5 },
  '10m': { label: '10 min', ageSeconds: 600, incrSeconds: 5 },
  '1h': { label: '1 h', ageSeconds: 3600, incrSeconds: 60 },
} as const;

export type HistoryRange = keyof typeof historyRanges;

/** What the management API is asked for, so that it answers with samples. */
export function historyQuery(range: HistoryRange): string {
  const { ageSeconds, incrSeconds } = historyRanges[range];
  const kinds = ['lengths', 'msg_rates', 'data_rates'];
  return kinds.map((kind) => `${kind}_age=${ageSeconds}&${kind}_incr=${incrSeconds}`).join('&');
}

export interface HistorySeries {
  /** Seconds since the epoch, the oldest first. */
  readonly times: readonly number[];
  /** Null where nothing is known. */
  readonly values: readonly (number | null)[];
}

/** Samples of a number as they are, or of a counter as its growth a second. */
export function seriesOf(details: RateDetails | undefined, kind: 'gauge' | 'rate'): HistorySeries {
  const samples = [...(details?.samples ?? [])].reverse();
  const times = samples.map(({ timestamp }) => timestamp / 1000);
  if (kind === 'gauge') return { times, values: samples.map(({ sample }) => sample) };
  const values = samples.map(({ sample, timestamp }, i) => {
    const before = samples[i - 1];
    if (!before || timestamp <= before.timestamp) return null;
    // A counter that is less than before belongs to another thing of the same name.
    return Math.max(0, (sample - before.sample) / ((timestamp - before.timestamp) / 1000));
  });
  return { times, values };
}

/** Several series over the moments of the first that has any. */
export function aligned(series: readonly HistorySeries[]): readonly (readonly (number | null)[])[] {
  const times = series.find((one) => one.times.length > 0)?.times ?? [];
  const columns = series.map((one) => {
    const byTime = new Map(one.times.map((time, i) => [time, one.values[i] ?? null]));
    return times.map((time) => byTime.get(time) ?? null);
  });
  return [times, ...columns];
}
