import { spawn } from 'node:child_process';
import amqp from 'amqplib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { javascript } from '@/lib/snippets/javascript';
import { passwordVariable, type SnippetSpec } from '@/lib/snippets/snippet';
import { projectRoot } from '@/server/project-root';
import { startTestBroker, type TestBroker } from './start-test-broker';

let server: TestBroker;

beforeAll(async () => {
  server = await startTestBroker();
});

afterAll(() => server.stop());

/** Runs a program from where amqplib is found. */
function run(code: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, [passwordVariable]: 'guest' };
    const child = spawn(process.execPath, ['--input-type=module'], { cwd: projectRoot(), env });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
    child.on('close', (status) => (status === 0 ? resolve(said) : reject(new Error(said))));
    child.stdin.end(code);
  });
}

test.each([
  ['a text', { payload: 'it\'s "so" \u2028 – ☃', payload_encoding: 'string' as const }],
  ['bytes', { payload: '/wBB', payload_encoding: 'base64' as const }],
])('the program for a message with %s publishes the same message', async (_what, content) => {
  const connection = await amqp.connect(server.url);
  const channel = await connection.createChannel();
  await channel.assertQueue('copies', { autoDelete: true });
  const properties = {
    headers: { tenant: 'acme', tries: 3, 'x-list': ['a', { b: true }] },
    delivery_mode: 2,
    content_type: 'text/plain',
    correlation_id: 'c"1',
    message_id: 'm1',
    timestamp: 1_700_000_000,
    priority: 4,
  };
  const spec: SnippetSpec = {
    role: 'publish',
    host: '127.0.0.1',
    port: server.port,
    httpUrl: '',
    vhost: '/',
    user: 'guest',
    exchange: { name: '', type: 'direct', durable: true, arguments: {} },
    routingKey: 'copies',
    queue: null,
    prefetch: 0,
    message: { ...content, properties },
  };
  expect(await run(javascript(spec))).toContain('Published.');
  const message = await channel.get('copies', { noAck: true });
  if (message === false) throw new Error('nothing came');
  const encoding = content.payload_encoding === 'base64' ? 'base64' : 'utf8';
  expect(message.content.toString(encoding)).toBe(content.payload);
  expect(message.properties).toMatchObject({
    headers: properties.headers,
    deliveryMode: 2,
    contentType: 'text/plain',
    correlationId: 'c"1',
    messageId: 'm1',
    timestamp: 1_700_000_000,
    priority: 4,
  });
  await connection.close();
});
