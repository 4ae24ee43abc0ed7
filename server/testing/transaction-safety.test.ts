import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestStore } from '@/server/store/test-store';
import { openChannel } from './open-client';
import type { RawClient } from './raw-client';

const PERSISTENT = { deliveryMode: 2 };
/** Long enough for an answer that does not wait. */
const A_WHILE_MS = 60;

let store: TestStore;
let port: number;
let client: RawClient;

beforeEach(async () => {
  store = new TestStore();
  await store.start();
  port = await store.listen();
  store.queue('q');
  await store.store.safe();
  client = await openChannel(port);
  await client.call(1, 'tx.select');
});

afterEach(async () => {
  client.destroy();
  await store.end();
});

const aWhile = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, A_WHILE_MS));

test('tx.commit-ok comes when the messages are safe, and answers behind it keep their order', async () => {
  let free = (): void => {};
  store.disk.busy = new Promise((resolve) => {
    free = resolve;
  });
  for (const body of ['a', 'b']) client.publish(1, { routingKey: 'q', body, properties: PERSISTENT });
  client.send(1, 'tx.commit');
  client.send(1, 'basic.qos', { prefetchCount: 1 });
  let hasAnswered = false;
  const answer = client.expect(1, 'tx.commit-ok').then(() => {
    hasAnswered = true;
  });
  await aWhile();
  expect(hasAnswered).toBe(false);
  // Others are served meanwhile.
  const other = await openChannel(port);
  expect((await other.call(1, 'queue.declare', { queue: 'q', passive: true })).messageCount).toBe(2);
  await other.close();
  free();
  await answer;
  await client.expect(1, 'basic.qos-ok');
  client.destroy();
  await store.crash();
  expect(store.bodies('q')).toEqual(['a', 'b']);
});

test('what is transient waits for nothing', async () => {
  store.disk.busy = new Promise(() => {});
  client.publish(1, { routingKey: 'q', body: 'a' });
  await client.call(1, 'tx.commit');
  store.disk.busy = Promise.resolve();
});

test.each([
  ['fails', false],
  ['has failed before', true],
])('a commit on a disk that %s ends the connection with INTERNAL_ERROR, without tx.commit-ok', async (_, before) => {
  if (before) {
    store.disk.fault = () => ({ kind: 'error', code: 'EIO' });
    store.publish('q', 'early');
    store.broker.endTurn();
    await aWhile();
    expect(store.store.log.isFailing).toBe(true);
  }
  store.disk.fault = () => ({ kind: 'error', code: 'EIO' });
  client.publish(1, { routingKey: 'q', body: 'a', properties: PERSISTENT });
  client.send(1, 'tx.commit');
  const frame = before ? await client.expect(0, 'connection.blocked').then(() => client.closedWith()) : await closing();
  expect(frame).toMatchObject({ replyCode: 541, replyText: expect.stringContaining('INTERNAL_ERROR - the disk') });
  store.disk.fault = () => null;
});

/** The alarm may be told before the end. */
async function closing(): Promise<unknown> {
  try {
    return await client.closedWith();
  } catch (failure) {
    if (!String(failure).includes('connection.blocked')) throw failure;
    return await client.closedWith();
  }
}
