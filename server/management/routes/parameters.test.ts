import { describe, expect, test } from 'vitest';
import { TestApi } from '@/server/management/test-api';

const put = (api: TestApi, path: string, value: unknown) => api.ask('PUT', path, { body: { value } });

describe('parameters', () => {
  test('show limits and operator policies, and policies to who asks for them', async () => {
    const api = new TestApi();
    api.vhost.limits.set('max-queues', 9);
    const body = { pattern: 'x', definition: { 'max-length': 1 } };
    await api.ask('PUT', 'operator-policies/%2F/o', { body });
    await api.ask('PUT', 'policies/%2F/p', { body });
    const policy = { ...body, priority: 0, 'apply-to': 'all' };
    const limits = { component: 'vhost-limits', vhost: '/', name: 'limits', value: { 'max-queues': 9 } };
    const operator = { component: 'operator_policy', vhost: '/', name: 'o', value: policy };
    const ofUser = { component: 'policy', vhost: '/', name: 'p', value: policy };
    expect((await api.get('parameters')).json).toEqual([limits, operator]);
    expect((await api.get('parameters/operator_policy')).json).toEqual([operator]);
    expect((await api.get('parameters/policy')).json).toEqual([ofUser]);
    expect((await api.get('parameters/vhost-limits/%2F')).json).toEqual([limits]);
    expect((await api.get('parameters/policy/%2F/p')).json).toEqual(ofUser);
    expect((await api.get('parameters/nope')).json).toEqual([]);
    expect((await api.get('parameters/vhost-limits/none')).status).toBe(404);
    expect((await api.get('parameters/vhost-limits/%2F/none')).status).toBe(404);
  });

  test('set and clear limits', async () => {
    const api = new TestApi();
    const path = 'parameters/vhost-limits/%2F/limits';
    expect((await put(api, path, { 'max-queues': 9, 'max-connections': 1 })).status).toBe(201);
    expect((await put(api, path, { 'max-queues': 8 })).status).toBe(204);
    expect((await api.get('vhost-limits/%2F')).json).toEqual([{ vhost: '/', value: { 'max-queues': 8 } }]);
    expect((await put(api, path, { nope: 9 })).json.reason).toBe(
      'Validation failed\n\nUnrecognised terms [{<<"nope">>,9}] in limits\n',
    );
    expect((await api.ask('DELETE', path)).status).toBe(204);
    expect((await api.ask('DELETE', path)).status).toBe(404);
    expect(api.vhost.limits.size).toBe(0);
  });

  test('set and clear operator policies, which apply at once', async () => {
    const api = new TestApi();
    await api.ask('PUT', 'queues/%2F/q');
    const path = 'parameters/operator_policy/%2F/o';
    expect((await put(api, path, { pattern: '', definition: { expires: 5 } })).json.reason).toBe(
      'Validation failed\n\nKey "priority" not found in o\n',
    );
    expect((await put(api, path, { pattern: '', definition: { expires: 5 }, priority: 0 })).status).toBe(201);
    expect((await api.get('queues/%2F/q')).json.operator_policy).toBe('o');
    expect((await api.ask('DELETE', path)).status).toBe(204);
    expect((await api.get('queues/%2F/q')).json.operator_policy).toBeNull();
  });

  test.each<readonly [path: string, body: unknown, status: number, reason: string]>([
    ['policy/%2F/p', { value: {} }, 400, 'policies may not be set using this method'],
    ['nope/%2F/s', { value: {} }, 400, 'Validation failed\n\ncomponent nope not found\n'],
    ['paused-shovel/%2F/s', { value: {} }, 400, 'Validation failed\n\ncomponent paused-shovel not found\n'],
    ['shovel/%2F/s', { value: 3 }, 400, 'Validation failed\n\ns should be an object, actually was 3\n'],
    ['shovel/%2F/s', {}, 400, '[{key_missing,value}]'],
    ['shovel/none/s', { value: {} }, 404, 'vhost_not_found'],
    ['vhost-limits/%2F/other', { value: {} }, 400, 'the parameter of vhost-limits is called limits'],
    ['vhost-limits/%2F/limits', { value: 3 }, 400, 'not_object: value'],
  ])('%s %j is refused', async (path, body, status, reason) => {
    const answer = await new TestApi().ask('PUT', `parameters/${path}`, { body });
    expect([answer.status, answer.json.reason]).toEqual([status, reason]);
  });

  test('that came with definitions are shown and may go', async () => {
    const api = new TestApi();
    const parameter = { component: 'shovel', vhost: '/', name: 's', value: { 'src-uri': 'amqp://' } };
    api.broker.parameters.put(parameter);
    expect((await api.get('parameters')).json).toEqual([parameter]);
    expect((await api.ask('DELETE', 'parameters/shovel/%2F/s')).status).toBe(204);
    expect((await api.get('parameters')).json).toEqual([]);
  });
});

describe('global parameters', () => {
  test('are set, shown and taken away', async () => {
    const api = new TestApi();
    const path = 'global-parameters/mine';
    expect((await put(api, path, { a: [1, 'b'] })).status).toBe(201);
    expect((await put(api, path, false)).status).toBe(204);
    expect((await api.get(path)).json).toEqual({ name: 'mine', value: false });
    expect((await api.get('global-parameters')).json).toEqual([{ name: 'mine', value: false }]);
    expect((await api.ask('PUT', path, { body: {} })).json.reason).toBe('[{key_missing,value}]');
    expect((await api.ask('DELETE', path)).status).toBe(204);
    expect((await api.ask('DELETE', path)).status).toBe(404);
    expect((await api.get(path)).status).toBe(404);
  });

  test('hold the name of the cluster', async () => {
    const api = new TestApi();
    expect((await api.get('cluster-name')).json).toEqual({ name: 'warren@test' });
    expect((await api.ask('PUT', 'cluster-name', { body: { name: 'east' } })).status).toBe(204);
    expect((await api.get('cluster-name')).json).toEqual({ name: 'east' });
    expect((await api.get('overview')).json.cluster_name).toBe('east');
    expect((await api.get('global-parameters/cluster_name')).json).toEqual({ name: 'cluster_name', value: 'east' });
    expect((await api.ask('PUT', 'cluster-name', { body: {} })).json.reason).toBe('[{key_missing,name}]');
    expect((await api.ask('PUT', 'cluster-name', { body: { name: 3 } })).status).toBe(400);
  });
});
