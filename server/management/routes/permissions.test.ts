import { describe, expect, test } from 'vitest';
import { TestApi } from '@/server/management/test-api';

const ALL = { configure: '.*', write: '.*', read: '.*' };

function withAnn(): TestApi {
  const api = new TestApi();
  api.addUser('ann', []);
  return api;
}

describe('permissions', () => {
  test('are granted, shown and taken away', async () => {
    const api = withAnn();
    const path = 'permissions/%2F/ann';
    const body = { configure: '^a', write: '', read: '.*' };
    expect((await api.ask('PUT', path, { body: ALL })).status).toBe(201);
    expect((await api.ask('PUT', path, { body })).status).toBe(204);
    const ofAnn = { user: 'ann', vhost: '/', ...body };
    const ofGuest = { user: 'guest', vhost: '/', ...ALL };
    expect((await api.get(path)).json).toEqual(ofAnn);
    expect((await api.get('users/ann/permissions')).json).toEqual([ofAnn]);
    expect((await api.get('permissions')).json).toEqual([ofGuest, ofAnn]);
    expect((await api.get('vhosts/%2F/permissions')).json).toEqual([ofGuest, ofAnn]);
    expect((await api.ask('DELETE', path)).status).toBe(204);
    expect((await api.ask('DELETE', path)).status).toBe(404);
  });

  test.each<readonly [path: string, body: unknown, reason: string]>([
    ['%2F/ann', {}, '[{key_missing,configure},{key_missing,write},{key_missing,read}]'],
    ['none/ann', ALL, 'vhost_or_user_not_found'],
    ['%2F/none', ALL, 'vhost_or_user_not_found'],
    ['%2F/ann', { ...ALL, write: 3 }, 'not_string: write'],
    ['%2F/ann', { ...ALL, read: '(' }, 'invalid_regexp: read: '],
  ])('%s %j are refused', async (path, body, reason) => {
    const { status, json } = await withAnn().ask('PUT', `permissions/${path}`, { body });
    expect([status, json.reason.slice(0, reason.length)]).toEqual([400, reason]);
  });

  test.each([
    'users/none/permissions',
    'users/none/topic-permissions',
    'permissions/%2F/none',
    'permissions/%2F/ann',
    'permissions/none/guest',
    'vhosts/none/permissions',
    'vhosts/none/topic-permissions',
    'topic-permissions/%2F/none',
    'topic-permissions/%2F/ann',
  ])('%s is not found', async (path) => {
    expect((await withAnn().get(path)).status).toBe(404);
  });
});

describe('topic permissions', () => {
  const path = 'topic-permissions/%2F/ann';

  test('are granted by exchange, shown and taken away', async () => {
    const api = withAnn();
    const put = (exchange: string, write: string) => api.ask('PUT', path, { body: { exchange, write, read: '' } });
    expect((await put('amq.topic', '^a')).status).toBe(201);
    expect((await put('amq.topic', '^{username}\\.')).status).toBe(204);
    expect((await put('later', '.*')).status).toBe(204);
    const first = { user: 'ann', vhost: '/', exchange: 'amq.topic', write: '^{username}\\.', read: '' };
    const second = { user: 'ann', vhost: '/', exchange: 'later', write: '.*', read: '' };
    const lists = ['topic-permissions', path, 'users/ann/topic-permissions', 'vhosts/%2F/topic-permissions'];
    for (const list of lists) expect((await api.get(list)).json).toEqual([first, second]);
    expect((await api.get(`${path}/later`)).json).toEqual([second]);
    expect((await api.ask('DELETE', `${path}/amq.topic`)).status).toBe(204);
    expect((await api.get(path)).json).toEqual([second]);
    expect((await api.ask('DELETE', path)).status).toBe(204);
    expect((await api.ask('DELETE', path)).status).toBe(404);
    expect((await api.get('topic-permissions')).json).toEqual([]);
  });

  test.each<readonly [path: string, body: unknown, reason: string]>([
    [path, {}, '[{key_missing,exchange},{key_missing,write},{key_missing,read}]'],
    [path, { exchange: 3, write: '', read: '' }, 'not_string: exchange'],
    [path, { exchange: 'x', write: '(', read: '' }, 'invalid_regexp: write: '],
    ['topic-permissions/none/ann', { exchange: 'x', write: '', read: '' }, 'vhost_or_user_not_found'],
    ['topic-permissions/%2F/none', { exchange: 'x', write: '', read: '' }, 'vhost_or_user_not_found'],
  ])('%s %j are refused', async (at, body, reason) => {
    const { status, json } = await withAnn().ask('PUT', at, { body });
    expect([status, json.reason.slice(0, reason.length)]).toEqual([400, reason]);
  });

  test('hold for the exchanges of the API too', async () => {
    const api = withAnn();
    const ann = api.addUser('ann', ['management']);
    api.allow(ann, '/');
    await api.ask('PUT', path, { body: { exchange: 'amq.topic', write: '^ann\\.', read: '' } });
    const publish = (key: string) =>
      api.ask('POST', 'exchanges/%2F/amq.topic/publish', {
        as: 'ann',
        body: { routing_key: key, properties: {}, payload: '', payload_encoding: 'string' },
      });
    expect((await publish('ann.x')).status).toBe(200);
    const { status, json } = await publish('bob.x');
    expect([status, json.reason]).toEqual([
      401,
      "Access refused. write access to topic 'bob.x' in exchange 'amq.topic' in vhost '/' refused for user 'ann'",
    ]);
  });
});
