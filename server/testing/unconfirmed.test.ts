import { afterEach, beforeEach, expect, test } from 'vitest';
import { createManagement } from '@/server/management/handle';
import { type ManagementOptions, textOf } from '@/server/management/request';
import { createMetrics } from '@/server/metrics/metrics';
import { TestStore } from '@/server/store/test-store';
import { eventually } from './eventually';
import { openChannel } from './open-client';

const OPTIONS: ManagementOptions = {
  ...{ version: '0.1.0', rabbitmqVersion: '4.2.0', product: 'Warren' },
  ...{ nodeName: 'warren@test', clusterName: 'warren@test', startedAt: 0 },
  ...{ listeners: () => [], memoryLimitBytes: 1000, maxMessageBytes: 1 },
};

let store: TestStore;

beforeEach(async () => {
  store = new TestStore();
  await store.start();
});

afterEach(() => store.end());

async function ask(path: string): Promise<string> {
  const headers = { authorization: `Basic ${Buffer.from('guest:guest').toString('base64')}` };
  const request = { method: 'GET', path, query: '', headers, body: new Uint8Array(), peer: '127.0.0.1' };
  const api = path.startsWith('/metrics')
    ? createMetrics(store.broker, OPTIONS)
    : createManagement(store.broker, OPTIONS);
  return textOf((await api.handle(request)).body);
}

/** As the list of channels, the metrics of each, and their sum have it. */
async function unconfirmed(): Promise<number[]> {
  const found = (JSON.parse(await ask('/api/channels')) as { messages_unconfirmed: number }[]).map(
    (channel) => channel.messages_unconfirmed,
  );
  const name = 'rabbitmq_channel_messages_unconfirmed';
  for (const path of ['/metrics/per-object', '/metrics']) {
    const lines = (await ask(path)).matchAll(new RegExp(`^${name}(?:\\{.*\\})? (\\d+)$`, 'gm'));
    found.push(...[...lines].map(([, value]) => Number(value)));
  }
  return found;
}

test('while the disk is busy, a channel tells how many confirms are due', async () => {
  store.broker.access.addUser('guest', 'guest', ['administrator']);
  store.queue('q');
  store.broker.closeConnection(store.client.connection);
  const client = await openChannel(await store.listen());
  await client.call(1, 'confirm.select');
  expect(await unconfirmed()).toEqual([0, 0, 0]);
  let free = (): void => {};
  store.disk.busy = new Promise((resolve) => {
    free = resolve;
  });
  for (const body of ['a', 'b', 'c']) {
    client.publish(1, { exchange: '', routingKey: 'q', body, properties: { deliveryMode: 2 } });
  }
  await eventually(async () => expect(await unconfirmed()).toEqual([3, 3, 3]));
  free();
  for (let last = 0; last < 3; ) last = Number((await client.expect(1, 'basic.ack')).deliveryTag);
  expect(await unconfirmed()).toEqual([0, 0, 0]);
  client.destroy();
});
