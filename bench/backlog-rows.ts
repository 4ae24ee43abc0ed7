import { METHOD, methodFrame, octet } from './amqp-frames';
import { openWire } from './amqp-open';
import { parseAmqpUrl } from './amqp-url';
import { Consumer } from './consumer';
import { median } from './median';
import type { MemoryResult } from './memory-rows';
import { Producer } from './producer';
import { declareQueue } from './topology';
import { WarrenProcess } from './warren-process';

const MIB = 1024 * 1024;
const QUEUE = 'bench.backlog';
const DURABLE = 2;
const CONFIRM_WINDOW = 1000;
const ACK_EVERY = 50;
const PREFETCH = 500;
const DRAINED = 1_000_000;

const BACKLOGS = [
  { messages: 1_000_000, bodyBytes: 1024, title: '1,000,000 of 1 KiB' },
  { messages: 1_000_000, bodyBytes: 16, title: '1,000,000 of 16 bytes' },
  { messages: 10_000_000, bodyBytes: 16, title: '10,000,000 of 16 bytes' },
] as const;

/** Persistent messages pile up in a durable queue; the process is killed, comes back, and a consumer takes them all. */
export async function measureBacklogs(onProgress: (text: string) => void): Promise<MemoryResult[]> {
  const results: MemoryResult[] = [];
  for (const backlog of BACKLOGS) {
    onProgress(`durable backlog, ${backlog.title}`);
    results.push({ title: `durable backlog, ${backlog.title}`, value: await measureBacklog(backlog) });
  }
  return results;
}

/** What a consumer gets from a queue that waits on disk, beside the same queue in memory; the two take turns. */
export async function compareDrains(rounds: number, onProgress: (text: string) => void): Promise<MemoryResult[]> {
  const results: MemoryResult[] = [];
  for (const bodyBytes of [16, 1024]) {
    const title = `draining ${DRAINED.toLocaleString('en')} transient messages of ${bodyBytes} bytes, from disk and from memory`;
    const rates = { disk: [] as number[], memory: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      for (const place of round % 2 === 0 ? (['disk', 'memory'] as const) : (['memory', 'disk'] as const)) {
        rates[place].push(await drainRate(bodyBytes, place));
      }
    }
    const ratio = median(rates.disk.map((rate, i) => rate / (rates.memory[i] as number)));
    const [disk, memory] = [rates.disk, rates.memory].map((each) => Math.round(median(each)).toLocaleString('en'));
    const value = `${disk}/s from disk, ${memory}/s from memory: ${ratio.toFixed(2)}`;
    results.push({ title, value });
    onProgress(`${title}: ${value}`);
  }
  return results;
}

async function drainRate(bodyBytes: number, place: 'disk' | 'memory'): Promise<number> {
  const warren = await WarrenProcess.start(['--page-above', place === 'disk' ? '1MiB' : '8GiB']);
  try {
    await publishAll(warren, DRAINED, { bodyBytes, persistent: false });
    return DRAINED / (await drainAll(warren, DRAINED));
  } finally {
    await warren.end();
  }
}

async function measureBacklog({ messages, bodyBytes }: (typeof BACKLOGS)[number]): Promise<string> {
  const first = await WarrenProcess.start();
  const published = await publishAll(first, messages, { bodyBytes, persistent: true });
  const waiting = first.residentBytes();
  const from = performance.now();
  const second = await first.killAndRestart();
  const seconds = (performance.now() - from) / 1000;
  try {
    const recovered = second.residentBytes();
    const drained = await drainAll(second, messages);
    const rates = `published ${perSecond(messages, published)}, drained ${perSecond(messages, drained)}`;
    return `${rates}, ${mib(waiting)} resident while waiting, listening again after ${seconds.toFixed(1)} s with ${mib(recovered)}`;
  } finally {
    await second.end();
  }
}

interface Bodies {
  readonly bodyBytes: number;
  readonly persistent: boolean;
}

/** Returns the seconds that it took until the last confirm. */
async function publishAll(warren: WarrenProcess, quota: number, bodies: Bodies): Promise<number> {
  const { wire } = await openWire(parseAmqpUrl(warren.url));
  await declareQueue(wire, QUEUE, DURABLE);
  await wire.call(methodFrame(1, METHOD.confirmSelect, octet(0)), METHOD.confirmSelectOk);
  const publish = { exchange: '', routingKey: QUEUE, ...bodies };
  const options = { publishes: [publish], index: 0, confirmWindow: CONFIRM_WINDOW, quota, stamped: false };
  const producer = new Producer(wire, options);
  const stopped = new Promise<void>((resolve, reject) => {
    producer.onStopped = resolve;
    wire.onFailure = reject;
  });
  const from = performance.now();
  producer.start();
  await stopped;
  const seconds = (performance.now() - from) / 1000;
  await wire.close();
  return seconds;
}

async function drainAll(warren: WarrenProcess, messages: number): Promise<number> {
  const { wire } = await openWire(parseAmqpUrl(warren.url));
  let left = messages;
  const from = performance.now();
  await new Promise<void>((resolve, reject) => {
    wire.onFailure = reject;
    const onConsumed = (count: number): void => {
      left -= count;
      if (left <= 0) resolve();
    };
    const consumer = new Consumer(wire, { queue: QUEUE, ackEvery: ACK_EVERY, prefetchCount: PREFETCH, onConsumed });
    consumer.consume().catch(reject);
  });
  const seconds = (performance.now() - from) / 1000;
  wire.destroy();
  return seconds;
}

const perSecond = (messages: number, seconds: number): string =>
  `${Math.round(messages / seconds).toLocaleString('en')}/s`;
const mib = (bytes: number): string => `${Math.round(bytes / MIB)} MiB`;
