import { expect, test } from 'vitest';
import { actPaced, type PacedOptions } from './paced';

/** A clock that goes on when somebody sleeps. */
function run(options: Pick<PacedOptions<number>, 'perSecond'> & Partial<PacedOptions<number>>) {
  let at = 0;
  const acted: [item: number, at: number][] = [];
  const done = actPaced({
    items: [0, 1, 2, 3, 4],
    act: async (item) => {
      acted.push([item, at]);
    },
    onProgress: () => {},
    signal: new AbortController().signal,
    now: () => at,
    sleep: async (ms) => {
      at += ms;
    },
    ...options,
  });
  return { done, acted };
}

test('keeps the order and the rate', async () => {
  const progress: number[] = [];
  const { done, acted } = run({ perSecond: 10, onProgress: (count) => progress.push(count) });
  await done;
  expect(acted).toEqual([0, 1, 2, 3, 4].map((item) => [item, item * 100]));
  expect(progress).toEqual([1, 2, 3, 4, 5]);
});

test('ends with the first failure, and when it is stopped', async () => {
  const acted: number[] = [];
  const failing = run({
    perSecond: 10,
    act: async (item) => {
      acted.push(item);
      if (item === 2) throw new Error('the queue is gone');
    },
  });
  await expect(failing.done).rejects.toThrow('the queue is gone');
  expect(acted).toEqual([0, 1, 2]);
  const stop = new AbortController();
  const stopped = run({ perSecond: 10, signal: stop.signal, onProgress: (count) => count === 2 && stop.abort() });
  await stopped.done;
  expect(stopped.acted).toHaveLength(2);
});

test('a high rate has several on their way', async () => {
  const { done, acted } = run({ perSecond: 1000, items: Array.from({ length: 20 }, (_, i) => i) });
  await done;
  expect(acted.map(([item]) => item).sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i));
});
