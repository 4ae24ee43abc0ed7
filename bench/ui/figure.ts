/** One line of the report: what was measured, and what it may be at most. */
export interface Figure {
  readonly what: string;
  readonly measured: string;
  readonly budget: string;
  readonly holds: boolean;
}

export interface Limit {
  readonly what: string;
  readonly value: number;
  /** The largest value that is good; with `atLeast` the smallest. */
  readonly limit: number;
  readonly unit: string;
  readonly atLeast?: boolean;
}

export function figure({ what, value, limit, unit, atLeast = false }: Limit): Figure {
  const digits = limit < 10 && !Number.isInteger(limit) ? 2 : limit < 100 ? 1 : 0;
  // Judged as it is written: the clock of a browser is no finer.
  const shown = Number(value.toFixed(digits));
  return {
    what,
    measured: `${value.toFixed(digits)} ${unit}`,
    budget: `${atLeast ? 'at least' : 'at most'} ${limit} ${unit}`,
    holds: atLeast ? shown >= limit : shown <= limit,
  };
}

export function toTable(figures: readonly Figure[]): string {
  const rows = figures.map(
    ({ what, measured, budget, holds }) => `| ${what} | ${measured} | ${budget} | ${holds ? 'yes' : '**no**'} |`,
  );
  return ['| what | measured | budget | holds |', '| --- | ---: | ---: | --- |', ...rows].join('\n');
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The smallest value that so large a part of the values does not exceed. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0;
}
