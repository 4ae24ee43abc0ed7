import { afterEach, expect, test, vi } from 'vitest';
import {
  ApiError,
  closeConnection,
  deleteBinding,
  deleteQueue,
  getExchange,
  listVHosts,
  publish,
  putQueue,
} from './api-client';

afterEach(() => vi.unstubAllGlobals());

/** Answers every request with this and keeps what was asked. */
function answer(status: number, body: string) {
  const fetched = vi.fn(async (_path: string, _init: RequestInit) => ({
    ok: status < 400,
    status,
    statusText: 'Status text',
    text: async () => body,
  }));
  vi.stubGlobal('fetch', fetched);
  return () => {
    const [path, init] = fetched.mock.calls[0] ?? [];
    return { path, method: init?.method, headers: init?.headers as Record<string, string>, body: init?.body };
  };
}

test('names are escaped and the default exchange gets its path name', async () => {
  const asked = answer(200, '{}');
  await getExchange({ vhost: '/', name: '' });
  expect(asked().path).toBe('/api/exchanges/%2F/amq.default');
});

test('a binding is named by both ends and its properties key', async () => {
  const asked = answer(204, '');
  const place = { vhost: 'a/b', source: 'x y', destination: 'q#1', destinationType: 'queue' } as const;
  await deleteBinding(place, 'k~abc');
  expect(asked().path).toBe('/api/bindings/a%2Fb/e/x%20y/q/q%231/k~abc');
  expect(asked().method).toBe('DELETE');
});

test('only requests that change something carry the header against forgery', async () => {
  const read = answer(200, '[]');
  await listVHosts();
  expect(read().headers['x-warren-request']).toBeUndefined();
  const write = answer(201, '');
  await putQueue({ vhost: '/', name: 'q' }, { durable: true, auto_delete: false, arguments: {} });
  expect(write().headers).toMatchObject({ 'x-warren-request': '1', 'content-type': 'application/json' });
});

test('deleting asks for the conditions that were chosen', async () => {
  const asked = answer(204, '');
  await deleteQueue({ vhost: '/', name: 'q' }, { ifEmpty: true, ifUnused: true });
  expect(asked().path).toBe('/api/queues/%2F/q?if-unused=true&if-empty=true');
});

test('a reason goes into a header that can carry it', async () => {
  const asked = answer(204, '');
  await closeConnection('127.0.0.1:5 -> 127.0.0.1:5672', 'bye\r\n✓');
  expect(asked().path).toBe('/api/connections/127.0.0.1%3A5%20-%3E%20127.0.0.1%3A5672');
  expect(asked().headers['x-reason']).toBe('bye???');
});

test('a refusal keeps the words of the broker', async () => {
  answer(404, '{"error":"not_found","reason":"exchange_not_found"}');
  const body = { routing_key: '', properties: {}, payload: '', payload_encoding: 'string' } as const;
  await expect(publish({ vhost: '/', name: 'x' }, body)).rejects.toMatchObject({
    status: 404,
    error: 'not_found',
    reason: 'exchange_not_found',
  });
});

test('an answer that is not JSON is still an error with its status', async () => {
  answer(502, '<html>Bad gateway</html>');
  await expect(listVHosts()).rejects.toMatchObject({ status: 502, error: 'Status text' });
});

test('a broker that cannot be reached is status 0', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('fetch failed');
  });
  await expect(listVHosts()).rejects.toSatisfy((error: unknown) => error instanceof ApiError && error.status === 0);
});
