import { describe, expect, test } from 'vitest';
import type { EdgeCount, StatsFrame, TraceBatch, TraceEvent } from './live-events';
import { Sampler, samplingLabel } from './stage-sampling';
import { frameOf } from './testing/live-parts';

function frame(counts: readonly number[]): StatsFrame {
  const edges = counts.map(
    (count, index): EdgeCount => ({ kind: 'publish', channel: `c${index}`, exchange: 'x', count }),
  );
  return frameOf({ edges });
}

function batch(followed: number, dropped: number): TraceBatch {
  const events = Array.from(
    { length: followed },
    (_, message): TraceEvent => ({
      at: 0,
      message,
      type: 'published',
      channel: 'c0',
      exchange: 'x',
      routingKey: '',
      bodyBytes: 0,
      persistent: false,
      priority: 0,
      expires: false,
    }),
  );
  return { vhost: '/', events, dropped };
}

/** Five frames and traces a second for some seconds. */
function run(sampler: Sampler, from: number, seconds: number, counts: readonly number[], followed: number): number {
  const dropped = counts.reduce((sum, count) => sum + count, 0) - followed;
  let now = from;
  for (; now < from + seconds * 1_000; now += 200) {
    sampler.trace(batch(followed, Math.max(0, dropped)), now);
    sampler.frame(frame(counts), now + 50);
  }
  return now;
}

describe('the sampling', () => {
  test('follows every message while all of them are traced', () => {
    const sampler = new Sampler();
    run(sampler, 0, 5, [4], 4);
    expect(sampler.motion).toEqual({ kind: 'tokens' });
    expect(samplingLabel(sampler.motion)).toBe('1 dot = 1 message');
  });

  test('says how many messages one dot stands for when traces are dropped', () => {
    const sampler = new Sampler();
    run(sampler, 0, 3, [80], 8);
    expect(sampler.motion).toEqual({ kind: 'stream', perDot: 25 });
    expect(samplingLabel(sampler.motion)).toBe('1 dot = 25 messages');
  });

  test('switches to flow when even dots would be too many', () => {
    const sampler = new Sampler();
    run(sampler, 0, 3, [1_000, 1_000], 8);
    expect(sampler.motion).toEqual({ kind: 'flow' });
  });

  test('draws dots for deliveries of an old backlog that nobody traced', () => {
    const sampler = new Sampler();
    run(sampler, 0, 2, [4], 4);
    let now = 2_000;
    for (; now < 4_000; now += 200) sampler.frame(frame([10]), now);
    expect(sampler.motion.kind).toBe('stream');
  });

  test('one late packet does not change the mode', () => {
    const sampler = new Sampler();
    run(sampler, 0, 3, [6], 6);
    sampler.frame(frame([30]), 3_010);
    sampler.trace(batch(30, 0), 3_300);
    expect(sampler.motion).toEqual({ kind: 'tokens' });
  });

  test('calms down only after two quiet seconds, and then follows single messages again', () => {
    const sampler = new Sampler();
    let now = run(sampler, 0, 3, [400], 8);
    expect(sampler.motion.kind).toBe('stream');
    now = run(sampler, now, 1, [2], 2);
    expect(sampler.motion.kind).toBe('stream');
    run(sampler, now, 6, [2], 2);
    expect(sampler.motion).toEqual({ kind: 'tokens' });
  });

  test('draws half of the dots when the machine is slow', () => {
    const counts = Array.from({ length: 40 }, () => 5);
    const fast = new Sampler();
    run(fast, 0, 3, counts, 8);
    const slow = new Sampler();
    slow.halve();
    run(slow, 0, 3, counts, 8);
    expect(fast.motion).toEqual({ kind: 'stream', perDot: 5 });
    expect(slow.motion).toEqual({ kind: 'stream', perDot: 10 });
  });

  test('a machine that cannot keep up gets lines, and dots again when it has been quick for a while', () => {
    const sampler = new Sampler();
    let now = run(sampler, 0, 4, [400], 40);
    expect(sampler.motion.kind).toBe('stream');
    sampler.giveUpDots();
    now = run(sampler, now, 4, [400], 40);
    expect(sampler.motion).toEqual({ kind: 'flow' });
    expect(sampler.isSimplified).toBe(true);
    sampler.recover(now);
    sampler.recover(now + 19_000);
    expect(sampler.isSimplified).toBe(true);
    sampler.recover(now + 20_000);
    now = run(sampler, now + 20_000, 6, [400], 40);
    expect(sampler.motion.kind).toBe('stream');
    expect(sampler.isSimplified).toBe(false);
  });
});
