import { describe, expect, test } from 'vitest';
import { TestApi } from '@/server/management/test-api';

describe('limits of vhosts', () => {
  test('are set, shown and taken away', async () => {
    const api = new TestApi();
    const put = (name: string, value: number) => api.ask('PUT', `vhost-limits/%2F/${name}`, { body: { value } });
    expect((await api.get('vhost-limits')).json).toEqual([]);
    expect((await put('max-queues', 3)).status).toBe(204);
    expect((await put('max-queues', -1)).status).toBe(204);
    expect((await put('max-connections', 0)).status).toBe(204);
    const shown = [{ vhost: '/', value: { 'max-queues': -1, 'max-connections': 0 } }];
    expect((await api.get('vhost-limits')).json).toEqual(shown);
    expect((await api.get('vhost-limits/%2F')).json).toEqual(shown);
    for (const name of ['max-queues', 'max-connections', 'max-connections', 'nope']) {
      expect((await api.ask('DELETE', `vhost-limits/%2F/${name}`)).status).toBe(204);
    }
    expect((await api.get('vhost-limits/%2F')).json).toEqual([]);
  });

  test.each<readonly [name: string, body: unknown, reason: string]>([
    ['max-queues', {}, '[{key_missing,value}]'],
    ['max-queues', { value: '3' }, 'Validation failed\n\nmax-queues should be a number, actually was <<"3">>\n'],
    ['max-queues', { value: 3.5 }, 'Validation failed\n\nmax-queues should be a number, actually was 3.5\n'],
    ['max-queues', { value: null }, 'Validation failed\n\nmax-queues should be a number, actually was null\n'],
    ['nope', { value: 3 }, 'Validation failed\n\nUnrecognised terms [{<<"nope">>,3}] in limits\n'],
  ])('%s %j is refused', async (name, body, reason) => {
    const { status, json } = await new TestApi().ask('PUT', `vhost-limits/%2F/${name}`, { body });
    expect([status, json.reason]).toEqual([400, reason]);
  });

  test('belong to a vhost', async () => {
    const api = new TestApi();
    expect((await api.get('vhost-limits/none')).status).toBe(404);
    const { status, json } = await api.ask('PUT', 'vhost-limits/none/max-queues', { body: { value: 3 } });
    expect([status, json.reason]).toEqual([404, 'vhost_not_found']);
  });

  test('hold for queues of the API too', async () => {
    const api = new TestApi();
    await api.ask('PUT', 'vhost-limits/%2F/max-queues', { body: { value: 1 } });
    expect((await api.ask('PUT', 'queues/%2F/a')).status).toBe(201);
    expect((await api.ask('PUT', 'queues/%2F/a')).status).toBe(204);
    const { status, json } = await api.ask('PUT', 'queues/%2F/b');
    expect([status, json.reason]).toEqual([400, "cannot declare queue 'b': queue limit in vhost '/' (1) is reached"]);
  });
});

describe('limits of users', () => {
  test('are set, shown and taken away', async () => {
    const api = new TestApi();
    const put = (name: string, value: number) => api.ask('PUT', `user-limits/guest/${name}`, { body: { value } });
    expect((await put('max-channels', 3)).status).toBe(204);
    expect((await put('max-connections', -1)).status).toBe(204);
    const shown = [{ user: 'guest', value: { 'max-channels': 3, 'max-connections': -1 } }];
    expect((await api.get('user-limits')).json).toEqual(shown);
    expect((await api.get('user-limits/guest')).json).toEqual(shown);
    expect((await api.ask('DELETE', 'user-limits/guest/max-channels')).status).toBe(204);
    expect((await api.ask('DELETE', 'user-limits/guest/max-connections')).status).toBe(204);
    expect((await api.get('user-limits/guest')).json).toEqual([]);
    expect((await api.get('user-limits/none')).status).toBe(404);
  });

  test.each<readonly [path: string, body: unknown, reason: string]>([
    ['guest/max-channels', {}, '[{key_missing,value}]'],
    ['guest/max-channels', { value: '3' }, 'max-channels should be a number, actually was <<"3">>'],
    ['guest/nope', { value: 3 }, 'Unrecognised terms [{<<"nope">>,3}] in user-limits'],
    ['none/max-channels', { value: 3 }, 'no_such_user: none'],
  ])('%s %j is refused', async (path, body, reason) => {
    const { status, json } = await new TestApi().ask('PUT', `user-limits/${path}`, { body });
    expect([status, json.reason]).toEqual([400, reason]);
  });

  test('are shown to who monitors, and to the user', async () => {
    const api = new TestApi();
    api.addUser('ann', ['management']);
    api.addUser('eye', ['monitoring']);
    expect((await api.get('user-limits/ann', { as: 'ann' })).status).toBe(200);
    expect((await api.get('user-limits/ann', { as: 'eye' })).status).toBe(200);
    expect((await api.get('user-limits/eye', { as: 'ann' })).status).toBe(401);
  });
});
