import { beforeEach, expect, test } from 'vitest';
import { QUEUE, TestApi } from '@/server/management/test-api';

let api: TestApi;

beforeEach(async () => {
  api = new TestApi();
  api.vhost.addQueue('classic', null, QUEUE);
  await api.ask('PUT', 'queues/%2F/q', { body: { durable: true, arguments: { 'x-queue-type': 'quorum' } } });
});

test('a quorum queue has this node as its one member', async () => {
  const { status, json } = await api.get('queues/quorum/%2F/q/status');
  expect([status, json]).toMatchObject([200, [{ 'Node Name': 'warren@test', 'Raft State': 'leader' }]]);
  expect((await api.get('queues/quorum/%2F/none/status')).status).toBe(404);
  const classic = await api.get('queues/quorum/%2F/classic/status');
  expect([classic.status, classic.json.reason]).toEqual([400, 'classic_queue_not_supported']);
});

test.each([
  ['POST', 'add', { node: 'warren@test' }, 204, undefined],
  ['POST', 'add', { node: 'other@test' }, 400, 'node_not_running: other@test'],
  ['POST', 'add', {}, 400, '[{key_missing,node}]'],
  ['DELETE', 'delete', { node: 'warren@test' }, 400, 'last_node'],
  ['DELETE', 'delete', { node: 'other@test' }, 400, 'not_a_member: other@test'],
])('%s replicas/%s with %j is answered with %i', async (method, what, body, status, reason) => {
  const answer = await api.ask(method, `queues/quorum/%2F/q/replicas/${what}`, { body });
  expect([answer.status, answer.json?.reason]).toEqual([status, reason]);
});

test('there are no actions any more', async () => {
  const { status, json } = await api.ask('POST', 'queues/%2F/q/actions', { body: { action: 'sync' } });
  expect([status, json.reason]).toEqual([400, '{unknown,sync}']);
});
