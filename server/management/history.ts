import type { SampleRange } from './sample-range';

/** How long numbers are remembered, and how finely: RabbitMQ's sample retention policies, in seconds. */
export type Retention = readonly (readonly [age: number, interval: number])[];

export const RETENTION = {
  global: [
    [605, 5],
    [3660, 60],
    [29_400, 600],
    [86_400, 1800],
  ],
  basic: [
    [605, 5],
    [3600, 60],
  ],
} as const satisfies Readonly<Record<string, Retention>>;

/** Samples do not come to the millisecond. */
const TOLERANCE_MS = 2500;

/** One grain of the past, shared by all things of a table: when its ticks were. */
interface Tier {
  readonly ageMs: number;
  readonly intervalMs: number;
  readonly times: Float64Array;
  /** Ticks so far; that of tick n stands at n modulo the length. */
  tick: number;
  /** Whether the last round of changes ended in a tick. */
  isDue: boolean;
}

/** What one thing did in one tier. */
class Series {
  /** By counter; null for one that never changed. Single precision is exact for changes below 16 million. */
  readonly rings: (Float32Array | null)[];
  /** Change since the last tick. */
  readonly pending: Float64Array;
  hasPending = false;
  lastTick = 0;

  constructor(counters: number) {
    this.rings = new Array(counters).fill(null);
    this.pending = new Float64Array(counters);
  }

  /** What did not change meanwhile is 0. */
  write(tick: number, slots: number): void {
    for (let i = 0; i < this.rings.length; i++) {
      const change = this.pending[i] as number;
      const ring = this.rings[i] ?? (change === 0 ? null : new Float32Array(slots));
      if (ring === null) continue;
      this.rings[i] = ring;
      const idle = Math.max(this.lastTick + 1, tick - slots + 1);
      for (let at = idle; at < tick; at++) ring[at % slots] = 0;
      ring[tick % slots] = change;
    }
    this.lastTick = tick;
    this.pending.fill(0);
    this.hasPending = false;
  }

  changeAt(tick: number, counter: number): number {
    const ring = this.rings[counter];
    return ring && tick <= this.lastTick ? (ring[tick % ring.length] as number) : 0;
  }
}

/** The past of one thing: a series for each tier. */
export type Past = readonly Series[];

/**
 * Remembers how numbers changed, tier by tier, as differences in rings: the present number less the differences since is
 * what it was. Things that stand still cost nothing, and memory is bounded by the number of slots.
 */
export class History {
  readonly #tiers: readonly Tier[];
  readonly #counters: number;
  #lastAt: number | null = null;

  constructor(counters: number, retention: Retention) {
    this.#counters = counters;
    this.#tiers = retention.map(([age, interval]) => ({
      ageMs: age * 1000,
      intervalMs: interval * 1000,
      times: new Float64Array(Math.ceil(age / interval) + 1),
      tick: 0,
      isDue: false,
    }));
  }

  createPast(): Past {
    return this.#tiers.map(() => new Series(this.#counters));
  }

  change(past: Past, counter: number, difference: number): void {
    for (const series of past) {
      series.pending[counter] = (series.pending[counter] as number) + difference;
      series.hasPending = true;
    }
  }

  /** Writes down what has changed about one thing, once in each round. */
  settle(past: Past): void {
    for (let i = 0; i < this.#tiers.length; i++) {
      const { isDue, tick, times } = this.#tiers[i] as Tier;
      const series = past[i] as Series;
      if (isDue && series.hasPending) series.write(tick, times.length);
    }
  }

  /** Begins a round of changes. */
  tick(now: number): void {
    this.#lastAt = now;
    for (const tier of this.#tiers) {
      const { times, tick, intervalMs } = tier;
      const isLate = tick === 0 || now - (times[tick % times.length] as number) >= intervalMs - TOLERANCE_MS;
      tier.isDue = isLate || tier === this.#tiers[0];
      if (!tier.isDue) continue;
      tier.tick += 1;
      times[tier.tick % times.length] = now;
    }
  }

  /** When the moments of a range were, newest first. The newest is labelled with the end of its interval (RabbitMQ). */
  moments({ ageSeconds, incrSeconds }: SampleRange): number[] {
    if (this.#lastAt === null) return [];
    const step = incrSeconds * 1000;
    const newest = Math.ceil(this.#lastAt / step) * step;
    return Array.from({ length: Math.floor(ageSeconds / incrSeconds) + 1 }, (_, i) => newest - i * step);
  }

  /**
   * What a number was at each moment of the range. The list ends early where the past is forgotten; before a thing was
   * there, its numbers were what they were at its first sample.
   */
  values(past: Past | null, counter: number, present: number, range: SampleRange): number[] {
    const at = this.#tiers.findIndex(({ ageMs }) => ageMs >= range.ageSeconds * 1000);
    const place = at === -1 ? this.#tiers.length - 1 : at;
    const { times, tick } = this.#tiers[place] as Tier;
    const series = past?.[place] ?? null;
    const oldest = Math.max(1, tick - times.length + 1);
    const values: number[] = [];
    let value = present;
    let next = tick;
    let isPending = series !== null;
    for (const moment of this.moments(range)) {
      if (isPending && moment < (this.#lastAt as number)) {
        value -= series?.pending[counter] ?? 0;
        isPending = false;
      }
      for (; next >= oldest && (times[next % times.length] as number) > moment; next--) {
        value -= series?.changeAt(next, counter) ?? 0;
      }
      if (next < oldest && oldest > 1) break;
      values.push(Math.round(value));
    }
    return values;
  }
}
