import { closeSync, ftruncateSync, mkdtempSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Block } from '@/server/broker/block';
import { Batch } from '@/server/store/batch';
import { BATCH_HEAD_BYTES, KIND, MESSAGE_HEAD_BYTES } from '@/server/store/layout';
import { writeMessageHead } from '@/server/store/message-head';
import { SEGMENT_BYTES, Segment } from '@/server/store/segment';
import { WarrenChild } from './crash/warren-child';

/** Reading so much takes some tenths of a second on any machine. */
const LOG_BYTES = 768 * 1024 ** 2;
const BATCH_BYTES = 16 * 1024 ** 2;

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'warren-progress-'));
});

afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** Fills the log with large messages of zeros, which take no space on the disk: only their heads are written. */
function writeSparseLog(folder: string): void {
  const block = new Block(new Uint8Array(BATCH_BYTES));
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  for (let base = 0; base < LOG_BYTES; base += SEGMENT_BYTES) {
    const segment = new Segment(folder, base);
    const file = openSync(segment.path, 'w');
    for (let at = 0; at < SEGMENT_BYTES; at += BATCH_BYTES) {
      const batch = new Batch(block, segment, base + at);
      const recordAt = batch.take(BATCH_BYTES - BATCH_HEAD_BYTES);
      const bodyBytes = BATCH_BYTES - BATCH_HEAD_BYTES - MESSAGE_HEAD_BYTES - 4;
      const sizes = { addressBytes: 0, propertiesBytes: 0, bodyBytes };
      writeMessageHead(block.view, recordAt, { kind: KIND.message, hasDied: false, queueCount: 1, ...sizes, time: 1 });
      block.view.setUint32(recordAt + MESSAGE_HEAD_BYTES, 99);
      batch.seal(base + at);
      writeSync(file, block.bytes, 0, BATCH_HEAD_BYTES + MESSAGE_HEAD_BYTES + 4, at);
    }
    ftruncateSync(file, SEGMENT_BYTES);
    closeSync(file);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

interface Seen {
  readonly status: number;
  readonly body: string;
  readonly retryAfter: string | null;
}

async function look(url: string): Promise<Seen | null> {
  const headers = { authorization: `Basic ${btoa('guest:guest')}` };
  const response = await fetch(url, { headers }).catch(() => null);
  if (response === null) return null;
  return { status: response.status, body: await response.text(), retryAfter: response.headers.get('retry-after') };
}

test('a start says how far it is, over HTTP and on every page', async () => {
  const first = await WarrenChild.start(dataDir);
  await first.stop();
  writeSparseLog(join(dataDir, 'log'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const starting = WarrenChild.start(dataDir, ['--http-port', String(port)]);
  let isReady = false;
  void starting.then(() => {
    isReady = true;
  });
  const api: Seen[] = [];
  const pages: Seen[] = [];
  while (!isReady) {
    const [answer, page] = await Promise.all([look(`${url}/api/overview`), look(`${url}/login`)]);
    if (answer && !isReady) api.push(answer);
    if (page && !isReady) pages.push(page);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const warren = await starting;
  try {
    const recovering = api.filter(({ status }) => status === 503);
    const steps = recovering.map(({ body }) => JSON.parse(body)).filter((step) => step.total_bytes > 0);
    expect(recovering[0]).toMatchObject({ retryAfter: '1' });
    expect(steps.length).toBeGreaterThan(1);
    expect(steps.at(-1)).toMatchObject({ error: 'recovering', total_bytes: LOG_BYTES });
    expect(steps.at(-1).reason).toMatch(/^Warren is recovering its messages: [\d,]+ of 768 MiB\.$/);
    const done = steps.map((step) => step.recovered_bytes);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done.at(-1)).toBeGreaterThan(done[0]);
    const page = pages.findLast(({ status }) => status === 503)?.body;
    expect(page).toMatch(/of 768 MiB\..*<progress aria-label="Recovered" value="\d+" max="\d+">/s);
    expect(page).toContain('<meta http-equiv="refresh" content="1">');
    expect((await look(`${url}/api/overview`))?.status).toBe(200);
  } finally {
    await warren.stop();
  }
}, 60_000);
