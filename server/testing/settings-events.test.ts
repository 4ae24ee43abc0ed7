import { type ChannelModel, connect } from 'amqplib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from './eventually';
import { HttpApi } from './http-api';
import { startTestServer, type TestServer } from './start-test-server';

let server: TestServer;
let api: HttpApi;
let connection: ChannelModel;
const events: [name: string, headers: Record<string, unknown>][] = [];
/** Who has done each of them. */
const actors: unknown[] = [];

beforeAll(async () => {
  server = await startTestServer();
  api = new HttpApi(server.httpUrl);
  connection = await connect(server.amqpUrl);
  const channel = await connection.createChannel();
  const { queue } = await channel.assertQueue('', { exclusive: true });
  const names = [
    'policy.#',
    'queue.policy.*',
    'parameter.#',
    'vhost.limits.*',
    'user.tags.*',
    'user.password.*',
    'user.limits.*',
  ];
  for (const name of names) await channel.bindQueue(queue, 'amq.rabbitmq.event', name);
  const note = (name: string, headers: Record<string, unknown>): void => {
    const { timestamp_in_ms: _, user_who_performed_action: actor, ...rest } = headers;
    events.push([name, rest]);
    actors.push(actor);
  };
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
  actors.length = 0;
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
    ['policy.set', { vhost: '/', name: 'o', ...policy }],
    ['parameter.cleared', { component: 'operator_policy', vhost: '/', name: 'o' }],
  ]);
});

test('queues, when other policies apply to them', async () => {
  for (const name of ['q1', 'q2', 'other']) await api.put(`queues/%2F/${name}`, {});
  const put = (name: string, pattern: string) => () => api.put(name, { ...policy, pattern });
  const all = await after(
    put('policies/%2F/p', '^q1'),
    put('policies/%2F/p', '^q'),
    put('policies/%2F/p', '^q'),
    put('operator-policies/%2F/o', '^q2'),
    () => api.delete('policies/%2F/p'),
    () => api.delete('operator-policies/%2F/o'),
  );
  const cause = ({ pattern }: Record<string, unknown>) => (pattern === undefined ? '' : ` by ${pattern}`);
  expect(all.map(([event, headers]) => `${event} ${headers['name']}${cause(headers)}`)).toEqual([
    ...['queue.policy.updated q1 by ^q1', 'policy.set p by ^q1'],
    ...['queue.policy.updated q1 by ^q', 'queue.policy.updated q2 by ^q', 'policy.set p by ^q'],
    ...['parameter.set o', 'queue.policy.updated q2 by ^q2', 'policy.set o by ^q2'],
    ...['queue.policy.cleared q1', 'queue.policy.cleared q2', 'policy.cleared p'],
    ...['parameter.cleared o', 'queue.policy.cleared q2'],
  ]);
  const queue = { name: 'q1', vhost: '/', type: 'rabbit_classic_queue' };
  expect(all[0]?.[1]).toEqual({ ...policy, ...queue, pattern: '^q1' });
  expect(all[8]?.[1]).toEqual(queue);
  expect(new Set(actors)).toEqual(new Set(['guest']));
  for (const name of ['q1', 'q2', 'other']) await api.delete(`queues/%2F/${name}`);
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
