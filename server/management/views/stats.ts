import type { MessageStats, RateDetails } from '@/lib/management-api';
import type { ViewContext } from '@/server/management/fields';
import { detailsOf, type Meter, type RateTable, readMeter } from '@/server/management/rates';
import type { SampleRange } from '@/server/management/sample-range';

/** How a thing is measured, and how fast it was last found to count. */
interface Measured<Thing extends object> {
  readonly meter: Meter<Thing>;
  readonly rates: RateTable<Thing>;
  readonly range: SampleRange | null;
  /** What the meter reads, when that is known already. */
  readonly values?: Float64Array;
}

/** Counts as RabbitMQ writes them: each with its rate beside it. */
export function countsWithRates<Thing extends object>(measured: Measured<Thing>, thing: Thing): MessageStats {
  const { meter, rates, range } = measured;
  return withRates(meter, readMeter(meter, thing), (name) => rates.details(thing, name, range));
}

export function withRates(
  { names }: { readonly names: readonly string[] },
  values: Float64Array,
  detailsFor: (name: string) => RateDetails,
): MessageStats {
  const json: Record<string, unknown> = {};
  for (const [i, name] of names.entries()) {
    json[name] = values[i];
    json[`${name}_details`] = detailsFor(name);
  }
  return json;
}

const DETAILS = '_details';

/** RabbitMQ leaves out the statistics of what has not seen a message yet. With `only`, one of them is enough. */
export function messageStats<Thing extends object>(
  { meter, rates, range, values: known }: Measured<Thing>,
  thing: Thing,
  only?: string,
): MessageStats | undefined {
  const values = known ?? lookAt(meter, thing);
  if (isZero(values, meter.names.length)) return undefined;
  if (only === undefined) return withRates(meter, values, (name) => rates.details(thing, name, range));
  const isCount = !only.endsWith(DETAILS);
  const name = isCount ? only : only.slice(0, -DETAILS.length);
  const place = meter.names.indexOf(name);
  if (place === -1) return {};
  return { [only]: isCount ? (values[place] as number) : rates.details(thing, name, range) };
}

/** Used again and again: sorting a long list by a rate looks at each thing. */
const looked = new Float64Array(32);

/** The numbers of a thing, until the next look. */
function lookAt<Thing>(meter: Meter<Thing>, thing: Thing): Float64Array {
  meter.read(thing, looked, 0);
  return looked;
}

function isZero(values: Float64Array, count: number): boolean {
  for (let i = 0; i < count; i++) if (values[i] !== 0) return false;
  return true;
}

/** Erlang's accounts, which clients expect to find. There is no Erlang here, so there is nothing in them. */
export const NO_GARBAGE_COLLECTION = {
  fullsweep_after: 0,
  max_heap_size: 0,
  min_bin_vheap_size: 0,
  min_heap_size: 0,
  minor_gcs: 0,
} as const;

/** The rate, and where it was asked for the past, of what is not counted here. */
export function noRate({ meters }: ViewContext, range: SampleRange | null): RateDetails {
  if (range === null) return { rate: 0 };
  const moments = meters.broker.moments(range);
  return detailsOf(
    moments,
    moments.map(() => 0),
    range,
  );
}

/** RabbitMQ's form of a moment: `2026-11-23T08:12:37.984+00:00`. */
export function timestampOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('Z', '+00:00');
}
