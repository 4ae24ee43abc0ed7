import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstPaced, forEachPaced, nextTurn, sortPaced, WORK_MS } from './paced';

interface Item {
  readonly key: number;
  readonly place: number;
}

const byKey = (a: Item, b: Item): number => a.key - b.key;
const lists = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 2000, size: 'max' });

test('sorts as Array.sort does, and keeps the order of equals', async () => {
  await fc.assert(
    fc.asyncProperty(lists, async (keys) => {
      const items = keys.map((key, place) => ({ key, place }));
      expect(await sortPaced(items, byKey)).toEqual([...items].sort(byKey));
    }),
    { numRuns: 10 },
  );
});

test('finds the first ones without sorting the rest', async () => {
  await fc.assert(
    fc.asyncProperty(lists, fc.nat(300), async (keys, count) => {
      const items = keys.map((key, place) => ({ key, place }));
      const inOrder = (a: Item, b: Item): number => byKey(a, b) || a.place - b.place;
      expect(await firstPaced(items, inOrder, count)).toEqual([...items].sort(inOrder).slice(0, count));
    }),
    { numRuns: 20 },
  );
});

const busy = (milliseconds: number): void => {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
};

test('many long requests at once take one slice of a turn together', async () => {
  const things = Array.from({ length: 60 });
  let slices = 0;
  let longest = 0;
  let worked = 0;
  let isDone = false;
  const look = (): void => {
    longest = Math.max(longest, worked);
    slices += worked > 0 ? 1 : 0;
    worked = 0;
    if (!isDone) setImmediate(look);
  };
  setImmediate(look);
  const work = (): void => {
    busy(0.2);
    worked += 1;
  };
  await Promise.all(Array.from({ length: 5 }, () => forEachPaced(things, work)));
  isDone = true;
  await nextTurn();
  // Between two looks at the clock are eight pieces of work: for each of the five when they begin, and for the one that
  // goes on first.
  expect(longest).toBeLessThanOrEqual(6 * 8 + WORK_MS / 0.2);
  expect(slices).toBeGreaterThan(10);
});
