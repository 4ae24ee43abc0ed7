import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LeftRoom, Snapshot, TopologyPatch } from '@/lib/live-events';
import { eventually } from './eventually';
import { ask, type LiveSocket, openSocket, signIn, whenConnected } from './live-client';
import { startTestServer, type TestServer } from './start-test-server';

let server: TestServer;
const sockets: LiveSocket[] = [];

beforeAll(async () => {
  server = await startTestServer();
});

beforeEach(async () => {
  await api('PUT', 'vhosts/shared', {});
  await api('PUT', 'users/ann', { password: 'secret', tags: 'management' });
  await api('PUT', 'permissions/shared/ann', { configure: '', write: '', read: '.*' });
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  await api('DELETE', 'users/ann').catch(() => {});
  await api('DELETE', 'vhosts/shared').catch(() => {});
});

afterAll(() => server.stop());

async function api(method: string, path: string, body?: unknown): Promise<void> {
  const authorization = `Basic ${Buffer.from('guest:guest').toString('base64')}`;
  const response = await fetch(`${server.httpUrl}/api/${path}`, {
    method,
    headers: { authorization, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
}

interface Viewer {
  readonly socket: LiveSocket;
  readonly left: LeftRoom[];
  readonly patches: TopologyPatch[];
}

async function view(person = 'ann', password = 'secret'): Promise<Viewer> {
  const socket = openSocket(server.httpUrl, await signIn(server.httpUrl, person, password));
  sockets.push(socket);
  const viewer: Viewer = { socket, left: [], patches: [] };
  socket.on('live:left', (left) => viewer.left.push(left));
  socket.on('live:patch', (patch) => viewer.patches.push(patch));
  await whenConnected(socket);
  await join(socket);
  return viewer;
}

const join = (socket: LiveSocket): Promise<Snapshot> => ask((ack) => socket.emit('live:join', 'shared', ack));

/** Resolves when a viewer who may see the vhost has heard of a new queue; the other one would have heard before. */
async function makeQueueSeenBy(witness: Viewer, name: string): Promise<void> {
  await api('PUT', `queues/shared/${name}`, {});
  await eventually(() => expect(JSON.stringify(witness.patches)).toContain(name));
}

describe('a viewer leaves the room, and learns why,', () => {
  const NO_ACCESS = { vhost: 'shared', reason: "You may not see the virtual host 'shared'." };

  test('when the permission is taken away; others stay', async () => {
    const [ann, guest] = [await view(), await view('guest', 'guest')];
    await api('DELETE', 'permissions/shared/ann');
    await eventually(() => expect(ann.left).toEqual([NO_ACCESS]));
    await makeQueueSeenBy(guest, 'secret');
    expect(JSON.stringify(ann.patches)).not.toContain('secret');
    expect([ann.socket.connected, guest.left]).toEqual([true, []]);
    await expect(ask((ack) => ann.socket.emit('live:snapshot', ack))).rejects.toThrow('Join a virtual host first.');
    await expect(join(ann.socket)).rejects.toThrow(NO_ACCESS.reason);
    await api('PUT', 'permissions/shared/ann', { configure: '', write: '', read: '' });
    expect((await join(ann.socket)).vhost).toBe('shared');
  });

  test('when the tag by which everything could be seen is taken away', async () => {
    await api('DELETE', 'permissions/shared/ann');
    await api('PUT', 'users/ann', { password: 'secret', tags: 'monitoring' });
    const ann = await view();
    await api('PUT', 'users/ann', { password: 'secret', tags: 'management' });
    await eventually(() => expect(ann.left).toEqual([NO_ACCESS]));
  });

  test('when the virtual host is deleted', async () => {
    const [ann, guest] = [await view(), await view('guest', 'guest')];
    await api('DELETE', 'vhosts/shared');
    const reason = "The virtual host 'shared' was deleted.";
    for (const { left, patches } of [ann, guest]) {
      await eventually(() => expect(left).toEqual([{ vhost: 'shared', reason }]));
      expect(patches.at(-1)?.ops).toContainEqual({ op: 'remove-vhost' });
    }
  });

  test.each([
    ['deleted', () => api('DELETE', 'users/ann')],
    ['given another password', () => api('PUT', 'users/ann', { password: 'other', tags: 'management' })],
  ])('when the user is %s, and is signed out everywhere', async (_what, change) => {
    const cookie = await signIn(server.httpUrl, 'ann', 'secret');
    const ann = await view();
    await change();
    const reason = 'Your user or password has changed: sign in again.';
    await eventually(() => expect(ann.left).toEqual([{ vhost: 'shared', reason }]));
    await eventually(() => expect(ann.socket.connected).toBe(false));
    const answer = await fetch(`${server.httpUrl}/api/whoami`, { headers: { cookie } });
    expect(answer.status).toBe(401);
  });
});

test('a viewer stays when a change leaves the vhost visible', async () => {
  const ann = await view();
  await api('PUT', 'users/ann', { password: 'secret', tags: 'monitoring' });
  await api('PUT', 'permissions/shared/ann', { configure: '', write: '', read: '' });
  await api('DELETE', 'permissions/shared/ann');
  await makeQueueSeenBy(ann, 'visible');
  expect(ann.left).toEqual([]);
});
