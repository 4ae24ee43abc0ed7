import { describe, expect, test } from 'vitest';
import { TestApi } from '@/server/management/test-api';

const HASH = 'kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR';
const SHA256 = 'rabbit_password_hashing_sha256';

describe('users', () => {
  test('are shown to administrators', async () => {
    const api = new TestApi();
    const guest = {
      name: 'guest',
      password_hash: 'hash of guest',
      hashing_algorithm: 'plain',
      tags: ['administrator'],
      limits: {},
    };
    expect((await api.get('users')).json).toEqual([guest]);
    expect((await api.get('users/guest')).json).toEqual(guest);
    expect((await api.get('users/none')).status).toBe(404);
  });

  test('are created with 201 and changed with 204', async () => {
    const api = new TestApi();
    const put = (body: unknown) => api.ask('PUT', 'users/ann', { body });
    expect((await put({ password: 'secret', tags: 'management, monitoring' })).status).toBe(201);
    expect((await api.get('users/ann')).json).toMatchObject({ tags: ['management', 'monitoring'] });
    expect((await put({ password: 'ann', tags: ['management'] })).status).toBe(204);
    expect((await api.get('whoami', { as: 'ann' })).json).toEqual({ name: 'ann', tags: ['management'] });
  });

  test('keep permissions and limits when they change', async () => {
    const api = new TestApi();
    api.allow(api.addUser('ann', []), '/', '^a');
    await api.ask('PUT', 'users/ann', { body: { tags: '', password: 'x', limits: { 'max-channels': 5 } } });
    await api.ask('PUT', 'users/ann', { body: { tags: 'management', password: 'x' } });
    expect((await api.get('users/ann')).json).toMatchObject({ tags: ['management'], limits: { 'max-channels': 5 } });
    expect((await api.get('users/ann/permissions')).json).toMatchObject([{ configure: '^a' }]);
  });

  test.each([['rabbit_password_hashing_sha512'], ['rabbit_password_hashing_md5'], [SHA256]])(
    'come with a hash of %s',
    async (algorithm) => {
      const api = new TestApi();
      const body = { password_hash: HASH, hashing_algorithm: algorithm, tags: '' };
      expect((await api.ask('PUT', 'users/ann', { body })).status).toBe(201);
      expect((await api.get('users/ann')).json).toMatchObject({ password_hash: HASH, hashing_algorithm: algorithm });
    },
  );

  test.each([[{ tags: '' }], [{ tags: [], password_hash: '' }]])('%j cannot sign in with a password', async (body) => {
    const api = new TestApi();
    await api.ask('PUT', 'users/ann', { body });
    expect((await api.get('users/ann')).json).toMatchObject({ password_hash: '', hashing_algorithm: SHA256 });
    expect(api.broker.access.authenticate('ann', '')).toBeNull();
  });

  test('with a blank password cannot sign in', async () => {
    const api = new TestApi();
    await api.ask('PUT', 'users/ann', { body: { tags: 'management', password: '' } });
    expect(api.broker.access.authenticate('ann', '')).toBeNull();
  });

  test.each<readonly [body: unknown, reason: string]>([
    [{}, 'tags_not_present'],
    [{ password: 'x' }, 'tags_not_present'],
    [{ tags: 3 }, 'not_list: tags'],
    [{ tags: [3] }, 'not_list: tags'],
    [{ tags: '', password: 3 }, 'not_string: password'],
    [{ tags: '', password: 'a', password_hash: 'b' }, 'both_password_and_password_hash_are_provided'],
    [{ tags: '', password_hash: 'b' }, 'not_base64: password_hash'],
    [{ tags: '', password_hash: 3 }, 'not_base64: password_hash'],
    [{ tags: '', password_hash: HASH, hashing_algorithm: 'x' }, 'unknown hashing_algorithm: x'],
    [{ tags: '', limits: { nope: 1 } }, 'Unrecognised terms [{<<"nope">>,1}] in user-limits'],
  ])('%j is refused', async (body, reason) => {
    const api = new TestApi();
    const { status, json } = await api.ask('PUT', 'users/ann', { body });
    expect([status, json.reason]).toEqual([400, reason]);
    expect(api.broker.access.users.has('ann')).toBe(false);
  });

  test('go with their connections', async () => {
    const api = new TestApi();
    const ann = api.addUser('ann', []);
    api.allow(ann, '/');
    const connection = api.connect(ann);
    expect((await api.ask('DELETE', 'users/ann')).status).toBe(204);
    expect(api.closed.get(connection.name)).toContain("'ann'");
    expect((await api.ask('DELETE', 'users/ann')).status).toBe(404);
    expect((await api.get('permissions')).json).toHaveLength(1);
  });

  test('without permissions are listed', async () => {
    const api = new TestApi();
    api.addUser('ann', []);
    const { json } = await api.get('users/without-permissions');
    expect(json.map(({ name }: { name: string }) => name)).toEqual(['ann']);
  });

  test('go together or not at all', async () => {
    const api = new TestApi();
    api.addUser('ann', []);
    api.addUser('bob', []);
    const remove = (body: unknown) => api.ask('POST', 'users/bulk-delete', { body });
    const refused = await remove({ users: ['ann', 'none'] });
    expect([refused.status, refused.json.reason]).toEqual([400, 'no_such_user: none']);
    expect((await remove({})).json.reason).toBe('[{key_missing,users}]');
    expect((await remove({ users: 3 })).status).toBe(400);
    expect((await remove({ users: ['ann', 'bob', 'ann'] })).status).toBe(204);
    expect([...api.broker.access.users.keys()]).toEqual(['guest']);
  });

  test('get a hash for their definitions', async () => {
    const api = new TestApi();
    expect((await api.get('auth/hash_password/a%20b')).json).toEqual({ ok: 'hash of a b' });
    const body = { password: 'a b' };
    expect((await api.ask('POST', 'auth/hash_password', { body })).json).toEqual({ ok: 'hash of a b' });
    expect((await api.ask('POST', 'auth/hash_password', { body: { password: 3 } })).status).toBe(400);
  });
});
