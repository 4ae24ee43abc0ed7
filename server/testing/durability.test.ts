import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type ChannelModel, connect } from 'amqplib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { projectRoot } from '@/server/project-root';
import { BUILT_WARREN } from './built-warren';
import { WarrenChild } from './crash/warren-child';
import { openChannel } from './open-client';

let dataDir: string;
let warren: WarrenChild;

const start = async (...flags: string[]): Promise<void> => {
  warren = await WarrenChild.start(dataDir, flags);
};

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'warren-durable-'));
  await start();
});

afterEach(async () => {
  await warren.kill();
  rmSync(dataDir, { recursive: true, force: true });
});

async function open(): Promise<ChannelModel> {
  const connection = await connect(warren.amqpUrl);
  connection.on('error', () => {});
  return connection;
}

async function api(method: string, path: string, body?: unknown, login = 'guest:guest'): Promise<Response> {
  return await fetch(`${warren.httpUrl}/api${path}`, {
    method,
    headers: { authorization: `Basic ${Buffer.from(login).toString('base64')}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** Takes everything out of a queue; an exclamation mark stands for redelivered. */
async function takeAll(connection: ChannelModel, queue: string): Promise<string[]> {
  const channel = await connection.createChannel();
  const taken: string[] = [];
  for (let one = await channel.get(queue, { noAck: true }); one; one = await channel.get(queue, { noAck: true })) {
    taken.push(`${one.content}${one.fields.redelivered ? '!' : ''}`);
  }
  await channel.close();
  return taken;
}

/** Five persistent messages and a transient one; the first two delivered, the first acknowledged. */
async function fill(connection: ChannelModel): Promise<void> {
  const channel = await connection.createConfirmChannel();
  await channel.assertQueue('kept', { durable: true, arguments: { 'x-max-length': 1000 } });
  await channel.assertQueue('gone', { durable: false });
  await channel.assertQueue('own', { durable: true, exclusive: true });
  await channel.assertExchange('events', 'topic', { durable: true });
  await channel.bindQueue('kept', 'events', 'a.#', { 'x-note': 'n' });
  for (const body of ['1', '2', '3']) channel.publish('events', 'a.b', Buffer.from(body), { persistent: true });
  channel.sendToQueue('kept', Buffer.from('transient'), { persistent: false });
  for (const body of ['4', '5'])
    channel.sendToQueue('kept', Buffer.from(body), { persistent: true, headers: { h: 1 } });
  channel.sendToQueue('gone', Buffer.from('x'), { persistent: true });
  await channel.waitForConfirms();
  const first = await channel.get('kept');
  await channel.get('kept');
  if (first) channel.ack(first);
  await channel.checkQueue('kept');
}

describe.each(['stop', 'kill'] as const)('after a restart (%s)', (end) => {
  test('durable queues have their persistent messages, and what was delivered is redelivered', async () => {
    await fill(await open());
    // A note of an acknowledgement waits a moment for company; after SIGKILL it may be missing.
    await new Promise((resolve) => setTimeout(resolve, 100));
    await warren[end]();
    await start();
    const connection = await open();
    expect(await takeAll(connection, 'kept')).toEqual(['2!', '3', '4', '5']);
    const channel = await connection.createChannel();
    channel.on('error', () => {});
    await expect(channel.checkQueue('gone')).rejects.toThrow('404');
    await connection.close();
  });
});

test('everything that can be defined comes back', async () => {
  await fill(await open());
  for (const [path, body] of [
    ['/vhosts/shop', { description: 'd', tags: 't' }],
    ['/users/ada', { password: 'p', tags: 'monitoring' }],
    ['/permissions/shop/ada', { configure: 'a', write: 'b', read: '.*' }],
    ['/policies/%2F/ttl', { pattern: '^k', definition: { 'message-ttl': 100_000_000 }, 'apply-to': 'queues' }],
    ['/vhost-limits/shop/max-queues', { value: 7 }],
    ['/user-limits/ada/max-connections', { value: 3 }],
    ['/global-parameters/colour', { value: { deep: [1] } }],
  ] as const) {
    expect((await api('PUT', path, body)).status, path).toBeLessThan(300);
  }
  const definitions = async (): Promise<unknown> => {
    const all = (await (await api('GET', '/definitions')).json()) as Record<string, unknown>;
    const sorted = Object.entries(all).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.map((one) => JSON.stringify(one)).sort() : value,
    ]);
    return Object.fromEntries(sorted);
  };
  // The queue that is not durable ends with the process.
  await api('DELETE', '/queues/%2F/gone');
  const before = await definitions();
  await warren.kill();
  await start();
  expect(await definitions()).toEqual(before);
  expect((await api('GET', '/whoami', undefined, 'ada:p')).status).toBe(200);
});

test('guest is made for a new data folder only', async () => {
  await api('PUT', '/users/root', { password: 'p', tags: 'administrator' });
  expect((await api('DELETE', '/users/guest', undefined, 'root:p')).status).toBe(204);
  await warren.stop();
  await start();
  expect((await api('GET', '/whoami')).status).toBe(401);
  expect((await api('GET', '/whoami', undefined, 'root:p')).status).toBe(200);
});

test('answers keep their order while definitions go to the disk', async () => {
  const client = await openChannel(Number(new URL(warren.amqpUrl).port));
  const count = 200;
  for (let i = 0; i < count; i++) {
    client.send(1, 'queue.declare', { queue: `q${i}`, durable: i % 3 === 0 });
    client.send(1, 'basic.qos', { prefetchCount: 1 });
  }
  client.send(1, 'channel.close', { replyCode: 200, replyText: 'bye' });
  for (let i = 0; i < count; i++) {
    expect((await client.expect(1, 'queue.declare-ok')).queue).toBe(`q${i}`);
    await client.expect(1, 'basic.qos-ok');
  }
  await client.expect(1, 'channel.close-ok');
  await client.close();
  await warren.kill();
  await start();
  const queues = (await (await api('GET', '/queues')).json()) as unknown[];
  expect(queues).toHaveLength(Math.ceil(count / 3));
});

test('what tx.commit-ok has told of survives SIGKILL in the middle of more', async () => {
  const client = await openChannel(Number(new URL(warren.amqpUrl).port));
  await client.call(1, 'queue.declare', { queue: 'tx', durable: true });
  await client.call(1, 'tx.select');
  const commit = (i: number): void => {
    for (const part of ['a', 'b', 'c']) {
      client.publish(1, { routingKey: 'tx', body: `${i}${part}`, properties: { deliveryMode: 2 } });
    }
    client.send(1, 'tx.commit');
  };
  // Several on the way at a time, so that the end comes in the middle of one.
  for (let i = 0; i < 5; i++) commit(i);
  let committed = 0;
  for (; committed < 40; committed++) {
    await client.expect(1, 'tx.commit-ok');
    commit(committed + 5);
  }
  await warren.kill();
  client.destroy();
  await start();
  const bodies = await takeAll(await open(), 'tx');
  const expected = Array.from({ length: committed }, (_, i) => [`${i}a`, `${i}b`, `${i}c`]).flat();
  expect(bodies.slice(0, expected.length)).toEqual(expected);
});

describe('beyond the memory budget', () => {
  test.each([false, true])('messages wait on disk and come in order (persistent: %s)', async (persistent) => {
    await warren.stop();
    await start('--page-above', '64KiB');
    const connection = await open();
    const channel = await connection.createConfirmChannel();
    await channel.assertQueue('long', { durable: persistent });
    const count = 20_000;
    for (let i = 0; i < count; i++) channel.sendToQueue('long', Buffer.from(`${i} ${'x'.repeat(100)}`), { persistent });
    await channel.waitForConfirms();
    expect((await channel.checkQueue('long')).messageCount).toBe(count);
    const one = await channel.get('long', { noAck: true });
    expect(String(one ? one.content : '')).toMatch(/^0 /);
    let next = 1;
    await channel.prefetch(300);
    await new Promise<void>((resolve, reject) => {
      void channel.consume('long', (message) => {
        if (!message) return;
        if (Number.parseInt(String(message.content), 10) !== next++) reject(new Error(`not ${next - 1}`));
        channel.ack(message);
        if (next === count) resolve();
      });
    });
    expect((await channel.checkQueue('long')).messageCount).toBe(0);
    await connection.close();
  });
});

test('a second process is kept out, and a newer or unreadable folder is not touched', async () => {
  await expect(WarrenChild.start(dataDir)).rejects.toThrow(/another Warren \(process \d+\) uses the data folder/);
  await warren.stop();
  const format = join(dataDir, 'format.json');
  for (const [text, words] of [
    ['{"format":99}', 'was written by a newer Warren (format 99'],
    ['what', 'it is not known how the data folder was written'],
  ] as const) {
    writeFileSync(format, text);
    const before = readdirSync(dataDir);
    await expect(WarrenChild.start(dataDir)).rejects.toThrow(words);
    expect(readdirSync(dataDir)).toEqual(before);
  }
});

test('an ephemeral Warren leaves nothing behind', async () => {
  await warren.stop();
  rmSync(dataDir, { recursive: true });
  await start('--ephemeral');
  await fill(await open());
  await warren.stop();
  expect(() => readdirSync(dataDir)).toThrow('ENOENT');
});

/** Runs `warren check` and the like. */
async function command(...args: string[]): Promise<{ stdout: string; stderr: string; code: number }> {
  const run = promisify(execFile);
  return await run(process.execPath, [BUILT_WARREN, ...args], { cwd: projectRoot() }).then(
    ({ stdout, stderr }) => ({ stdout, stderr, code: 0 }),
    (failure: { stdout: string; stderr: string; code: number }) => failure,
  );
}

test('what has expired, and a stream, are there when a folder is looked at, which changes nothing', async () => {
  const connection = await open();
  const channel = await connection.createConfirmChannel();
  await channel.assertQueue('short', { durable: true, arguments: { 'x-message-ttl': 1000 } });
  await channel.assertQueue('story', { durable: true, arguments: { 'x-queue-type': 'stream', 'x-max-age': '1s' } });
  for (const queue of ['short', 'story']) channel.sendToQueue(queue, Buffer.from(queue), { persistent: true });
  await channel.waitForConfirms();
  await warren.kill();
  await new Promise((resolve) => setTimeout(resolve, 1100));
  const log = (): [string, string][] =>
    readdirSync(join(dataDir, 'log')).map((name) => [name, readFileSync(join(dataDir, 'log', name), 'base64')]);
  const before = log();
  expect((await command('check', dataDir)).stdout).toMatch(/2 queues, 2 messages/);
  expect((await command('export', dataDir, '--messages')).stdout.trim().split('\n')).toHaveLength(2);
  expect(log()).toEqual(before);
  await start();
  expect(await takeAll(await open(), 'short')).toEqual([]);
});

test('a folder is checked, exported, and what was exported comes back elsewhere', async () => {
  await fill(await open());
  expect((await command('check', dataDir)).stderr).toContain('another Warren');
  await warren.stop();
  expect((await command('check', dataDir)).stdout).toMatch(/is whole: 1 vhosts, 1 users, 1 queues, 4 messages/);
  const definitions = join(dataDir, 'definitions.json');
  const messages = join(dataDir, 'messages.ndjson');
  writeFileSync(definitions, (await command('export', dataDir)).stdout);
  writeFileSync(messages, (await command('export', dataDir, '--messages')).stdout);
  expect(readFileSync(messages, 'utf8').trim().split('\n')).toHaveLength(4);
  const other = mkdtempSync(join(tmpdir(), 'warren-other-'));
  try {
    const moved = await WarrenChild.start(other, ['--definitions', definitions]);
    await moved.stop();
    expect(await command('import', other, messages)).toMatchObject({ stdout: '4 messages imported.\n', code: 0 });
    warren = await WarrenChild.start(other);
    expect(await takeAll(await open(), 'kept')).toEqual(['2', '3', '4', '5']);
  } finally {
    await warren.kill();
    rmSync(other, { recursive: true, force: true });
  }
});

test('messages that an exchange delays are exported too, and their delay goes on elsewhere', async () => {
  const channel = await (await open()).createConfirmChannel();
  const delaying = { durable: true, arguments: { 'x-delayed-type': 'direct' } };
  await channel.assertExchange('later', 'x-delayed-message', delaying);
  await channel.assertQueue('kept', { durable: true });
  await channel.bindQueue('kept', 'later', 'k');
  for (const [body, delay] of [
    ['soon', 2000],
    ['late', 3_600_000],
  ] as const) {
    channel.publish('later', 'k', Buffer.from(body), { persistent: true, headers: { 'x-delay': delay, of: body } });
  }
  const publishedAt = Date.now();
  await channel.waitForConfirms();
  await warren.stop();
  expect((await command('check', dataDir)).stdout).toMatch(/1 queues, 2 messages/);
  const definitions = join(dataDir, 'definitions.json');
  const messages = join(dataDir, 'messages.ndjson');
  writeFileSync(definitions, (await command('export', dataDir)).stdout);
  writeFileSync(messages, (await command('export', dataDir, '--messages')).stdout);
  const lines = readFileSync(messages, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ delayed_in, properties }) => [delayed_in, properties.headers.of])).toEqual([
    ['later', 'soon'],
    ['later', 'late'],
  ]);
  for (const { arrived_at } of lines) expect(Math.abs(arrived_at - publishedAt)).toBeLessThan(1000);
  const other = mkdtempSync(join(tmpdir(), 'warren-other-'));
  try {
    const moved = await WarrenChild.start(other, ['--definitions', definitions]);
    await moved.stop();
    expect(await command('import', other, messages)).toMatchObject({ stdout: '2 messages imported.\n', code: 0 });
    expect((await command('check', other)).stdout).toMatch(/1 queues, 2 messages/);
    while (Date.now() < publishedAt + 2000) await new Promise((resolve) => setTimeout(resolve, 50));
    warren = await WarrenChild.start(other);
    expect(await takeAll(await open(), 'kept')).toEqual(['soon']);
  } finally {
    await warren.kill();
    rmSync(other, { recursive: true, force: true });
  }
});

test('check names what is damaged', async () => {
  const connection = await open();
  const channel = await connection.createConfirmChannel();
  await channel.assertQueue('kept', { durable: true });
  for (let i = 0; i < 20; i++) {
    channel.sendToQueue('kept', Buffer.from(`body ${i}`), { persistent: true });
    await channel.waitForConfirms();
  }
  await warren.stop();
  const segment = join(dataDir, 'log', readdirSync(join(dataDir, 'log'))[0] as string);
  const bytes = readFileSync(segment);
  bytes[200] = (bytes[200] as number) ^ 1;
  writeFileSync(segment, bytes);
  const { code, stderr } = await command('check', dataDir);
  expect([code, stderr]).toEqual([1, expect.stringMatching(/^warren: the log is damaged at byte \d+ of .*\.log/)]);
  await expect(WarrenChild.start(dataDir)).rejects.toThrow('the log is damaged');
  expect(readFileSync(segment).equals(bytes)).toBe(true);
  // A repair keeps the others, says what is gone, and puts aside what it could not read.
  const repaired = await command('check', dataDir, '--repair');
  expect(repaired.stdout).toMatch(
    /^\d+ bytes at byte \d+ of .*\.log cannot be read: what stood there is in .*damaged-\d+\.\nMessages .* are lost; /,
  );
  expect(repaired.stdout).toMatch(/The data folder is whole: .* 1 queues, 19 messages/);
  expect((await command('check', dataDir, '--repair')).stdout).toContain('There is nothing to repair.');
  await start();
  const left = await takeAll(await open(), 'kept');
  const all = Array.from({ length: 20 }, (_, i) => `body ${i}`);
  expect(all.filter((body) => !left.includes(body))).toHaveLength(1);
  expect(left).toEqual(all.filter((body) => left.includes(body)));
});
