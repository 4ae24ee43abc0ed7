import { expect, test } from 'vitest';
import { meterOf, RateTable } from './rates';

test('a rate is the change a second over the last interval', () => {
  const thing = { n: 10 };
  const table = new RateTable<{ n: number }>(meterOf({ n: ({ n }) => n }));
  table.sample([thing], 0);
  expect(table.rate(thing, 'n')).toBe(0);
  thing.n = 35;
  table.sample([thing], 5000);
  expect(table.rate(thing, 'n')).toBe(5);
  table.sample([thing], 10_000);
  expect(table.rate(thing, 'n')).toBe(0);
  thing.n = 30;
  table.sample([thing], 12_000);
  expect(table.rate(thing, 'n')).toBe(-2.5);
});

test('what came after the last sample has counted from nothing', () => {
  const table = new RateTable<{ n: number }>(meterOf({ n: ({ n }) => n }));
  table.sample([], 0);
  const late = { n: 50 };
  table.sample([late], 5000);
  expect(table.rate(late, 'n')).toBe(10);
});

test('idle is what has not changed for an interval', () => {
  const thing = { n: 0 };
  const table = new RateTable<{ n: number }>(meterOf({ n: ({ n }) => n }));
  expect(table.idleSince(thing)).toBeNull();
  table.sample([thing], 1000);
  thing.n = 1;
  table.sample([thing], 6000);
  expect(table.idleSince(thing)).toBeNull();
  table.sample([thing], 11_000);
  table.sample([thing], 16_000);
  expect(table.idleSince(thing)).toBe(6000);
});

test('two samples at the same moment give no rate', () => {
  const thing = { n: 0 };
  const table = new RateTable<{ n: number }>(meterOf({ n: ({ n }) => n }));
  table.sample([thing], 1000);
  thing.n = 1;
  table.sample([thing], 1000);
  expect(table.rate(thing, 'n')).toBe(0);
});
