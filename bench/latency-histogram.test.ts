import { expect, test } from 'vitest';
import { LatencyHistogram } from './latency-histogram';

test('a percentile is at most 1/64 below the true value', () => {
  for (const value of [0, 1, 127, 128, 129, 1_000, 65_535, 1_234_567, 0x7fff_ffff]) {
    const histogram = new LatencyHistogram();
    histogram.record(value);
    expect(histogram.percentile(0.5)).toBeLessThanOrEqual(value);
    expect(histogram.percentile(0.5)).toBeGreaterThanOrEqual(value * (1 - 1 / 64));
  }
});

test('p50 and p99 of 1 to 100 are 50 and 99', () => {
  const histogram = new LatencyHistogram();
  for (let value = 1; value <= 100; value++) histogram.record(value);
  expect(histogram.percentile(0.5)).toBe(50);
  expect(histogram.percentile(0.99)).toBe(99);
});

test('an empty histogram answers 0', () => {
  expect(new LatencyHistogram().percentile(0.99)).toBe(0);
});
