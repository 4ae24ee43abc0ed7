import { describe, expect, test } from 'vitest';
import type { EdgeCount, StatsFrame } from './live-events';
import { LiveNumbers, meterKey } from './live-numbers';
import { frameOf, statsOf } from './testing/live-parts';

function frame(at: number, edges: readonly EdgeCount[], intervalMs = 200): StatsFrame {
  return frameOf({ at, edges, intervalMs });
}

const publish = (count: number): EdgeCount => ({ kind: 'publish', channel: 'c', exchange: 'x', count });

describe('live numbers', () => {
  test('a steady stream reads as its rate', () => {
    const numbers = new LiveNumbers();
    for (let at = 0; at < 5_000; at += 200) numbers.apply(frame(at, [publish(20)]));
    expect(numbers.rate(meterKey.producerOut('c'))).toBeCloseTo(100, 5);
    expect(numbers.rate(meterKey.exchangeIn('x'))).toBeCloseTo(100, 5);
  });

  test('a rate falls to zero within three seconds after the last message, also with one frame a second', () => {
    const numbers = new LiveNumbers();
    for (let at = 0; at < 3_000; at += 200) numbers.apply(frame(at, [publish(20)]));
    for (let at = 4_000; at <= 7_000; at += 1_000) numbers.apply(frame(at, [], 1_000));
    expect(numbers.rate(meterKey.producerOut('c'))).toBe(0);
  });

  test('a meter that slept for many frames forgets what it counted before', () => {
    const numbers = new LiveNumbers();
    numbers.apply(frame(0, [publish(500)]));
    for (let index = 1; index <= 20; index += 1) numbers.apply(frame(index * 200, []));
    numbers.apply(frame(4_200, [publish(2)]));
    expect(numbers.rate(meterKey.producerOut('c'))).toBeCloseTo(2 / 3, 5);
  });

  test('a frame that is older than the last one is ignored', () => {
    const numbers = new LiveNumbers();
    numbers.apply({ ...frame(1_000, []), queues: [statsOf('q', 5)] });
    numbers.apply({ ...frame(800, []), queues: [statsOf('q', 9)] });
    expect(numbers.queue('q')).toEqual(statsOf('q', 5));
  });

  test('the history keeps one point a second and its columns have one length', () => {
    const numbers = new LiveNumbers();
    for (let at = 0; at < 10_000; at += 200) numbers.apply(frame(at + 1_000, [publish(1)]));
    const { history } = numbers;
    expect(history.times()).toHaveLength(10);
    expect(history.values(meterKey.producerOut('c'))).toHaveLength(10);
    expect(history.values('never seen')).toHaveLength(10);
  });
});
