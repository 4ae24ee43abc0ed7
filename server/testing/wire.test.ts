import { type ChannelModel, connect } from 'amqplib';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { WireBatch, WireFrame } from '@/lib/wire-events';
import { eventually } from './eventually';
import { ask, type LiveSocket, openSocket, signIn, whenConnected } from './live-client';
import { startTestServer, type TestServer } from './start-test-server';

const PASSWORD = 'sesame-open-7391';
const ALL = { configure: '.*', write: '.*', read: '.*' };

let server: TestServer;
let amqp: ChannelModel;
const sockets: LiveSocket[] = [];

async function api(method: string, path: string, body?: unknown): Promise<unknown> {
  const authorization = `Basic ${Buffer.from('guest:guest').toString('base64')}`;
  const response = await fetch(`${server.httpUrl}/api${path}`, {
    method,
    headers: { authorization, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
  const text = await response.text();
  return text === '' ? null : JSON.parse(text);
}

async function addUser(name: string, tags: string, read: string | null): Promise<void> {
  await api('PUT', `/users/${name}`, { password: PASSWORD, tags });
  if (read !== null) await api('PUT', `/permissions/%2F/${name}`, { ...ALL, read });
}

beforeAll(async () => {
  server = await startTestServer();
  await addUser('anna', 'management', '.*');
  await addUser('bob', 'management', '.*');
  await addUser('mona', 'monitoring', null);
  await addUser('otto', 'monitoring', '^o');
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  await amqp.close().catch(() => {});
});

afterAll(async () => server.stop());

interface Watched {
  readonly socket: LiveSocket;
  readonly batches: WireBatch[];
  frames(): WireFrame[];
  /** `> basic.publish` from the client, `< basic.deliver` to it, with other frames by their kind. */
  story(): string[];
}

/** Connects a client of anna's, and somebody who looks at it. */
async function connectAnna(): Promise<string> {
  const url = server.amqpUrl.replace('guest:guest', `anna:${PASSWORD}`);
  amqp = await connect(url, { clientProperties: { connection_name: 'order-service' } });
  amqp.on('error', () => {});
  const list = (await api('GET', '/connections')) as { name: string; user: string }[];
  return list.find(({ user }) => user === 'anna')?.name ?? '';
}

async function watch(viewer: string, connection: string): Promise<Watched> {
  const cookie = await (viewer === 'guest' ? signIn(server.httpUrl) : signIn(server.httpUrl, viewer, PASSWORD));
  const socket = await whenConnected(openSocket(server.httpUrl, cookie));
  sockets.push(socket);
  const batches: WireBatch[] = [];
  socket.on('wire:frames', (batch) => batches.push(batch));
  await ask((ack) => socket.emit('wire:watch', { watch: 1, connection }, ack));
  const frames = () => batches.flatMap((batch) => batch.frames);
  const story = () =>
    frames().map(({ direction, content }) => {
      const what = content.kind === 'method' ? content.method : content.kind;
      return `${direction === 'from-client' ? '>' : '<'} ${what}`;
    });
  return { socket, batches, frames, story };
}

const fieldsOf = (frame: WireFrame | undefined): Record<string, unknown> =>
  frame?.content.kind === 'method'
    ? Object.fromEntries(frame.content.fields.map(({ name, value }) => [name, value]))
    : {};

test('shows the handshake without the password, and then every frame both ways', async () => {
  const watched = await watch('guest', await connectAnna());
  const channel = await amqp.createConfirmChannel();
  await channel.assertQueue('orders', { arguments: { 'x-max-length': 10 } });
  await channel.consume('orders', (message) => message && channel.ack(message), { consumerTag: 'c1' });
  channel.sendToQueue('orders', Buffer.from('{"total":3}'), { headers: { tenant: 'acme', deep: { a: [1, true] } } });
  await channel.waitForConfirms();
  await eventually(() => expect(watched.story()).toContain('> basic.ack'));
  await amqp.updateSecret(Buffer.from('fresh-secret-55'), 'renewed');
  await eventually(() => expect(watched.story()).toContain('< connection.update-secret-ok'));
  expect(watched.story()).toEqual([
    '> protocol-header',
    '< connection.start',
    '> connection.start-ok',
    '< connection.tune',
    '> connection.tune-ok',
    '> connection.open',
    '< connection.open-ok',
    '> channel.open',
    '< channel.open-ok',
    '> confirm.select',
    '< confirm.select-ok',
    '> queue.declare',
    '< queue.declare-ok',
    '> basic.consume',
    '< basic.consume-ok',
    '> basic.publish',
    '> header',
    '> body',
    '< basic.deliver',
    '< header',
    '< body',
    '< basic.ack',
    '> basic.ack',
    '> connection.update-secret',
    '< connection.update-secret-ok',
  ]);
  const frames = watched.frames();
  const startOk = frames[2]?.content;
  expect(startOk).toMatchObject({ kind: 'method' });
  expect(startOk?.kind === 'method' && startOk.fields.find(({ name }) => name === 'response')).toEqual({
    name: 'response',
    type: 'hidden',
    value: null,
  });
  // Neither the secret nor its length.
  expect(frames[2]?.bytes).toBeNull();
  expect(frames.at(-2)?.bytes).toBeNull();
  const everything = JSON.stringify(watched.batches);
  for (const secret of [PASSWORD, 'fresh-secret-55']) {
    expect(everything).not.toContain(secret);
    expect(everything).not.toContain(Buffer.from(`\0anna\0${secret}`).toString('base64').slice(8, 24));
  }
  expect(fieldsOf(frames[15])).toMatchObject({ exchange: '', 'routing-key': 'orders', mandatory: false });
  const header = frames[19]?.content;
  expect(header?.kind === 'header' && header.properties?.find(({ name }) => name === 'headers')?.value).toEqual([
    { name: 'tenant', type: 'longstr', value: 'acme' },
    {
      name: 'deep',
      type: 'table',
      value: [
        {
          name: 'a',
          type: 'array',
          value: [
            { name: '1', type: 'byte', value: 1 },
            { name: '2', type: 'bool', value: true },
          ],
        },
      ],
    },
  ]);
  await channel.deleteQueue('orders');
  const body = frames[20]?.content;
  expect(body).toEqual({ kind: 'body', preview: Buffer.from('{"total":3}').toString('base64') });
});

test('is for the owner of the connection and for monitoring users', async () => {
  const name = await connectAnna();
  await expect(watch('bob', name)).rejects.toThrow(`You may not see the connection '${name}'.`);
  await expect(watch('anna', name)).resolves.toBeDefined();
  await expect(watch('mona', name)).resolves.toBeDefined();
  await expect(watch('guest', 'nobody -> nowhere')).rejects.toThrow("There is no connection 'nobody -> nowhere'.");
  await expect(watch('guest', '')).rejects.toThrow('connection: is missing');
});

test('shows messages only to those who may read the queue or the exchange', async () => {
  const name = await connectAnna();
  const stranger = await watch('mona', name);
  const partly = await watch('otto', name);
  const channel = await amqp.createConfirmChannel();
  for (const queue of ['orders', 'private']) {
    await channel.assertQueue(queue);
    await channel.consume(queue, () => {}, { noAck: true });
    channel.sendToQueue(queue, Buffer.from(`in ${queue}`));
    await channel.waitForConfirms();
  }
  const previews = ({ frames }: Watched) =>
    frames().flatMap(({ direction, content }) =>
      content.kind === 'body' ? [`${direction}: ${content.preview && Buffer.from(content.preview, 'base64')}`] : [],
    );
  await eventually(() => expect(previews(stranger)).toHaveLength(4));
  expect(previews(stranger)).toEqual(['from-client: null', 'to-client: null', 'from-client: null', 'to-client: null']);
  // Of the default exchange he may read nothing; of the queues the one that begins with o.
  await eventually(() =>
    expect(previews(partly)).toEqual([
      'from-client: null',
      'to-client: in orders',
      'from-client: null',
      'to-client: null',
    ]),
  );
  const headers = stranger.frames().flatMap(({ content }) => (content.kind === 'header' ? [content.properties] : []));
  expect(headers).toEqual([null, null, null, null]);
});

test('shows what a get brings to who may read the queue that it came from', async () => {
  const name = await connectAnna();
  const partly = await watch('otto', name);
  const full = await watch('guest', name);
  const channel = await amqp.createConfirmChannel();
  for (const queue of ['open', 'closed']) {
    await channel.assertQueue(queue, { autoDelete: true });
    for (const text of ['first', 'second']) channel.sendToQueue(queue, Buffer.from(`${text} of ${queue}`));
  }
  await channel.waitForConfirms();
  // Asked together: the answers come in the order of the questions.
  await Promise.all([channel.get('open'), channel.get('closed')]);
  await channel.get('open', { noAck: true });
  const brought = ({ frames }: Watched) =>
    frames().flatMap(({ direction, content }) =>
      content.kind === 'body' && direction === 'to-client'
        ? [content.preview === null ? null : Buffer.from(content.preview, 'base64').toString()]
        : [],
    );
  await eventually(() => expect(brought(partly)).toEqual(['first of open', null, null]));
  await eventually(() => expect(brought(full)).toEqual(['first of open', 'first of closed', 'second of open']));
});

test('counts what is too much to show, and cuts bodies', async () => {
  const watched = await watch('guest', await connectAnna());
  const channel = await amqp.createConfirmChannel();
  const before = 7 + 4;
  await eventually(() => expect(watched.frames()).toHaveLength(before));
  const body = Buffer.alloc(10_000, 'x');
  for (let i = 0; i < 3000; i++) channel.publish('amq.fanout', 'key', body);
  await channel.waitForConfirms();
  const skipped = () => watched.batches.reduce((sum, batch) => sum + batch.skipped, 0);
  await eventually(() => {
    const fromClient = watched.frames().filter(({ direction }) => direction === 'from-client').length - 6;
    expect(fromClient + skipped()).toBeGreaterThanOrEqual(9000);
  });
  expect(skipped()).toBeGreaterThan(7000);
  const bodies = watched.frames().flatMap(({ content }) => (content.kind === 'body' ? [content.preview] : []));
  expect(bodies.length).toBeGreaterThan(10);
  for (const preview of bodies) expect(Buffer.from(preview ?? '', 'base64')).toHaveLength(2048);
  // A message is shown whole or not at all.
  const kinds = watched.frames().map(({ content }) => (content.kind === 'method' ? content.method : content.kind));
  const count = (kind: string) => kinds.filter((one) => one === kind).length;
  expect(count('header')).toBe(count('basic.publish'));
  expect(count('body')).toBe(count('basic.publish'));
});

test('ends with the connection, with the right to see it, and with another connection', async () => {
  const name = await connectAnna();
  const first = await watch('mona', name);
  await api('PUT', '/users/mona', { password: PASSWORD, tags: 'management' });
  await eventually(() => expect(first.batches.at(-1)?.ended).toBe('You may no longer see this connection.'));
  await api('PUT', '/users/mona', { password: PASSWORD, tags: 'monitoring' });
  const second = await watch('guest', name);
  await ask((ack) => second.socket.emit('wire:watch', { watch: 2, connection: name }, ack));
  await amqp.close();
  await eventually(() => expect(second.batches.at(-1)).toMatchObject({ watch: 2, ended: 'The connection is closed.' }));
  expect(second.story().slice(-2)).toEqual(['> connection.close', '< connection.close-ok']);
  expect(second.batches.filter(({ watch: number, ended }) => number === 1 && ended !== null)).toEqual([]);
});
