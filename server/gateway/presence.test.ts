import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Presence } from './presence';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a person is gone when their last socket has been closed for a while', () => {
  const gone: string[] = [];
  const presence = new Presence(60_000, (person) => gone.push(person));
  presence.came('ann');
  presence.came('ann');
  presence.came('bob');
  presence.left('ann');
  vi.advanceTimersByTime(100_000);
  expect(gone).toEqual([]);
  presence.left('ann');
  vi.advanceTimersByTime(59_000);
  expect(gone).toEqual([]);
  vi.advanceTimersByTime(1000);
  expect(gone).toEqual(['ann']);
});

test('a person who comes back in time was never gone', () => {
  const gone: string[] = [];
  const presence = new Presence(60_000, (person) => gone.push(person));
  presence.came('ann');
  presence.left('ann');
  vi.advanceTimersByTime(59_000);
  presence.came('ann');
  vi.advanceTimersByTime(1_000_000);
  expect(gone).toEqual([]);
});
