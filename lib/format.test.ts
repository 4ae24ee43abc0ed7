import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  formatAge,
  formatArgument,
  formatBytes,
  formatClock,
  formatCompact,
  formatCount,
  formatDuration,
  formatMs,
  formatPercent,
  formatRate,
  plural,
} from './format';

test('counts are exact while they are short', () => {
  expect(formatCompact(9_999)).toBe('9,999');
  expect(formatCompact(150_400)).toBe('150.4K');
});

test('counts are grouped as the formatter of the language does it', () => {
  const { format } = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
  fc.assert(
    fc.property(fc.maxSafeNat(), (count) => {
      expect(formatCount(count)).toBe(format(count));
    }),
  );
  expect([formatCount(-1_234), formatCount(999.6), formatCount(0)]).toEqual(['-1,234', '1,000', '0']);
});

test('rates, bytes and durations carry their units', () => {
  expect([formatRate(0), formatRate(0.25), formatRate(31.6), formatRate(1_234_567)]).toEqual([
    '0/s',
    '0.3/s',
    '32/s',
    '1.2M/s',
  ]);
  expect([formatBytes(0), formatBytes(1536), formatBytes(16 * 1024 ** 2)]).toEqual(['0 B', '1.5 KiB', '16 MiB']);
  expect([formatDuration(900), formatDuration(61_000), formatDuration(90_000_000)]).toEqual([
    '0 s',
    '1 min 1 s',
    '1 d 1 h',
  ]);
});

test('ages, times and parts are short enough for a node', () => {
  expect([formatAge(12_900), formatAge(200_000), formatAge(90_000_000)]).toEqual(['12 s', '3 min', '1 d']);
  expect([formatMs(0.42), formatMs(34.4), formatMs(1_300)]).toEqual(['0.4 ms', '34 ms', '1.3 s']);
  expect([formatPercent(0), formatPercent(0.004), formatPercent(0.256), formatPercent(1)]).toEqual([
    '0%',
    '<1%',
    '26%',
    '100%',
  ]);
});

test('a noun agrees with its count', () => {
  expect([plural(1, 'message'), plural(1200, 'message')]).toEqual(['1 message', '1,200 messages']);
});

test('arguments are shown as text, lists and tables as JSON', () => {
  expect([formatArgument('a'), formatArgument(1), formatArgument({ a: [true] })]).toEqual(['a', '1', '{"a":[true]}']);
});

test('the time of day has hours, minutes, seconds and milliseconds', () => {
  expect(formatClock(Date.now())).toMatch(/^\d\d:\d\d:\d\d\.\d{3}$/);
});
