import type { RateDetails } from '@/lib/management-api';
import { History, type Past, RETENTION, type Retention } from './history';
import { runPaced, WORK_MS } from './paced';
import type { SampleRange } from './sample-range';

/** A set of numbers that a kind of thing has: counters that only grow, or gauges. */
export interface Meter<Thing> {
  readonly names: readonly string[];
  /** Writes the numbers in the order of the names, from the given place on. */
  read(thing: Thing, into: Float64Array, at: number): void;
  /** The same in small steps, for sums over many things. Nothing else may write there meanwhile. */
  readSteps?(thing: Thing, into: Float64Array, at: number): Generator<void>;
}

type Counters<Thing> = Readonly<Record<string, (thing: Thing) => number>>;

export function meterOf<Thing>(counters: Counters<Thing>): Meter<Thing> {
  const functions = Object.values(counters);
  return {
    names: Object.keys(counters),
    read(thing, into, at) {
      for (let i = 0; i < functions.length; i++) into[at + i] = (functions[i] as (thing: Thing) => number)(thing);
    },
  };
}

/** One meter after the other. */
export function joinMeters<Thing>(meters: readonly Meter<Thing>[]): Meter<Thing> {
  return {
    names: meters.flatMap(({ names }) => names),
    read(thing, into, start) {
      let at = start;
      for (const meter of meters) {
        meter.read(thing, into, at);
        at += meter.names.length;
      }
    },
    ...(meters.some(({ readSteps }) => readSteps) && {
      readSteps: (thing, into, at) => readJoined(meters, thing, into, at),
    }),
  };
}

function* readJoined<Thing>(
  meters: readonly Meter<Thing>[],
  thing: Thing,
  into: Float64Array,
  start: number,
): Generator<void> {
  let at = start;
  for (const meter of meters) {
    yield* stepsOf(meter, thing, into, at);
    at += meter.names.length;
  }
}

/** The numbers of a thing in small steps, as far as the meter can be read so. */
function* stepsOf<Thing>(meter: Meter<Thing>, thing: Thing, into: Float64Array, at: number): Generator<void> {
  if (meter.readSteps) yield* meter.readSteps(thing, into, at);
  else meter.read(thing, into, at);
  yield;
}

/** The numbers in the order of the meter's names. */
export function readMeter<Thing>(meter: Meter<Thing>, thing: Thing): Float64Array {
  const values = new Float64Array(meter.names.length);
  meter.read(thing, values, 0);
  return values;
}

/** The same without holding up the thread: for sums over many things. */
export async function readMeterPaced<Thing>(meter: Meter<Thing>, thing: Thing): Promise<Float64Array> {
  const values = new Float64Array(meter.names.length);
  await runPaced(stepsOf(meter, thing, values, 0), WORK_MS);
  return values;
}

/** Samples as RabbitMQ shows them, newest first, with their averages. */
export function detailsOf(moments: readonly number[], values: readonly number[], range: SampleRange): RateDetails {
  const [newest = 0, before = newest] = values;
  const oldest = values.at(-1) ?? newest;
  const seconds = Math.max(1, values.length - 1) * range.incrSeconds;
  return {
    rate: (newest - before) / range.incrSeconds,
    samples: values.map((sample, i) => ({ sample, timestamp: moments[i] as number })),
    avg_rate: (newest - oldest) / seconds,
    avg: values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length,
  };
}

interface Sample {
  readonly values: Float64Array;
  /** Change a second over the last interval; null when nothing changed. */
  rates: Float64Array | null;
  /** When a value was last seen to change. */
  changedAt: number;
  /** Null until a value has changed. */
  past: Past | null;
}

/**
 * Remembers the last numbers of each thing of one kind, how fast they changed, and what they were. What stands still
 * costs a comparison.
 * A thing takes its sample along when it goes, so that memory is bounded by what is there.
 */
export class RateTable<Thing extends object> {
  readonly #meter: Meter<Thing>;
  readonly #places: ReadonlyMap<string, number>;
  readonly #now: Float64Array;
  readonly #samples = new WeakMap<Thing, Sample>();
  readonly #history: History;
  #lastSampleAt: number | null = null;

  constructor(meter: Meter<Thing>, retention: Retention = RETENTION.basic) {
    this.#meter = meter;
    this.#history = new History(meter.names.length, retention);
    this.#places = new Map(meter.names.map((name, i) => [name, i]));
    this.#now = new Float64Array(meter.names.length);
  }

  /** Takes the numbers of all things as they are now, in milliseconds. */
  sample(things: Iterable<Thing>, now: number): void {
    for (const _step of this.sampleSteps(things, now));
  }

  /** The same in small steps: after each of them, other work may be done. */
  *sampleSteps(things: Iterable<Thing>, now: number): Generator<void> {
    const seconds = this.#lastSampleAt === null ? 0 : (now - this.#lastSampleAt) / 1000;
    const isRound = seconds > 0 || this.#lastSampleAt === null;
    if (isRound) this.#history.tick(now);
    this.#lastSampleAt = now;
    for (const thing of things) {
      if (this.#meter.readSteps) yield* this.#meter.readSteps(thing, this.#now, 0);
      else this.#meter.read(thing, this.#now, 0);
      let sample = this.#samples.get(thing);
      if (!sample) {
        sample = { values: new Float64Array(this.#now.length), rates: null, changedAt: now, past: null };
        this.#samples.set(thing, sample);
        // What was not there at the last sample has counted from 0 since; at the first nobody knows since when.
        if (seconds === 0) sample.values.set(this.#now);
      }
      if (seconds > 0) this.#measure(sample, now, seconds);
      if (isRound && sample.past !== null) this.#history.settle(sample.past);
      yield;
    }
  }

  #measure(sample: Sample, now: number, seconds: number): void {
    const { values } = sample;
    let rates: Float64Array | null = null;
    for (let i = 0; i < values.length; i++) {
      const difference = (this.#now[i] as number) - (values[i] as number);
      if (difference === 0) continue;
      rates ??= new Float64Array(values.length);
      rates[i] = Math.round((difference / seconds) * 1000) / 1000;
      sample.past ??= this.#history.createPast();
      this.#history.change(sample.past, i, difference);
    }
    sample.rates = rates;
    if (rates === null) return;
    values.set(this.#now);
    sample.changedAt = now;
  }

  rate(thing: Thing, name: string): number {
    const rates = this.#samples.get(thing)?.rates;
    return rates?.[this.#places.get(name) as number] ?? 0;
  }

  /** The rate, and with a range what the number was. */
  details(thing: Thing, name: string, range: SampleRange | null): RateDetails {
    if (range === null) return { rate: this.rate(thing, name) };
    return detailsOf(this.moments(range), this.samples(thing, name, range), range);
  }

  moments(range: SampleRange): number[] {
    return this.#history.moments(range);
  }

  /** What the number was at the moments of the range, as far back as it is remembered. */
  samples(thing: Thing, name: string, range: SampleRange): number[] {
    const place = this.#places.get(name) as number;
    const sample = this.#samples.get(thing);
    const values = sample?.values ?? readMeter(this.#meter, thing);
    return this.#history.values(sample?.past ?? null, place, values[place] as number, range);
  }

  /** When the thing was last seen to do something; null when that was a moment ago, or nobody looked yet. */
  idleSince(thing: Thing): number | null {
    const sample = this.#samples.get(thing);
    return sample && sample.rates === null ? sample.changedAt : null;
  }
}
