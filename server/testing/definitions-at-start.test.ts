import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer } from './start-test-server';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'warren-definitions-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(text: string): string {
  const path = join(folder, 'definitions.json');
  writeFileSync(path, text);
  return path;
}

const get = (url: string, name: string): Promise<Response> =>
  fetch(url, { headers: { authorization: `Basic ${Buffer.from(`${name}:secret`).toString('base64')}` } });

test('a broker started with definitions has what they say, and no guest', async () => {
  const definitions = {
    users: [{ name: 'ada', password: 'secret', tags: 'administrator' }],
    vhosts: [{ name: 'shop' }],
    queues: [{ name: 'orders', vhost: 'shop', durable: true, auto_delete: false, arguments: {} }],
  };
  const server = await startTestServer({ config: { definitions: fileOf(JSON.stringify(definitions)) } });
  try {
    const queues = await (await get(`${server.httpUrl}/api/queues?columns=name,vhost`, 'ada')).json();
    expect(queues).toEqual([{ name: 'orders', vhost: 'shop' }]);
    const vhosts = await (await get(`${server.httpUrl}/api/vhosts?columns=name`, 'ada')).json();
    expect(vhosts).toEqual([{ name: 'shop' }]);
    expect((await get(`${server.httpUrl}/api/whoami`, 'guest')).status).toBe(401);
  } finally {
    await server.stop();
  }
});

test.each([
  [
    '{"queues":[{"name":"q","vhost":"none"}]}',
    "--definitions: queues[0] 'q' in vhost 'none': the vhost does not exist",
  ],
  ['{', 'are no JSON'],
])('a broker is not started with %s', async (text, reason) => {
  await expect(startTestServer({ config: { definitions: fileOf(text) } })).rejects.toThrow(reason);
});

test('a broker is not started with a file that is not there', async () => {
  const missing = join(folder, 'missing.json');
  await expect(startTestServer({ config: { definitions: missing } })).rejects.toThrow(
    `the definitions ${missing} cannot be read (ENOENT)`,
  );
});
