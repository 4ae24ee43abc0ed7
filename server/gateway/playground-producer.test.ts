import { expect, test } from 'vitest';
import { shapeAt } from './playground-producer';

const PARTS = 10_000;

test.each(['steady', 'sine', 'spike'] as const)(
  'the shape %s has the rate as its mean and is never negative',
  (shape) => {
    const values = Array.from({ length: PARTS }, (_, index) => shapeAt(shape, 3 + index / PARTS));
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(values.reduce((sum, value) => sum + value, 0) / PARTS).toBeCloseTo(1, 3);
  },
);

test('a spike is eight times the rate for a tenth of the time', () => {
  expect(shapeAt('spike', 0.05)).toBe(8);
  expect(shapeAt('spike', 0.5)).toBeLessThan(0.3);
});
