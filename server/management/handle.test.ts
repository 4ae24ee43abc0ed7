import { describe, expect, test } from 'vitest';
import { TestApi } from './test-api';

describe('authentication', () => {
  test('a request without credentials is asked for some', async () => {
    const { status, headers, json } = await new TestApi().get('overview', { as: null });
    expect(status).toBe(401);
    expect(headers['www-authenticate']).toBe('Basic realm="RabbitMQ Management"');
    expect(json).toEqual({ error: 'not_authorized', reason: 'HTTP access denied: no credentials' });
  });

  test.each([
    ['a wrong password', `Basic ${Buffer.from('guest:wrong').toString('base64')}`],
    ['an unknown user', `Basic ${Buffer.from('nobody:nobody').toString('base64')}`],
  ])('%s is refused', async (_, authorization) => {
    const { status, json } = await new TestApi().get('overview', { as: null, headers: { authorization } });
    expect(status).toBe(401);
    expect(json).toEqual({ error: 'not_authorized', reason: 'Not_Authorized' });
  });

  test.each(['Bearer abc', 'Basic', 'Basic !!!', `Basic ${Buffer.from('no-colon').toString('base64')}`, 'Basic ====='])(
    'the header %j holds no credentials',
    async (authorization) => {
      const { status, headers } = await new TestApi().get('overview', { as: null, headers: { authorization } });
      expect(status).toBe(401);
      expect(headers['www-authenticate']).toBeDefined();
    },
  );

  test('a password may hold colons and any Unicode', async () => {
    const api = new TestApi();
    api.broker.access.addUser('käfer', 'a:b:ü', ['management']);
    const authorization = `Basic ${Buffer.from('käfer:a:b:ü').toString('base64')}`;
    const { json } = await api.get('whoami', { as: null, headers: { authorization } });
    expect(json).toEqual({ name: 'käfer', tags: ['management'] });
  });

  test('guest signs in from this machine only', async () => {
    const api = new TestApi();
    const { status, json } = await api.get('whoami', { peer: '10.0.0.7' });
    expect(status).toBe(401);
    expect(json.reason).toBe('User can only log in via localhost');
    expect((await api.get('whoami', { peer: '::ffff:127.0.0.1' })).status).toBe(200);
  });

  test('a user without a management tag is refused', async () => {
    const api = new TestApi();
    api.addUser('app', []);
    expect((await api.get('whoami', { as: 'app' })).json.reason).toBe('Not management user');
  });

  test.each([
    ['users', 'Not administrator user'],
    ['permissions', 'Not administrator user'],
    ['nodes', 'Not monitor user'],
    ['queues/%2F', 'User not authorised to access virtual host'],
    ['exchanges/%2F/amq.direct', 'User not authorised to access virtual host'],
  ])('GET %s asks for more than a management tag', async (path, reason) => {
    const api = new TestApi();
    api.addUser('manager', ['management']);
    const { status, json } = await api.get(path, { as: 'manager' });
    expect(status).toBe(401);
    expect(json).toEqual({ error: 'not_authorized', reason });
  });

  test('an administrator may look into a vhost without a permission there', async () => {
    const api = new TestApi();
    api.addUser('admin', ['administrator']);
    expect((await api.get('queues/%2F', { as: 'admin' })).status).toBe(200);
  });
});

describe('routing', () => {
  test.each([
    'nothing',
    'queues/%2F/a/b/c',
    'health/checks/nothing',
    '../whoami',
    'whoami/..',
    'toString',
    '__proto__',
  ])('the path %j names nothing', async (path) => {
    const { status, json } = await new TestApi().get(path);
    expect(status).toBe(404);
    expect(json).toEqual({ error: 'Object Not Found', reason: 'Not Found' });
  });

  test('a slash at the end changes nothing', async () => {
    expect((await new TestApi().get('whoami/')).json).toEqual({ name: 'guest', tags: ['administrator'] });
  });

  test('a path that is not percent-encoded UTF-8 is refused', async () => {
    const api = new TestApi();
    expect((await api.get('queues/%zz')).status).toBe(400);
    expect((await api.get('queues/%ff')).status).toBe(400);
  });

  test.each([
    ['DELETE', 'overview', 'HEAD, GET, OPTIONS'],
    ['POST', 'exchanges/%2F/x', 'HEAD, GET, PUT, DELETE, OPTIONS'],
    ['GET', 'queues/%2F/q/contents', 'DELETE, OPTIONS'],
    ['GET', 'queues/%2F/q/get', 'POST, OPTIONS'],
    ['PATCH', 'queues', 'HEAD, GET, OPTIONS'],
    ['constructor', 'queues', 'HEAD, GET, OPTIONS'],
  ])('%s %s is not allowed', async (method, path, allow) => {
    const { status, headers, text } = await new TestApi().ask(method, path);
    expect([status, headers['allow'], text]).toEqual([405, allow, '']);
  });

  test('OPTIONS needs no credentials', async () => {
    const { status, headers } = await new TestApi().ask('OPTIONS', 'bindings/%2F/e/x/q/q', { as: null });
    expect([status, headers['allow']]).toEqual([200, 'HEAD, GET, POST, OPTIONS']);
  });

  test('HEAD tells the length of what GET answers', async () => {
    const api = new TestApi();
    const { text: full } = await api.get('exchanges');
    const { status, headers, text } = await api.ask('HEAD', 'exchanges');
    expect([status, text, headers['content-length']]).toEqual([200, '', String(Buffer.byteLength(full))]);
  });
});

test('a failure of our own shows nothing of the inside', async () => {
  const api = new TestApi({
    listeners: () => {
      throw new Error('secret');
    },
  });
  const { status, text } = await api.get('overview');
  expect(status).toBe(500);
  expect(text).not.toContain('secret');
  expect(api.failures).toHaveLength(1);
});
