import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from './start-test-server';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(() => server.stop());

const json = { 'content-type': 'application/json' };

function call(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${server.httpUrl}${path}`, { redirect: 'manual', ...init });
}

async function signIn(username = 'guest', password = 'guest'): Promise<Response> {
  return await call('/session', { method: 'POST', headers: json, body: JSON.stringify({ username, password }) });
}

async function signedInCookie(): Promise<string> {
  const response = await signIn();
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

describe('/session', () => {
  test('a broker user signs in and gets a cookie that scripts and other sites cannot use', async () => {
    const response = await signIn();
    expect(response.status).toBe(204);
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^warren_session_\d+=[\w-]{43}; HttpOnly; Path=\/; SameSite=Lax$/),
    ]);
  });

  test('it says who is signed in', async () => {
    const response = await call('/session', { headers: { cookie: await signedInCookie() } });
    expect(await response.json()).toEqual({ name: 'guest', tags: ['administrator'] });
  });

  test('without a session it says that nobody is signed in, and nothing else is open', async () => {
    for (const headers of [{}, { cookie: `warren_session_${new URL(server.httpUrl).port}=x` }]) {
      const response = await call('/session', { headers });
      expect([response.status, await response.json()]).toEqual([200, null]);
      expect((await call('/api/whoami', { headers })).status).toBe(401);
    }
  });

  test('after signing out the cookie is worth nothing', async () => {
    const cookie = await signedInCookie();
    const response = await call('/session', { method: 'DELETE', headers: { cookie } });
    expect(response.status).toBe(204);
    for (const gone of response.headers.getSetCookie()) expect(gone).toContain('Max-Age=0');
    expect(await (await call('/session', { headers: { cookie } })).json()).toBeNull();
    expect((await call('/api/overview', { headers: { cookie } })).status).toBe(401);
  });

  test('a wrong password is refused with a reason', async () => {
    const response = await signIn('guest', 'wrong');
    expect(response.status).toBe(401);
    expect(await response.json()).toHaveProperty('reason');
    expect(response.headers.get('set-cookie')).toBeNull();
  });

  test.each(['', '[]', '{"username":1}', 'x'.repeat(5000)])(
    'a body that is no sign-in is refused (%#)',
    async (body) => {
      expect((await call('/session', { method: 'POST', headers: json, body })).status).toBe(400);
    },
  );

  test('a sign-in from a page of another origin is refused', async () => {
    const headers = { ...json, origin: 'http://evil.example' };
    const body = JSON.stringify({ username: 'guest', password: 'guest' });
    expect((await call('/session', { method: 'POST', headers, body })).status).toBe(403);
  });

  test('another method is not allowed', async () => {
    const response = await call('/session', { method: 'PUT' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST, DELETE']);
  });
});

describe('/api with a session cookie', () => {
  const vhost = '/api/vhosts/with-cookie';

  test('reads in the name of the person', async () => {
    const response = await call('/api/whoami', { headers: { cookie: await signedInCookie() } });
    expect(await response.json()).toMatchObject({ name: 'guest' });
  });

  test('a change needs the header that only our own pages send', async () => {
    const cookie = await signedInCookie();
    const init = { method: 'PUT', body: '{}' };
    expect((await call(vhost, { ...init, headers: { cookie, ...json } })).status).toBe(403);
    const own = { cookie, ...json, 'x-warren-request': '1' };
    expect((await call(vhost, { ...init, headers: own })).status).toBe(201);
    const foreign = { ...own, origin: 'http://evil.example' };
    expect((await call(vhost, { ...init, headers: foreign })).status).toBe(403);
    expect((await call(vhost, { ...init, headers: { ...own, origin: 'null' } })).status).toBe(403);
    expect((await call(vhost, { ...init, headers: { ...own, origin: server.httpUrl } })).status).toBe(204);
  });

  test('a script gets no challenge, so that the browser opens no password window', async () => {
    const asScript = await call('/api/whoami', { headers: { 'sec-fetch-mode': 'cors' } });
    expect([asScript.status, asScript.headers.get('www-authenticate')]).toEqual([401, null]);
    const asTool = await new Promise<IncomingMessage>((resolve) => get(`${server.httpUrl}/api/whoami`, resolve));
    asTool.resume();
    expect(asTool.headers['www-authenticate']).toContain('Basic');
  });
});

describe('/api with Basic credentials', () => {
  const authorization = `Basic ${Buffer.from('guest:guest').toString('base64')}`;

  test('is served as RabbitMQ serves it, without our header', async () => {
    const response = await call('/api/vhosts/tool', { method: 'PUT', headers: { authorization, ...json }, body: '{}' });
    expect(response.status).toBe(201);
  });

  test('a change from a page of another origin is refused', async () => {
    const headers = { authorization, ...json, 'sec-fetch-site': 'cross-site' };
    expect((await call('/api/vhosts/evil', { method: 'PUT', headers, body: '{}' })).status).toBe(403);
  });

  test('a body above the limit is refused in the words of RabbitMQ', async () => {
    const body = 'x'.repeat(10 * 1024 * 1024 + 1);
    const response = await call('/api/vhosts/big', { method: 'PUT', headers: { authorization, ...json }, body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ reason: 'Exceeded HTTP request body size limit' });
  });
});

describe('any request', () => {
  test('carries headers that keep other sites out', async () => {
    const { headers } = await call('/session');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  test('a strange path gets an answer', async () => {
    for (const path of [
      '//',
      '/%',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/api/%',
      '/api/%2',
      '/api//nothing',
      '/api/queues/%ff',
    ]) {
      expect((await call(path)).status, path).toBeGreaterThanOrEqual(400);
    }
    expect((await call('/session')).status).toBe(200);
  });
});

test('an address that fails to sign in too often has to wait', async () => {
  const strict = await startTestServer({ config: { signInAttemptsPerMinute: 3 } });
  try {
    const attempt = (password: string): Promise<Response> =>
      fetch(`${strict.httpUrl}/session`, {
        method: 'POST',
        headers: json,
        body: JSON.stringify({ username: 'guest', password }),
      });
    for (let i = 0; i < 5; i++) expect((await attempt('guest')).status).toBe(204);
    for (let i = 0; i < 3; i++) expect((await attempt('wrong')).status).toBe(401);
    const response = await attempt('guest');
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  } finally {
    await strict.stop();
  }
});
