import { AMQPWebSocketClient } from '@cloudamqp/amqp-client/amqp-websocket-client';
import { connect } from 'amqplib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from './eventually';
import { startTestServer, type TestServer } from './start-test-server';

let server: TestServer;
let url: string;

beforeAll(async () => {
  // The client is a browser's: it takes the WebSocket of its surroundings.
  Object.assign(globalThis, { WebSocket });
  server = await startTestServer();
  url = `${server.httpUrl.replace('http:', 'ws:')}/ws/amqp`;
});

afterAll(() => server.stop());

function createClient(vhost = '/', password = 'guest'): AMQPWebSocketClient {
  return new AMQPWebSocketClient({ url, vhost, username: 'guest', password, name: 'browser', heartbeat: 5 });
}

test('a browser publishes and consumes over WebSocket', async () => {
  const client = createClient();
  const connection = await client.connect();
  const channel = await connection.channel();
  const { name } = await channel.queueDeclare('over-websocket');
  await channel.confirmSelect();
  const received: string[] = [];
  await channel.basicConsume(name, { noAck: false }, async (message) => {
    received.push(message.bodyString() ?? '');
    await message.ack();
  });
  for (let i = 0; i < 100; i++) await channel.basicPublish('', name, `message ${i}`, { deliveryMode: 2 });
  await eventually(() => expect(received).toHaveLength(100));
  expect(received[99]).toBe('message 99');
  await connection.close();
});

test('a body of 5 MiB goes there and back', async () => {
  const client = createClient();
  const connection = await client.connect();
  const channel = await connection.channel();
  const { name } = await channel.queueDeclare('large-over-websocket');
  const body = new Uint8Array(5 * 1024 * 1024).map((_, i) => i * 7);
  await channel.basicPublish('', name, body);
  const message = await eventually(async () => {
    const got = await channel.basicGet(name, { noAck: true });
    expect(got).not.toBeNull();
    return got;
  });
  expect(message?.bodySize).toBe(body.length);
  expect(Buffer.from(message?.body ?? []).equals(Buffer.from(body))).toBe(true);
  await connection.close();
});

test('the management API lists the connection with its protocol', async () => {
  const client = createClient();
  const connection = await client.connect();
  const headers = { authorization: `Basic ${Buffer.from('guest:guest').toString('base64')}` };
  const list = (await (await fetch(`${server.httpUrl}/api/connections`, { headers })).json()) as unknown[];
  expect(list).toEqual([expect.objectContaining({ user: 'guest', protocol: expect.stringContaining('AMQP 0-9-1') })]);
  await connection.close();
  await eventually(async () => {
    expect(await (await fetch(`${server.httpUrl}/api/connections`, { headers })).json()).toEqual([]);
  });
});

test('a wrong password is refused in the words of the broker', async () => {
  await expect(createClient('/', 'wrong').connect()).rejects.toThrow('ACCESS_REFUSED');
});

test('a socket that is cut leaves nothing behind', async () => {
  const client = createClient();
  const connection = await client.connect();
  const channel = await connection.channel();
  await channel.queueDeclare('mine-alone', { exclusive: true });
  (client as unknown as { socket: { terminate(): void } }).socket.terminate();
  const headers = { authorization: `Basic ${Buffer.from('guest:guest').toString('base64')}` };
  await eventually(async () => {
    expect((await fetch(`${server.httpUrl}/api/queues/%2F/mine-alone`, { headers })).status).toBe(404);
  });
});

test('a browser that does not read is not sent more than fits on the way, and gets the rest later', async () => {
  const client = createClient();
  const connection = await client.connect();
  const channel = await connection.channel();
  const { name } = await channel.queueDeclare('slow-browser');
  let received = 0;
  await channel.basicConsume(name, { noAck: true }, () => {
    received += 1;
  });
  const { socket } = client as unknown as { socket: { pause(): void; resume(): void } };
  socket.pause();
  const publisher = await connect(server.amqpUrl);
  const publishing = await publisher.createConfirmChannel();
  const body = Buffer.alloc(1024 * 1024);
  for (let i = 0; i < 60; i++) publishing.sendToQueue(name, body);
  await publishing.waitForConfirms();
  const { messageCount } = await publishing.checkQueue(name);
  expect(messageCount).toBeGreaterThan(30);
  socket.resume();
  await eventually(() => expect(received).toBe(60), 15_000);
  await publisher.close();
  await connection.close();
});

test('a page of another origin may not connect', async () => {
  const socket = new WebSocket(url, 'amqp', { origin: 'http://evil.example' });
  const failure = await new Promise<Error>((resolve) => socket.on('error', resolve));
  expect(failure.message).toContain('403');
});

test('text is no AMQP', async () => {
  const socket = new WebSocket(url, 'amqp');
  await new Promise((resolve) => socket.on('open', resolve));
  socket.send('hello');
  const code = await new Promise((resolve) => socket.on('close', resolve));
  expect(code).toBe(1003);
});

test('a plain request is told what to do', async () => {
  expect((await fetch(url.replace('ws:', 'http:'))).status).toBe(426);
});

test('an upgrade elsewhere is refused', async () => {
  const socket = new WebSocket(url.replace('/ws/amqp', '/nothing'));
  const failure = await new Promise<Error>((resolve) => socket.on('error', resolve));
  expect(failure.message).toContain('404');
});
