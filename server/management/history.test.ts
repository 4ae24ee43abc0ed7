import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { History, type Past } from './history';
import { meterOf, RateTable } from './rates';

interface Thing {
  n: number;
}

const FIVE_SECONDS = { ageSeconds: 30, incrSeconds: 5 };
const meter = meterOf<Thing>({ n: ({ n }) => n });

test('samples are what a number was, newest first, with their averages', () => {
  const table = new RateTable(meter);
  const thing = { n: 0 };
  for (const [i, n] of [0, 0, 5, 5, 25].entries()) {
    thing.n = n;
    table.sample([thing], (i + 1) * 5000);
  }
  expect(table.details(thing, 'n', { ageSeconds: 20, incrSeconds: 5 })).toEqual({
    rate: 4,
    samples: [
      { sample: 25, timestamp: 25_000 },
      { sample: 5, timestamp: 20_000 },
      { sample: 5, timestamp: 15_000 },
      { sample: 0, timestamp: 10_000 },
      { sample: 0, timestamp: 5000 },
    ],
    avg_rate: 1.25,
    avg: 7,
  });
  expect(table.details(thing, 'n', null)).toEqual({ rate: 4 });
});

test('the newest sample is labelled with the end of its interval', () => {
  const table = new RateTable(meter);
  table.sample([{ n: 1 }], 61_000);
  expect(table.moments({ ageSeconds: 60, incrSeconds: 60 })).toEqual([120_000, 60_000]);
});

test('a thing that came late was nothing before', () => {
  const table = new RateTable(meter);
  table.sample([], 5000);
  table.sample([], 10_000);
  const late = { n: 7 };
  table.sample([late], 15_000);
  expect(table.samples(late, 'n', { ageSeconds: 10, incrSeconds: 5 })).toEqual([7, 0, 0]);
});

test('what was never sampled has been as it is now', () => {
  const table = new RateTable(meter);
  expect(table.details({ n: 3 }, 'n', FIVE_SECONDS)).toEqual({ rate: 0, samples: [], avg_rate: 0, avg: 0 });
  table.sample([], 30_000);
  expect(table.samples({ n: 3 }, 'n', FIVE_SECONDS)).toEqual([3, 3, 3, 3, 3, 3, 3]);
});

test('a range older than the first grain is told in the next, which goes further back', () => {
  const table = new RateTable(meter);
  const thing = { n: 0 };
  for (let second = 5; second <= 3000; second += 5) {
    thing.n = second;
    table.sample([thing], second * 1000);
  }
  const samples = table.samples(thing, 'n', { ageSeconds: 2400, incrSeconds: 600 });
  expect(samples[0]).toBe(3000);
  for (const [i, sample] of samples.entries()) expect(Math.abs(sample - (3000 - 600 * i))).toBeLessThanOrEqual(60);
});

test('samples end where the past is forgotten', () => {
  const table = new RateTable(meter, [[20, 5]]);
  const thing = { n: 0 };
  for (let i = 1; i <= 100; i++) {
    thing.n = i;
    table.sample([thing], i * 5000);
  }
  expect(table.samples(thing, 'n', { ageSeconds: 100, incrSeconds: 5 })).toEqual([100, 99, 98, 97, 96]);
});

describe('for any course of a number', () => {
  test('samples are those that somebody would have written down', () => {
    const course = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: -1000, max: 1000 })), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(course, fc.constantFrom(5, 10, 15, 60), (changes, incrSeconds) => {
        const slots = 21;
        const table = new RateTable(meter, [[(slots - 1) * 5, 5]]);
        const thing = { n: 0 };
        const written: number[] = [];
        for (const [i, change] of changes.entries()) {
          thing.n += change;
          written.push(thing.n);
          table.sample([thing], (i + 1) * 5000);
        }
        const range = { ageSeconds: 100, incrSeconds };
        const moments = table.moments(range);
        const samples = table.samples(thing, 'n', range);
        for (const [i, sample] of samples.entries()) {
          const tick = Math.min(Math.floor((moments[i] as number) / 5000), written.length);
          expect(sample).toBe(tick < 1 ? written[0] : written[tick - 1]);
        }
        const isForgotten = changes.length > slots;
        if (!isForgotten) expect(samples).toHaveLength(moments.length);
      }),
    );
  });
});

test('memory is kept for what changes only, and does not grow', () => {
  const history = new History(12, [
    [605, 5],
    [3600, 60],
  ]);
  const past: Past = history.createPast();
  for (let i = 1; i <= 2000; i++) {
    history.tick(i * 5000);
    history.change(past, 3, 1);
    history.settle(past);
  }
  const bytes = past.flatMap(({ rings }) => rings.map((ring) => ring?.byteLength ?? 0));
  expect(bytes.filter((size) => size > 0)).toHaveLength(2);
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(800);
});
