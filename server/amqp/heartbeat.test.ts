import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Heartbeat } from './heartbeat';

class FakePort {
  readonly output = { sentBytes: 0 };
  isPaused = false;
  sent = 0;
  isGivenUp = false;

  heartbeat(): void {
    this.sent += 1;
    this.output.sentBytes += 8;
  }

  missedHeartbeats(): void {
    this.isGivenUp = true;
  }
}

describe('Heartbeat', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  test('sends at least one in every interval while nothing else is sent', () => {
    const port = new FakePort();
    const heartbeat = new Heartbeat(port);
    heartbeat.start(10);
    for (let second = 1; second <= 60; second++) {
      heartbeat.received();
      vi.advanceTimersByTime(1000);
    }
    heartbeat.stop();
    expect(port.sent).toBe(6);
    expect(port.isGivenUp).toBe(false);
  });

  test('sends none while other bytes are sent', () => {
    const port = new FakePort();
    const heartbeat = new Heartbeat(port);
    heartbeat.start(10);
    for (let second = 1; second <= 60; second++) {
      port.output.sentBytes += 1;
      heartbeat.received();
      vi.advanceTimersByTime(1000);
    }
    heartbeat.stop();
    expect(port.sent).toBe(0);
  });

  test('gives a silent client up after two intervals, and not before', () => {
    const port = new FakePort();
    const heartbeat = new Heartbeat(port);
    heartbeat.start(10);
    vi.advanceTimersByTime(20_000);
    expect(port.isGivenUp).toBe(false);
    vi.advanceTimersByTime(10_000);
    expect(port.isGivenUp).toBe(true);
    heartbeat.stop();
  });

  test('does not take for silence what it does not read, and goes on sending', () => {
    const port = new FakePort();
    const heartbeat = new Heartbeat(port);
    heartbeat.start(10);
    port.isPaused = true;
    vi.advanceTimersByTime(600_000);
    expect(port.isGivenUp).toBe(false);
    expect(port.sent).toBeGreaterThanOrEqual(50);
    port.isPaused = false;
    vi.advanceTimersByTime(20_000);
    expect(port.isGivenUp).toBe(false);
    vi.advanceTimersByTime(10_000);
    expect(port.isGivenUp).toBe(true);
    heartbeat.stop();
  });

  test('does nothing with an interval of 0', () => {
    const port = new FakePort();
    new Heartbeat(port).start(0);
    vi.advanceTimersByTime(3_600_000);
    expect([port.sent, port.isGivenUp]).toEqual([0, false]);
  });

  test('is silent once stopped', () => {
    const port = new FakePort();
    const heartbeat = new Heartbeat(port);
    heartbeat.start(1);
    heartbeat.stop();
    vi.advanceTimersByTime(60_000);
    expect([port.sent, port.isGivenUp]).toEqual([0, false]);
  });
});
