import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from './eventually';
import { startTestServer, type TestServer } from './start-test-server';

let server: TestServer;
let connection: ChannelModel;
let channel: ConfirmChannel;

beforeAll(async () => {
  server = await startTestServer();
  connection = await connect(server.amqpUrl);
  channel = await connection.createConfirmChannel();
});

afterAll(async () => {
  await connection.close();
  await server.stop();
});

const authorization = `Basic ${Buffer.from('guest:guest').toString('base64')}`;

async function api(method: string, path: string, body?: unknown) {
  const response = await fetch(`${server.httpUrl}/api/${path}`, {
    method,
    headers: { authorization },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, json: text === '' ? undefined : JSON.parse(text) };
}

async function publish(queue: string, payloads: readonly string[], headers: object = {}): Promise<void> {
  await channel.assertQueue(queue);
  for (const payload of payloads) channel.sendToQueue(queue, Buffer.from(payload), { headers });
  await channel.waitForConfirms();
}

test('a paused queue keeps what is published, and its consumer gets it after resume', async () => {
  await publish('paused', []);
  const got: string[] = [];
  await channel.consume('paused', (message) => void got.push(String(message?.content)), { noAck: true });
  expect((await api('PUT', 'queues/%2F/paused/pause')).status).toBe(204);
  await publish('paused', ['one', 'two']);
  expect(await channel.get('paused')).toBe(false);
  const { json } = await api('GET', 'queues/%2F/paused');
  expect([json.state, json.messages_ready, got]).toEqual(['paused', 2, []]);
  await api('PUT', 'queues/%2F/paused/resume');
  await eventually(() => expect(got).toEqual(['one', 'two']));
});

test('unacked messages are listed with the client that holds them, while others move', async () => {
  await publish('from', ['a', 'b', 'c'], { kind: 'x' });
  await channel.assertQueue('to');
  const held = await channel.get('from');
  const { items } = (await api('GET', 'queues/%2F/from/unacked')).json;
  const deliveryTag = held ? held.fields.deliveryTag : undefined;
  expect(items).toMatchObject([{ payload: 'a', delivery_tag: deliveryTag, channel_details: { user: 'guest' } }]);
  const ready = (await api('GET', 'queues/%2F/from/messages?header=kind=x')).json.items;
  expect(ready.map(({ payload }: { payload: string }) => payload)).toEqual(['b', 'c']);
  const moved = await api('POST', 'queues/%2F/from/move', { queue: 'to', orders: [ready[1].order] });
  expect(moved.json).toEqual({ moved: 1, unroutable: 0, refused: 0, missing: 0 });
  if (held) channel.nack(held);
  const arrived = await channel.get('to', { noAck: true });
  expect(arrived && [String(arrived.content), arrived.properties.headers, arrived.fields.redelivered]).toEqual([
    'c',
    { kind: 'x' },
    false,
  ]);
  await eventually(async () => {
    const left = (await api('GET', 'queues/%2F/from/messages')).json.items;
    expect(left.map(({ payload }: { payload: string }) => payload)).toEqual(['a', 'b']);
  });
});

test('dead letters as RabbitMQ marks them go back to their queue', async () => {
  await channel.assertQueue('work');
  const death = { queue: 'work', exchange: '', reason: 'rejected', count: 1, 'routing-keys': ['work'] };
  await publish('dead', ['failed'], { 'x-death': [death] });
  const { json } = await api('POST', 'queues/%2F/dead/return-dead-letters', {});
  expect(json).toMatchObject({ returned: 1, not_dead_lettered: 0 });
  const back = await channel.get('work', { noAck: true });
  expect(back && String(back.content)).toBe('failed');
});

test('the API describes itself at /api, with a policy under which its own style counts', async () => {
  const page = await fetch(`${server.httpUrl}/api`);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(page.headers.get('content-security-policy')).toContain("style-src 'sha256-");
  const { json } = await api('GET', 'openapi.json');
  expect(json.openapi).toBe('3.1.0');
  expect(json.paths['/api/queues/{vhost}/{queue}/move'].post.requestBody).toBeDefined();
});
