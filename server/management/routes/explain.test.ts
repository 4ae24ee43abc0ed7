import { beforeEach, expect, test } from 'vitest';
import { QUEUE, TestApi } from '@/server/management/test-api';

let api: TestApi;

beforeEach(() => {
  api = new TestApi();
  for (const name of ['q', 'r']) api.vhost.addQueue(name, null, QUEUE);
});

const explain = (exchange: string, body: unknown, as = 'guest') =>
  api.ask('POST', `exchanges/%2F/${exchange}/explain`, { body, as });

test('says of each binding whether it matches and why, through exchanges and alternates', async () => {
  await api.ask('PUT', 'exchanges/%2F/in', {
    body: { type: 'topic', arguments: { 'alternate-exchange': 'amq.fanout' } },
  });
  await api.ask('POST', 'bindings/%2F/e/in/e/amq.headers', { body: { routing_key: 'a.*' } });
  await api.ask('POST', 'bindings/%2F/e/amq.headers/q/q', { body: { arguments: { kind: 'x' } } });
  await api.ask('POST', 'bindings/%2F/e/amq.fanout/q/r');
  const body = { routing_key: 'a.b', properties: { headers: { kind: 'x' } } };
  expect((await explain('in', body)).json).toEqual({
    routed: true,
    queues: ['q'],
    exchanges: [
      {
        exchange: 'in',
        type: 'topic',
        reached_by: { kind: 'publisher' },
        queue: null,
        alternate_exchange: null,
        binding_count: 1,
        bindings: [
          {
            destination: 'amq.headers',
            destination_type: 'exchange',
            routing_key: 'a.*',
            arguments: {},
            properties_key: 'a.%2A',
            matched: true,
            why: "* stands for 'b'",
          },
        ],
      },
      expect.objectContaining({
        exchange: 'amq.headers',
        reached_by: { kind: 'binding', source: 'in', routing_key: 'a.*' },
        bindings: [expect.objectContaining({ matched: true, why: "all headers have to match: 'kind' matches" })],
      }),
    ],
  });
  const other = (await explain('in', { routing_key: 'z' })).json;
  expect(other.queues).toEqual(['r']);
  expect(other.exchanges[0].alternate_exchange).toEqual({ name: 'amq.fanout', exists: true });
  expect(other.exchanges[1].reached_by).toEqual({ kind: 'alternate_exchange', of: 'in' });
  expect((await explain('amq.default', { routing_key: 'q' })).json.exchanges[0].queue).toBe('q');
  expect((await explain('amq.direct', {})).json).toMatchObject({ routed: false, queues: [] });
});

test('publishes nothing and counts nothing', async () => {
  await explain('amq.default', { routing_key: 'q' });
  const { published, returned, dropped } = api.vhost;
  expect([published, returned, dropped, api.vhost.getQueue('q').enqueued]).toEqual([0, 0, 0, 0]);
});

test.each([
  ['amq.default', { routing_key: 3 }, 400, 'not_string: routing_key 3'],
  ['amq.default', { routing_key: 'k'.repeat(300) }, 400, 'routing_key should be less than 255 bytes, actually was 300'],
  ['amq.default', { properties: 3 }, 400, 'not_object: properties'],
  ['amq.default', { properties: { headers: 3 } }, 400, 'not_object: headers'],
  ['none', {}, 404, "no exchange 'none' in vhost '/'"],
])('%s with %j is answered with %i', async (exchange, body, status, reason) => {
  const answer = await explain(exchange, body);
  expect([answer.status, answer.json.reason]).toEqual([status, reason]);
});

test('is for those who may publish there', async () => {
  const reader = api.addUser('reader', ['management']);
  api.broker.access.setPermission(reader, '/', { configure: '.*', write: '^$', read: '.*' });
  expect((await explain('amq.fanout', {}, 'reader')).status).toBe(401);
});
