import { connect } from 'amqplib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from './eventually';
import { startTestServer, type TestServer } from './start-test-server';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(() => server.stop());

async function scrape(path: string): Promise<string> {
  const response = await fetch(`${server.httpUrl}${path}`);
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
  ]);
  return response.text();
}

const numberIn = (text: string, name: string): number =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.split(' ')[1],
  );

test('metrics are served without credentials, with what clients did', async () => {
  const connection = await connect(server.amqpUrl);
  const channel = await connection.createConfirmChannel();
  await channel.assertQueue('orders');
  channel.sendToQueue('orders', Buffer.from('one'));
  await channel.waitForConfirms();
  const text = await scrape('/metrics');
  expect(numberIn(text, 'rabbitmq_connections')).toBe(1);
  expect(numberIn(text, 'rabbitmq_queue_messages_ready')).toBe(1);
  expect(numberIn(text, 'rabbitmq_channel_messages_confirmed_total')).toBe(1);
  expect(numberIn(text, 'rabbitmq_connection_incoming_bytes_total')).toBeGreaterThan(0);
  expect(await scrape('/metrics/per-object')).toContain('rabbitmq_queue_messages_ready{vhost="/",queue="orders"} 1\n');
  expect(await scrape('/metrics/detailed?family=queue_coarse_metrics&vhost=none')).not.toContain('orders');
  await connection.close();
});

test('the numbers of the machine are real', async () => {
  await eventually(async () => {
    const text = await scrape('/metrics');
    expect(numberIn(text, 'rabbitmq_process_open_fds')).toBeGreaterThan(3);
    expect(numberIn(text, 'rabbitmq_disk_space_available_bytes')).toBeGreaterThan(0);
    expect(numberIn(text, 'rabbitmq_process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
  });
});

test('there is nothing else below, and nothing to change', async () => {
  expect((await fetch(`${server.httpUrl}/metrics/none`)).status).toBe(404);
  expect((await fetch(`${server.httpUrl}/metrics`, { method: 'POST' })).status).toBe(405);
  expect((await fetch(`${server.httpUrl}/metricsandmore`)).status).not.toBe(200);
});

test('with --metrics-auth basic they are for monitoring users alone', async () => {
  const closed = await startTestServer({ config: { metricsAuth: 'basic' } });
  try {
    expect((await fetch(`${closed.httpUrl}/metrics`)).status).toBe(401);
    const headers = { authorization: `Basic ${Buffer.from('guest:guest').toString('base64')}` };
    expect((await fetch(`${closed.httpUrl}/metrics/per-object`, { headers })).status).toBe(200);
  } finally {
    await closed.stop();
  }
});
