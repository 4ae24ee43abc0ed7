import type { Description } from './exposition';
import type { Totals } from './totals';

/** The places of a thing's numbers in its row, by their names. */
export type Columns<Name extends string> = Readonly<Record<Name, number>>;

export function columnsOf<const Name extends string>(names: readonly Name[]): Columns<Name> {
  return Object.fromEntries(names.map((name, at) => [name, at])) as Columns<Name>;
}

/** So often a column counts in a metric. */
type Term = readonly [column: number, factor: number];

/** A number that each thing of a kind has, made of its columns alone: that of a sum of rows is the sum of theirs. */
export interface Metric extends Description {
  readonly terms: readonly Term[];
  /** The sum over all things, where it is not that over those which are there now. */
  total?(totals: Totals): number;
}

/** Metrics that are asked for together (RabbitMQ's names). */
export interface MetricFamily {
  readonly name: string;
  readonly metrics: readonly Metric[];
}

export function termsIn<Name extends string>(
  columns: Columns<Name>,
  parts: Partial<Record<Name, number>>,
): readonly Term[] {
  return Object.entries(parts).map(([name, factor]) => [columns[name as Name], factor as number]);
}

/** Of the row that begins there. */
export function numberIn({ terms }: Metric, rows: Float64Array, at: number): number {
  let value = 0;
  for (let i = 0; i < terms.length; i++) {
    const [column, factor] = terms[i] as Term;
    value += factor * (rows[at + column] as number);
  }
  return value;
}
