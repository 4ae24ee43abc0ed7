import { type ChannelModel, connect } from 'amqplib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from './eventually';
import { HttpApi } from './http-api';
import { startTestServer, type TestServer } from './start-test-server';

let server: TestServer;
let api: HttpApi;
let connection: ChannelModel;
const events: [name: string, headers: Record<string, unknown>][] = [];

beforeAll(async () => {
  server = await startTestServer();
  api = new HttpApi(server.httpUrl);
  connection = await connect(server.amqpUrl);
  const channel = await connection.createChannel();
  const { queue } = await channel.assertQueue('', { exclusive: true });
  const names = ['policy.#', 'parameter.#', 'vhost.limits.*', 'user.tags.*', 'user.password.*', 'user.limits.*'];
  for (const name of names) await channel.bindQueue(queue, 'amq.rabbitmq.event', name);
  const note = (name: string, { timestamp_in_ms: _, ...headers }: Record<string, unknown>) =>
    events.push([name, headers]);
  await channel.consume(queue, (got) => got && note(got.fields.routingKey, got.properties.headers ?? {}), {
    noAck: true,
  });
});

afterAll(async () => {
  await connection.close();
  await server.stop();
});

/** The events of some requests, and no others. */
async function after(...requests: (() => Promise<unknown>)[]): Promise<typeof events> {
  events.length = 0;
  for (const request of requests) await request();
  await api.put('global-parameters/end', { value: Math.random() });
  return await eventually(() => {
    expect(events.at(-1)?.[1]).toMatchObject({ component: 'global', name: 'end' });
    return events.slice(0, -1);
  });
}

const policy = { pattern: '^q', definition: { 'max-length': 5 }, priority: 2, 'apply-to': 'queues' };

test('policies', async () => {
  const path = 'policies/%2F/p';
  const put = (definition: object) => () => api.put(path, { ...policy, definition });
  expect(await after(put({ expires: 5 }), put({ expires: 5 }), put({ expires: 6 }), () => api.delete(path))).toEqual([
    ['policy.set', { vhost: '/', name: 'p', ...policy, definition: { expires: 5 } }],
    ['policy.set', { vhost: '/', name: 'p', ...policy, definition: { expires: 6 } }],
    ['policy.cleared', { vhost: '/', name: 'p' }],
  ]);
  const operator = 'operator-policies/%2F/o';
  expect(
    await after(
      () => api.put(operator, policy),
      () => api.delete(operator),
    ),
  ).toEqual([
    ['parameter.set', { component: 'operator_policy', vhost: '/', name: 'o', value: policy }],
    ['parameter.cleared', { component: 'operator_policy', vhost: '/', name: 'o' }],
  ]);
});

test('limits', async () => {
  const ofVHost = 'vhost-limits/%2F/max-queues';
  expect(
    await after(
      () => api.put(ofVHost, { value: 500 }),
      () => api.delete(ofVHost),
    ),
  ).toEqual([
    ['vhost.limits.set', { vhost: '/', name: 'limits', 'max-queues': 500 }],
    ['vhost.limits.cleared', { vhost: '/', name: 'limits' }],
  ]);
});

test('users, without their passwords', async () => {
  const put = (body: object) => () => api.put('users/u', body);
  const all = await after(
    put({ password: 's3cret', tags: 'monitoring' }),
    put({ password: 'other', tags: 'monitoring' }),
    put({ password: 'other', tags: 'management' }),
    () => api.put('user-limits/u/max-channels', { value: 3 }),
    () => api.delete('users/u'),
  );
  expect(all.filter(([name]) => name !== 'user.password.changed')).toEqual([
    ['user.tags.set', { name: 'u', tags: ['monitoring'] }],
    ['user.tags.set', { name: 'u', tags: ['management'] }],
    ['user.limits.set', { username: 'u', name: 'limits', 'max-channels': 3 }],
    ['user.limits.cleared', { username: 'u', name: 'limits' }],
  ]);
  expect(all.filter(([name]) => name === 'user.password.changed')[0]).toEqual(['user.password.changed', { name: 'u' }]);
});

test('shovels, without the passwords of their URIs', async () => {
  const path = 'parameters/shovel/%2F/s';
  const ends = { 'src-queue': 'a', 'dest-queue': 'b', 'dest-uri': 'amqp://' };
  const value = { ...ends, 'src-uri': 'amqp://me:s3cret@127.0.0.1:1' };
  expect(
    await after(
      () => api.put(path, { value }),
      () => api.delete(path),
    ),
  ).toEqual([
    [
      'parameter.set',
      { component: 'shovel', vhost: '/', name: 's', value: { ...value, 'src-uri': 'amqp://127.0.0.1:1' } },
    ],
    ['parameter.cleared', { component: 'shovel', vhost: '/', name: 's' }],
  ]);
});
