import { expect, test } from 'vitest';
import { WorkMeter, workOf } from './live-work';

const done = (acked: number, refused: number, busyMs: number) => ({
  channel: 'c',
  consumerTag: 't',
  acked,
  refused,
  busyMs,
});

test('the mean time and the failed part are those of all consumers together', () => {
  const [slow, quick] = [new WorkMeter(), new WorkMeter()];
  slow.add(done(1, 1, 400), 1_000);
  quick.add(done(2, 0, 20), 1_000);
  expect(workOf([slow, undefined, quick])).toEqual({ msPerJob: 105, failed: 0.25 });
  expect(workOf([undefined])).toBeNull();
});

test('what is long past counts little, and a pause alone changes nothing', () => {
  const meter = new WorkMeter();
  meter.add(done(10, 0, 10_000), 0);
  expect(workOf([meter])?.msPerJob).toBe(1_000);
  meter.add(done(10, 10, 200), 60_000);
  expect(workOf([meter])?.msPerJob).toBeLessThan(20);
  expect(workOf([meter])?.failed).toBeGreaterThan(0.49);
});
