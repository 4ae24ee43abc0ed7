import { afterEach, expect, test } from 'vitest';
import { SessionStore } from './session-store';

const person = { name: 'ann', tags: [], username: 'ann', password: 'secret' };
const stores: SessionStore[] = [];

function open(options: { idleMs?: number; maxSessions?: number } = {}) {
  const clock = { now: 0 };
  const store = new SessionStore({ idleMs: 1000, maxSessions: 3, now: () => clock.now, ...options });
  stores.push(store);
  const ended: string[] = [];
  store.onEnd((session) => ended.push(session.id));
  return { store, clock, ended };
}

afterEach(() => {
  for (const store of stores.splice(0)) store.close();
});

test('a session lives as long as it is used', () => {
  const { store, clock } = open();
  const { id } = store.open(person);
  for (let i = 0; i < 5; i++) {
    clock.now += 900;
    expect(store.use(id)).toBeDefined();
  }
  clock.now += 1001;
  expect(store.use(id)).toBeUndefined();
});

test('idle sessions are swept, and their end is told', () => {
  const { store, clock, ended } = open();
  const first = store.open(person);
  clock.now = 900;
  const second = store.open(person);
  clock.now = 1001;
  store.sweep();
  expect(ended).toEqual([first.id]);
  expect(store.hasPerson('ann')).toBe(true);
  store.end(second.id);
  expect(store.hasPerson('ann')).toBe(false);
});

test('when there are too many, the one that was idle longest ends', () => {
  const { store, ended } = open({ maxSessions: 2 });
  const first = store.open(person);
  const second = store.open(person);
  store.use(first.id);
  store.open(person);
  expect(ended).toEqual([second.id]);
});

test('ids are long and never the same', () => {
  const { store } = open({ maxSessions: 1000 });
  const ids = new Set(Array.from({ length: 500 }, () => store.open(person).id));
  expect(ids.size).toBe(500);
  for (const id of ids) expect(Buffer.from(id, 'base64url')).toHaveLength(32);
});
