import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { Broker } from '@/server/broker/broker';
import { CoreClient } from '@/server/testing/core-client';
import { testPorts } from '@/server/testing/start-test-broker';
import { FORMAT_1 } from './format-1.fixture';
import { FORMAT_VERSION } from './layout';
import { Store } from './store';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warren-format-'));
  for (const [path, text] of Object.entries(FORMAT_1)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), inflateSync(Buffer.from(text, 'base64')));
  }
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function open(isReadOnly = false): Promise<{ broker: Broker; store: Store }> {
  const limits = { memoryLimitBytes: 1024 ** 3, pageAboveBytes: 1024 ** 3, loopbackUsers: [] };
  const broker = new Broker(testPorts, limits);
  const listener = { synced() {}, failed() {}, definitionsSafe() {}, definitionsFailed() {}, endTurn() {} };
  return { broker, store: await Store.open(broker, { dataDir: folder, isReadOnly, listener, log: () => {} }) };
}

/** Takes all messages; what was delivered before stands in brackets. */
function take({ session }: CoreClient, queue: string): string[] {
  const bodies: string[] = [];
  for (let one = session.get(queue, true, null); one; one = session.get(queue, true, null)) {
    const body = Buffer.from(one.message.body()).toString();
    bodies.push(one.redelivered ? `(${body})` : body);
    one.queue.release(one.message);
  }
  return bodies;
}

const versionOf = (): unknown => JSON.parse(readFileSync(join(folder, 'format.json'), 'utf8')).format;

/** What the folder holds, but for the locks. */
const contents = (): [string, string][] =>
  (readdirSync(folder, { recursive: true }) as string[])
    .filter((path) => !path.endsWith('lock') && statSync(join(folder, path)).isFile())
    .sort()
    .map((path) => [path, readFileSync(join(folder, path), 'base64')]);

test('a folder in format 1 is read, and is in the format of today from then on', async () => {
  expect(versionOf()).toBe(1);
  const { broker, store } = await open();
  expect([...broker.access.users.keys()]).toEqual(['guest']);
  const client = new CoreClient(broker);
  expect(take(client, 'kept')).toEqual(['(body 3)', 'body 4', 'body 5', 'last']);
  expect(client.publish('all', 'k', 'new', null, { deliveryMode: 2 })).toBe(2);
  broker.endTurn();
  await store.safe();
  await store.close();
  expect(versionOf()).toBe(FORMAT_VERSION);
  const again = await open();
  const next = new CoreClient(again.broker);
  expect([take(next, 'kept'), take(next, 'copy')]).toEqual([['new'], ['last', 'new']]);
  await again.store.close();
});

test('who only looks at such a folder changes nothing', async () => {
  const before = contents();
  const { broker, store } = await open(true);
  expect(broker.vhosts.get('/')?.queue('kept')?.readyCount).toBe(4);
  await store.close();
  expect(contents()).toEqual(before);
});
