import { expect, test } from 'vitest';
import { TestApi } from '@/server/management/test-api';

test('feature flags are those that are on', async () => {
  const api = new TestApi();
  const { json } = await api.get('feature-flags');
  expect(json).toContainEqual({
    name: 'user_limits',
    desc: 'Configure connection and channel limits for a user',
    doc_url: '',
    state: 'enabled',
    stability: 'stable',
    provided_by: 'warren',
  });
  expect((await api.ask('PUT', 'feature-flags/user_limits/enable', { body: { name: 'user_limits' } })).status).toBe(
    204,
  );
  const { status, json: refused } = await api.ask('PUT', 'feature-flags/stream_queue/enable');
  expect([status, refused.reason]).toEqual([400, 'unsupported']);
});

test('deprecated features are listed, and those in use', async () => {
  const api = new TestApi();
  const names = async (path: string) => (await api.get(path)).json.map(({ name }: { readonly name: string }) => name);
  expect(await names('deprecated-features')).toEqual(['global_qos', 'transient_nonexcl_queues']);
  expect(await names('deprecated-features/used')).toEqual([]);
  await api.ask('PUT', 'queues/%2F/passing');
  expect(await names('deprecated-features/used')).toEqual(['transient_nonexcl_queues']);
  api.openChannel(api.connect()).setGlobalPrefetch(5);
  expect(await names('deprecated-features/used')).toEqual(['global_qos', 'transient_nonexcl_queues']);
});

test('a single node has nothing to rebalance and no statistics to reset', async () => {
  const api = new TestApi();
  expect((await api.get('extensions')).json).toEqual([]);
  expect((await api.ask('POST', 'rebalance/queues')).status).toBe(204);
  expect((await api.ask('DELETE', 'reset')).status).toBe(204);
  expect((await api.ask('DELETE', 'reset/warren@test')).status).toBe(204);
  expect((await api.ask('DELETE', 'reset/other@test')).status).toBe(404);
});

test('the configuration in force holds no secret', async () => {
  const { json, text } = await new TestApi().get('config/effective');
  expect(json).toMatchObject({ node: 'warren@test', loopback_users: ['guest'], login_failures_per_name: 10 });
  expect(text).not.toMatch(/password|hash/);
});
