import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { SessionFile } from './session-file';
import { SessionStore } from './session-store';

const person = { name: 'ann', tags: [], username: 'ann', password: 'secret' };
const stores: SessionStore[] = [];

function open(options: { idleMs?: number; maxSessions?: number; file?: SessionFile } = {}) {
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

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'warren-sessions-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'sessions.json');
}

const fileAt = (path: string) =>
  new SessionFile(path, (failure) => {
    throw failure;
  });

test('a session outlives the process, an ended one does not, and the file alone tells nothing', () => {
  const path = newFile();
  const before = open({ file: fileAt(path) }).store;
  const { id } = before.open(person);
  const ended = before.open({ ...person, name: 'ben', username: 'ben' });
  before.end(ended.id);
  const text = readFileSync(path, 'utf8');
  for (const secret of [id, 'secret', 'ann']) expect(text).not.toContain(secret);
  const after = open({ file: fileAt(path) }).store;
  expect(after.use(id)).toMatchObject({ ...person, id });
  expect(after.use(ended.id)).toBeUndefined();
  expect(after.use(`${id}x`)).toBeUndefined();
});

test('a session that was idle too long does not come back with a restart', () => {
  const path = newFile();
  const { store, clock } = open({ file: fileAt(path) });
  const { id } = store.open(person);
  clock.now = 900;
  store.use(id);
  store.sweep();
  const later = open({ file: fileAt(path) });
  later.clock.now = 1_850;
  expect(later.store.use(id)).toBeDefined();
  const muchLater = open({ file: fileAt(path) });
  muchLater.clock.now = 1_950;
  expect(muchLater.store.use(id)).toBeUndefined();
});

test('a file that somebody changed, or that is not ours, signs nobody in', () => {
  const path = newFile();
  const { store } = open({ file: fileAt(path) });
  const { id } = store.open(person);
  const entries = JSON.parse(readFileSync(path, 'utf8')) as { sealed: string }[];
  for (const entry of entries) entry.sealed = `AAAA${entry.sealed.slice(4)}`;
  writeFileSync(path, JSON.stringify(entries));
  expect(open({ file: fileAt(path) }).store.use(id)).toBeUndefined();
  writeFileSync(path, '{"not":"ours"}');
  expect(open({ file: fileAt(path) }).store.use(id)).toBeUndefined();
});
