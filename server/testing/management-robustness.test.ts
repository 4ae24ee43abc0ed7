import { connect as connectTcp } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from './start-test-server';

const BODY_LIMIT_BYTES = 65_536;
const GUEST = `Basic ${Buffer.from('guest:guest').toString('base64')}`;

let server: TestServer;
const errors: string[] = [];

beforeAll(async () => {
  server = await startTestServer({
    config: { httpBodyLimitBytes: BODY_LIMIT_BYTES },
    log: (level, text) => level === 'error' && errors.push(text),
  });
});

afterAll(async () => {
  await server.stop();
  // Whatever was sent: nothing was a surprise to the server.
  expect(errors).toEqual([]);
});

interface Answer {
  readonly status: number;
  readonly reason: string;
}

async function ask(method: string, path: string, body?: string | Buffer): Promise<Answer> {
  const response = await fetch(`${server.httpUrl}/api/${path}`, {
    method,
    headers: { authorization: GUEST, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: new Uint8Array(Buffer.from(body)) }),
    signal: AbortSignal.timeout(5000),
  });
  const text = await response.text();
  const json = text.startsWith('{') ? JSON.parse(text) : {};
  return { status: response.status, reason: String(json.reason ?? '') };
}

/** A path as it is: fetch would tidy it up. */
function askRaw(head: string): Promise<string> {
  const { hostname, port } = new URL(server.httpUrl);
  return new Promise((resolve, reject) => {
    const socket = connectTcp(Number(port), hostname);
    let got = '';
    socket.setTimeout(5000, () => socket.destroy(new Error('no answer')));
    socket.on('data', (chunk) => {
      got += chunk.toString('latin1');
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(got));
    socket.write(`${head}\r\nHost: x\r\nAuthorization: ${GUEST}\r\nConnection: close\r\n\r\n`, 'latin1');
  });
}

const WRITES: readonly (readonly [method: string, path: string])[] = [
  ['PUT', 'queues/%2F/q'],
  ['PUT', 'exchanges/%2F/x'],
  ['PUT', 'vhosts/v'],
  ['PUT', 'users/u'],
  ['PUT', 'permissions/%2F/guest'],
  ['PUT', 'topic-permissions/%2F/guest'],
  ['PUT', 'policies/%2F/p'],
  ['PUT', 'operator-policies/%2F/p'],
  ['PUT', 'parameters/shovel/%2F/s'],
  ['PUT', 'global-parameters/g'],
  ['PUT', 'vhost-limits/%2F/max-queues'],
  ['PUT', 'user-limits/guest/max-channels'],
  ['PUT', 'cluster-name'],
  ['POST', 'definitions'],
  ['POST', 'definitions/%2F'],
  ['POST', 'users/bulk-delete'],
  ['POST', 'exchanges/%2F/amq.direct/publish'],
  ['POST', 'queues/%2F/q/get'],
  ['POST', 'bindings/%2F/e/amq.direct/q/q'],
];

describe.each(WRITES)('%s %s', (method, path) => {
  test.each([
    ['no JSON', '{"a":'],
    ['text around JSON', '{} {}'],
    ['a list', '[]'],
    ['a text', '"{}"'],
    ['a number', '1'],
    ['no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ['an object without end', '{"a":'.repeat(5000)],
    ['lists within each other', '['.repeat(30_000) + ']'.repeat(30_000)],
  ])('refuses %s with a reason', async (_name, body) => {
    const { status, reason } = await ask(method, path, body);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(reason).not.toBe('');
  });

  test('refuses a body above the limit', async () => {
    const answer = await ask(method, path, `{"x":"${'y'.repeat(BODY_LIMIT_BYTES)}"}`);
    expect(answer).toEqual({ status: 400, reason: 'Exceeded HTTP request body size limit' });
  });
});

const VALUES: readonly unknown[] = [null, true, -1, 1e300, '', 'x', [], ['x'], [[]], {}, { a: { b: [null] } }];

const BODIES: readonly (readonly [method: string, path: string, good: Readonly<Record<string, unknown>>])[] = [
  ['PUT', 'queues/%2F/typed', { durable: true, auto_delete: false, arguments: { 'x-max-length': 1 } }],
  ['PUT', 'exchanges/%2F/typed', { type: 'fanout', durable: true, internal: false, arguments: {} }],
  ['PUT', 'users/typed', { password: 'x', tags: 'management' }],
  ['PUT', 'vhosts/typed', { description: 'x', tags: 'a', default_queue_type: 'classic', tracing: false }],
  ['PUT', 'permissions/%2F/guest', { configure: '.*', write: '.*', read: '.*' }],
  ['PUT', 'policies/%2F/typed', { pattern: '^x', definition: { 'max-length': 1 }, priority: 0, 'apply-to': 'queues' }],
  ['PUT', 'vhost-limits/%2F/max-queues', { value: 100_000 }],
  ['POST', 'queues/%2F/typed/get', { count: 1, ackmode: 'ack_requeue_true', encoding: 'auto', truncate: 10 }],
  [
    'POST',
    'exchanges/%2F/amq.fanout/publish',
    { routing_key: 'k', properties: { headers: { a: 1 } }, payload: 'x', payload_encoding: 'string' },
  ],
  ['POST', 'bindings/%2F/e/amq.topic/q/typed', { routing_key: 'k', arguments: { a: 1 } }],
  ['POST', 'definitions', { users: [], vhosts: [], permissions: [], policies: [], queues: [], bindings: [] }],
];

describe.each(BODIES)('%s %s', (method, path, good) => {
  test.each(Object.keys(good))('takes or refuses anything as %s', async (key) => {
    for (const value of VALUES) {
      const { status, reason } = await ask(method, path, JSON.stringify({ ...good, [key]: value }));
      expect([key, value, status < 500]).toEqual([key, value, true]);
      if (status >= 400) expect(reason).not.toBe('');
    }
    // Whatever came in between, guest is who guest was.
    const all = JSON.stringify({ configure: '.*', write: '.*', read: '.*' });
    expect((await ask('PUT', 'permissions/%2F/guest', all)).status).toBe(204);
    // What was made with another value would be another thing.
    if (method === 'PUT') await ask('DELETE', path);
    const { status } = await ask(method, path, JSON.stringify(good));
    expect(status).toBeLessThan(300);
  });
});

describe('paths', () => {
  test.each([
    ['GET /api/../api/overview', 404],
    ['GET /api/queues/%2F/..', 404],
    ['GET /api/queues/%2F/..%2F..%2Fetc%2Fpasswd', 404],
    ['GET /api/queues/%2F/a%00b', 404],
    ['GET /api/queues/%', 400],
    ['GET /api/queues/%2F/%ff', 400],
    ['GET /api/queues/%2F/%zz', 400],
    [`GET /api/queues/%2F/${'q'.repeat(10_000)}`, 404],
    [`PUT /api/queues/%2F/${'q'.repeat(10_000)}`, 400],
    [`PUT /api/exchanges/%2F/${'x'.repeat(10_000)}`, 400],
    ['GET /api//overview', 404],
    ['GET /api/nothing', 404],
    ['GET /api/__proto__', 404],
    ['GET /api/constructor/x', 404],
    ['DELETE /api/overview', 405],
    ['POST /api/queues', 405],
    ['PATCH /api/queues/%2F/q', 405],
  ])('%.60s is %i', async (line, status) => {
    const answer = await askRaw(`${line} HTTP/1.1`);
    expect(answer.split('\r\n', 1)[0]).toContain(` ${status} `);
  });

  test('too long for HTTP is said so', async () => {
    expect(await askRaw(`GET /api/queues/%2F/${'q'.repeat(100_000)} HTTP/1.1`)).toMatch(/^HTTP\/1\.1 431 /);
  });

  test('a body that is announced as far too large is refused at once', async () => {
    const answer = await askRaw('POST /api/definitions HTTP/1.1\r\nContent-Length: 10000000000');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('Exceeded HTTP request body size limit');
  });

  test('names of slashes, dots and NUL are names', async () => {
    for (const name of ['a/b', '..', '../..', 'a\0b', '%2F', 'ü']) {
      const path = `queues/%2F/${encodeURIComponent(name).replaceAll('.', '%2E')}`;
      const answer = await askRaw(`PUT /api/${path} HTTP/1.1\r\nContent-Length: 0`);
      expect([name, answer.split('\r\n', 1)[0]]).toEqual([name, 'HTTP/1.1 201 Created']);
      expect(await askRaw(`DELETE /api/${path} HTTP/1.1`)).toMatch(/^HTTP\/1\.1 204 /);
    }
  });
});

describe('patterns', () => {
  const SLOW = ['(a+)+$', '(a|a)*b', '(.*)*x', '^(([a-z])+.)+[A-Z]([a-z])+$'];

  test.each(['(', '[', '*', 'a{2,1}', '(?<n>', '\\', '[b-a]'])('%j is refused', async (pattern) => {
    const query = `use_regex=true&page=1&name=${encodeURIComponent(pattern)}`;
    expect((await ask('GET', `queues?${query}`)).status).toBe(400);
    const policy = { pattern, definition: { 'max-length': 1 } };
    expect((await ask('PUT', 'policies/%2F/bad', JSON.stringify(policy))).status).toBe(400);
    const permission = { configure: pattern, write: '', read: '' };
    expect((await ask('PUT', 'permissions/%2F/guest', JSON.stringify(permission))).status).toBe(400);
  });

  test.each(SLOW)('%j holds nobody up', async (pattern) => {
    const name = `${'a'.repeat(60)}!`;
    expect((await ask('PUT', `queues/%2F/${name}`, '{}')).status).toBeLessThan(300);
    const startedAt = performance.now();
    const policy = { pattern, definition: { 'max-length': 1 } };
    expect((await ask('PUT', 'policies/%2F/slow', JSON.stringify(policy))).status).toBeLessThan(300);
    const query = `use_regex=true&page=1&name=${encodeURIComponent(pattern)}`;
    expect([200, 400]).toContain((await ask('GET', `queues?${query}`)).status);
    await ask('DELETE', 'policies/%2F/slow');
    await ask('DELETE', `queues/%2F/${name}`);
    expect(performance.now() - startedAt).toBeLessThan(3000);
  });
});

test.each([
  ['page=0', 400],
  ['page=x', 400],
  ['page=1&page_size=501', 400],
  ['page=99', 400],
  ['page=1&sort=__proto__.x&columns=constructor,a.b.c', 200],
  ['lengths_age=x&lengths_incr=1', 200],
  ['lengths_age=999999999999&lengths_incr=1', 200],
  ['%ff=%ff', 200],
])('the query %s is answered with %i', async (query, status) => {
  expect((await ask('GET', `queues?${query}`)).status).toBe(status);
});
