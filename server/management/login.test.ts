import { expect, test } from 'vitest';
import { TestApi } from './test-api';

const wrong = { authorization: `Basic ${Buffer.from('guest:wrong').toString('base64')}` };

test('whoever sends too many wrong passwords has to wait, and learns nothing meanwhile', async () => {
  const api = new TestApi();
  for (let i = 0; i < 10; i++) expect((await api.get('overview', { headers: wrong })).status).toBe(401);
  const right = await api.get('overview');
  expect([right.status, right.json, right.headers['retry-after']]).toEqual([
    429,
    { error: 'too_many_requests', reason: 'Too many failed logins. Try again in 60 seconds.' },
    '60',
  ]);
  expect(right.headers['www-authenticate']).toBeUndefined();
  api.now += 60_000;
  expect((await api.get('overview')).status).toBe(200);
});

test('a wrong password of one user is no matter of another, nor of another address', async () => {
  const api = new TestApi();
  api.addUser('eye', ['monitoring']);
  for (let i = 0; i < 10; i++) await api.get('overview', { headers: wrong });
  expect((await api.get('overview', { as: 'eye' })).status).toBe(200);
  expect((await api.get('overview', { peer: '127.0.0.2' })).status).toBe(200);
});

test('tries are counted by protocol', async () => {
  const api = new TestApi();
  await api.get('overview', { headers: wrong });
  await api.get('overview', { as: null });
  expect((await api.get('auth/attempts/warren@test')).json).toEqual([
    { protocol: 'http', auth_attempts: 2, auth_attempts_failed: 1, auth_attempts_succeeded: 1 },
  ]);
  expect((await api.ask('DELETE', 'auth/attempts/warren@test')).status).toBe(204);
  expect((await api.get('auth/attempts/warren@test')).json).toMatchObject([{ auth_attempts: 1 }]);
  expect((await api.get('auth/attempts/warren@test/source')).json).toEqual([]);
  expect((await api.get('auth/attempts/other@test')).status).toBe(404);
});
