import { expect, test } from 'vitest';
import { aligned, historyQuery, historyRanges, seriesOf } from './history-samples';

const details = {
  rate: 0,
  samples: [
    { sample: 50, timestamp: 15_000 },
    { sample: 20, timestamp: 10_000 },
    { sample: 10, timestamp: 5000 },
  ],
};

test('samples come the oldest first; a counter becomes its growth a second', () => {
  expect(seriesOf(details, 'gauge')).toEqual({ times: [5, 10, 15], values: [10, 20, 50] });
  expect(seriesOf(details, 'rate')).toEqual({ times: [5, 10, 15], values: [null, 2, 6] });
  expect(seriesOf({ rate: 1 }, 'rate')).toEqual({ times: [], values: [] });
});

test('series are laid over the same moments', () => {
  const other = seriesOf({ rate: 0, samples: [{ sample: 7, timestamp: 10_000 }] }, 'gauge');
  expect(aligned([seriesOf(details, 'gauge'), other])).toEqual([
    [5, 10, 15],
    [10, 20, 50],
    [null, 7, null],
  ]);
});

test('every range asks for a number of samples that the API gives', () => {
  for (const name of ['1m', '10m', '1h'] as const) {
    const { ageSeconds, incrSeconds } = historyRanges[name];
    expect(ageSeconds / incrSeconds).toBeLessThanOrEqual(500);
    expect(historyQuery(name)).toContain(`lengths_age=${ageSeconds}&lengths_incr=${incrSeconds}`);
  }
});
