import { describe, expect, test } from 'vitest';
import type { StatsFrame, TraceEvent } from './live-events';
import { modelOf } from './live-model';
import { LiveNumbers, meterKey } from './live-numbers';
import { KEPT_MS, LiveRecorder } from './live-recorder';
import { LiveReplay } from './live-replay';
import { frameOf, queueNamed, snapshotOf, statsOf } from './testing/live-parts';

const modelWith = (...queues: string[]) => modelOf(snapshotOf({ queues: queues.map((name) => queueNamed(name)) }));

const depth = (at: number, ready: number) => {
  const priorities = ready % 2 === 0 ? null : ([[9, ready]] as const);
  return statsOf('q', ready, { unacked: 1, consumers: 2, oldestAt: at - 50, priorities });
};

function frame(at: number, ready: number): StatsFrame {
  return frameOf({
    at,
    queues: [depth(at, ready)],
    edges: [{ kind: 'route', source: '', destination: 'q', destinationType: 'queue', count: ready }],
    consumers: [{ channel: 'c', consumerTag: 't', unacked: ready }],
    work: [{ channel: 'c', consumerTag: 't', acked: 3, refused: 1, busyMs: 80 }],
    totals: { published: ready, delivered: 0, acked: 0, unroutable: 0 },
  });
}

/** A recorder with a frame every 200 ms, whose queue has as many messages as there were frames. */
function recorded(frames: number) {
  let now = 1_000_000;
  const recorder = new LiveRecorder(() => now);
  const present = new LiveNumbers();
  present.subscribe((frame) => recorder.frame(frame, () => present.all()));
  const nothing = { clients: new Map(), defaultRoutes: new Set<string>(), replyRoutes: new Map() };
  recorder.moment({ model: modelWith('q'), ...nothing });
  for (let count = 1; count <= frames; count += 1) {
    now += 200;
    present.apply(frame(now, count));
  }
  const port = { now: () => now, changed: () => {}, trace: () => {} };
  return { recorder, present, port, now: () => now, nothing, advance: (ms: number) => (now += ms) };
}

describe('the recorder', () => {
  test('gives back the numbers of any moment, as they were', () => {
    const { recorder, port, now } = recorded(300);
    const replay = new LiveReplay(recorder, port, now());
    for (const count of [300, 7, 251, 100]) {
      replay.seek(1_000_000 + count * 200);
      expect(replay.numbers.queue('q')).toEqual(depth(1_000_000 + count * 200, count));
      expect(replay.numbers.workOf({ channel: 'c', consumerTag: 't' })).toEqual({
        msPerJob: expect.closeTo(20),
        failed: expect.closeTo(0.25),
      });
      expect(replay.numbers.heldBy('c', 't')).toBe(count);
      expect(replay.numbers.rate(meterKey.queueIn('q'))).toBeGreaterThan(0);
    }
  });

  test('keeps the structure of each moment', () => {
    const { recorder, port, now, nothing, advance } = recorded(10);
    const before = now();
    advance(1_000);
    recorder.moment({ model: modelWith('q', 'later'), ...nothing });
    advance(1_000);
    const replay = new LiveReplay(recorder, port, now());
    expect(replay.moment?.model?.queues.has('later')).toBe(true);
    replay.seek(before);
    expect(replay.moment?.model?.queues.has('later')).toBe(false);
    expect(recorder.changes()).toHaveLength(1);
  });

  test('forgets what is older than its limit, and still knows how things stood there', () => {
    const { recorder, port, now } = recorded(2_000);
    expect(now() - recorder.start).toBeLessThanOrEqual(KEPT_MS + 10_200);
    expect(recorder.framesBetween(0, now()).length).toBeLessThanOrEqual(KEPT_MS / 200 + 1);
    const replay = new LiveReplay(recorder, port, now());
    replay.seek(now() - KEPT_MS + 1_000);
    expect(replay.numbers.queue('q').ready).toBe(2_000 - (KEPT_MS - 1_000) / 200);
  });

  test('finds the life of one message among the others, and counts what could not be routed', () => {
    const { recorder, advance } = recorded(1);
    const step = (message: number, type: 'acked' | 'requeued'): TraceEvent => ({ at: 1, message, type, queue: 'q' });
    recorder.trace({ vhost: '/', events: [step(1, 'requeued'), step(2, 'acked')], dropped: 0 });
    advance(5);
    const lost: TraceEvent = { at: 2, message: 3, type: 'unroutable', exchange: 'x', returned: false };
    recorder.trace({ vhost: '/', events: [step(1, 'acked'), lost], dropped: 0 });
    expect(recorder.lifeline(1).map(({ type }) => type)).toEqual(['requeued', 'acked']);
    expect(recorder.recentMessages(2)).toEqual([3, 1]);
    expect(recorder.unroutable('x')).toBe(1);
    advance(61_000);
    expect(recorder.unroutable('x')).toBe(0);
  });
});
