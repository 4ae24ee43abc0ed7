import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ChannelModel, connect } from 'amqplib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WarrenChild } from './crash/warren-child';
import { eventually } from './eventually';
import { HttpApi } from './http-api';

/** Two Warrens in processes of their own, a shovel between them, and a kill of either while it works. */

const MESSAGES = 3000;
let folder: string;
let near: WarrenChild;
let far: WarrenChild;
const connections: ChannelModel[] = [];

const portOf = (url: string): string => new URL(url).port;
const startNear = (): Promise<WarrenChild> => WarrenChild.start(join(folder, 'near'));
const startFar = (port = '0'): Promise<WarrenChild> => WarrenChild.start(join(folder, 'far'), ['--amqp-port', port]);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'warren-shovel-'));
  [near, far] = await Promise.all([startNear(), startFar()]);
});

afterEach(async () => {
  for (const connection of connections.splice(0)) await connection.close().catch(() => {});
  await Promise.all([near.kill(), far.kill()]);
  rmSync(folder, { recursive: true, force: true });
});

async function open(broker: WarrenChild): Promise<ChannelModel> {
  const connection = await connect(broker.amqpUrl);
  connection.on('error', () => {});
  connections.push(connection);
  return connection;
}

async function publish(): Promise<void> {
  const channel = await (await open(near)).createConfirmChannel();
  await channel.assertQueue('from');
  for (let i = 0; i < MESSAGES; i++) channel.sendToQueue('from', Buffer.from(String(i)), { persistent: true });
  await channel.waitForConfirms();
}

async function shovel(): Promise<void> {
  const ends = { 'src-uri': 'amqp://', 'src-queue': 'from', 'dest-uri': far.amqpUrl, 'dest-queue': 'to' };
  const value = { ...ends, 'reconnect-delay': 0.2, 'src-prefetch-count': 50 };
  expect((await new HttpApi(near.httpUrl).put('parameters/shovel/%2F/s', { value })).status).toBe(201);
}

const messagesOf = async (broker: WarrenChild, queue: string): Promise<number> =>
  (await new HttpApi(broker.httpUrl).get(`queues/%2F/${queue}`)).json.messages ?? 0;

async function halfway(): Promise<void> {
  await eventually(async () => expect(await messagesOf(far, 'to')).toBeGreaterThan(MESSAGES / 10), 15_000);
  expect(await messagesOf(far, 'to')).toBeLessThan(MESSAGES);
}

/** Each message has come, some of them perhaps twice. */
async function expectAll(): Promise<void> {
  await eventually(async () => expect(await messagesOf(near, 'from')).toBe(0), 20_000);
  const channel = await (await open(far)).createChannel();
  const seen = new Set<number>();
  await channel.consume('to', (message) => message && seen.add(Number(message.content)), { noAck: true });
  await eventually(() => expect(seen.size).toBe(MESSAGES), 10_000);
}

test('a destination that is killed and comes back gets everything', async () => {
  await publish();
  await shovel();
  await halfway();
  await far.kill();
  await eventually(async () => {
    const [status] = (await new HttpApi(near.httpUrl).get('shovels')).json;
    expect([status.state, status.reason]).toEqual(['terminated', expect.stringMatching(/\S/)]);
  }, 10_000);
  far = await startFar(portOf(far.amqpUrl));
  await expectAll();
});

test('a shovel whose own broker is killed goes on where it was', async () => {
  await publish();
  await shovel();
  await halfway();
  await near.kill();
  near = await startNear();
  await expectAll();
});
