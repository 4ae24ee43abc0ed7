import { expect, test } from 'vitest';
import { stepRate } from './rate-steps';

test.each([
  [0, 1, 1],
  [1, -1, 0],
  [0, -1, 0],
  [10, 2, 50],
  [7, 1, 10],
  [7, -1, 5],
  [5_000, 1, 5_000],
  [1_000, 9, 5_000],
])('from %d by %d notches to %d', (rate, notches, expected) => {
  expect(stepRate(rate, notches)).toBe(expected);
});
