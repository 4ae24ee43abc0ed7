import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Channel, type ChannelModel, connect } from 'amqplib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WarrenChild } from './crash/warren-child';

const COUNT = 200_000;
/** One in so many is searched for. */
const EVERY = 10_000;

let dataDir: string;
let warren: WarrenChild;
let connection: ChannelModel;
let channel: Channel;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'warren-search-'));
  warren = await WarrenChild.start(dataDir, ['--page-above', '1MiB']);
  connection = await connect(warren.amqpUrl);
  const confirming = await connection.createConfirmChannel();
  await confirming.assertQueue('long');
  for (let i = 0; i < COUNT; i++) confirming.sendToQueue('long', bodyOf(i));
  await confirming.waitForConfirms();
  channel = await connection.createChannel();
}, 60_000);

afterAll(async () => {
  await connection.close();
  await warren.kill();
  rmSync(dataDir, { recursive: true, force: true });
});

const bodyOf = (i: number): Buffer => Buffer.from(`${i % EVERY === EVERY - 1 ? 'needle' : 'hay'} ${i}`);
const needles = Array.from({ length: COUNT / EVERY }, (_, i) => (i + 1) * EVERY - 1);

async function api(method: string, path: string, body?: unknown) {
  const response = await fetch(`${warren.httpUrl}/api/queues/%2F/long${path}`, {
    method,
    headers: { authorization: `Basic ${Buffer.from('guest:guest').toString('base64')}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: answers of several shapes, of which each test states what it expects.
  return { status: response.status, json: (await response.json()) as any };
}

/** All answers of a search that goes on until the end. */
async function searchAll(query: string) {
  const answers = [];
  for (let next = ''; ; ) {
    const { json } = await api('GET', `/messages?payload=needle&limit=1000&${query}&after=${next}`);
    answers.push(json);
    if (json.next === null) return answers;
    next = json.next;
  }
}

const found = (answers: readonly { items: { payload: string }[] }[]): number[] =>
  answers.flatMap(({ items }) => items.map(({ payload }) => Number(payload.split(' ')[1])));

test('one request looks through all of a long queue, others are served meanwhile, and nothing leaves the disk', async () => {
  const before = (await api('GET', '')).json.messages_paged_out;
  expect(before).toBeGreaterThan(COUNT / 2);
  let isOver = false;
  const search = searchAll('').finally(() => {
    isOver = true;
  });
  let served = 0;
  for (; !isOver; served++) await channel.checkQueue('long');
  const answers = await search;
  expect(answers.length).toBe(1);
  expect(answers[0].scanned_count).toBe(COUNT);
  expect(found(answers)).toEqual(needles);
  expect(served).toBeGreaterThan(20);
  expect((await api('GET', '')).json.messages_paged_out).toBe(before);
});

test('a message in the middle can be copied from the disk; taking it out is refused with words that help', async () => {
  await channel.assertQueue('copies');
  const copy = { queue: 'copies', copy: true, orders: [COUNT - 1] };
  expect((await api('POST', '/move', copy)).json).toMatchObject({ moved: 1, missing: 0 });
  const got = await channel.get('copies', { noAck: true });
  expect(got && String(got.content)).toBe(`needle ${COUNT - 1}`);
  for (const [path, more] of [
    ['/move', { queue: 'copies' }],
    ['/delete-messages', {}],
  ] as const) {
    const refused = await api('POST', path, { ...more, orders: [0, COUNT - 1] });
    expect(refused.status).toBe(400);
    expect(refused.json.reason).toContain('lies on disk behind too many others');
  }
  expect((await api('GET', '')).json.messages).toBe(COUNT);
});

test('what stays is found exactly once, in the order of the queue, while messages come and go', async () => {
  await channel.prefetch(500);
  let taken = 0;
  const { consumerTag } = await channel.consume('long', (message) => {
    if (message === null) return;
    taken += 1;
    // More than half of the queue is to stay.
    if (taken > 60_000) return;
    // Some go for good, some come back.
    if (taken % 3 === 0) channel.nack(message, false, true);
    else channel.ack(message);
    if (taken % 100 === 0) channel.sendToQueue('long', Buffer.from('needle NaN'));
  });
  const answers = await searchAll('within_ms=20');
  await channel.cancel(consumerTag);
  await channel.checkQueue('long');
  const left = found(await searchAll('')).filter((i) => !Number.isNaN(i));
  expect(answers.length).toBeGreaterThan(2);
  expect(taken).toBeGreaterThan(1000);
  expect(left.length).toBeGreaterThan(3);
  const seen = found(answers).filter((i) => !Number.isNaN(i));
  expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
  expect(left.filter((i) => !seen.includes(i))).toEqual([]);
});
