import { setTimeout as sleep } from 'node:timers/promises';
import { field, METHOD, methodFrame, octet, uint32 } from './amqp-frames';
import { openWire } from './amqp-open';
import { parseAmqpUrl } from './amqp-url';
import type { Wire } from './amqp-wire';
import { Consumer } from './consumer';
import { interrupted } from './interruption';
import { Producer } from './producer';
import { declareQueue, deleteQueue } from './topology';
import { WarrenProcess } from './warren-process';

const KIB = 1024;
const MIB = 1024 * KIB;
const IDLE_CONNECTIONS = 1_000;
const OPEN_AT_ONCE = 50;
const IDLE_READ_BYTES = 4 * KIB;
const SETTLE_MS = 3_000;
const CONFIRM_WINDOW = 1_000;
const BODY_BYTES = KIB;
const STALLED_PUBLISHES = 256 * KIB;
const STALLED_QUEUE_LENGTH = 1_000;
const MEMORY_LIMIT_MIB = 256;
const BLOCK_TIMEOUT_MS = 120_000;

export interface MemoryResult {
  readonly title: string;
  readonly value: string;
}

/** Each row gets a fresh process: resident memory seldom shrinks, so one row would hide the next one's growth. */
export async function measureMemory(onProgress: (text: string) => void): Promise<MemoryResult[]> {
  const results: MemoryResult[] = [];
  for (const [title, flags, row] of MEMORY_ROWS) {
    onProgress(title);
    const warren = await WarrenProcess.start(flags);
    try {
      results.push({ title, value: await row(warren) });
    } finally {
      await warren.end();
    }
  }
  return results;
}

const MEMORY_ROWS: readonly (readonly [string, readonly string[], (warren: WarrenProcess) => Promise<string>])[] = [
  [`${IDLE_CONNECTIONS} idle connections with a channel each`, [], idleConnections],
  ['stalled consumer, 256 MiB published through a queue that keeps 1,000 messages', [], stalledConsumer],
  [`publisher without a consumer, --memory-limit ${MEMORY_LIMIT_MIB}MiB`, memoryLimit(), publisherWithoutConsumer],
];

function memoryLimit(): string[] {
  return ['--memory-limit', `${MEMORY_LIMIT_MIB}MiB`];
}

async function idleConnections(warren: WarrenProcess): Promise<string> {
  const url = parseAmqpUrl(warren.url);
  const open = async (count: number): Promise<Wire[]> => {
    const opening = Array.from({ length: count }, () => openWire(url, { readBytes: IDLE_READ_BYTES }));
    return (await Promise.all(opening)).map(({ wire }) => wire);
  };
  // The first connections make the broker load code that later ones share.
  for (const wire of await open(OPEN_AT_ONCE)) await wire.close();
  const before = await settledBytes(warren);
  const wires: Wire[] = [];
  while (wires.length < IDLE_CONNECTIONS) wires.push(...(await open(OPEN_AT_ONCE)));
  const growth = (await settledBytes(warren)) - before;
  for (const wire of wires) wire.destroy();
  return `${(growth / IDLE_CONNECTIONS / KIB).toFixed(1)} KiB each (${mib(before)} before)`;
}

/**
 * A consumer that never reads may cost its 1 MiB of back-pressure and what the queue may keep, however much is
 * published.
 */
async function stalledConsumer(warren: WarrenProcess): Promise<string> {
  const queue = 'bench.stalled';
  const url = parseAmqpUrl(warren.url);
  const { wire } = await openWire(url);
  const maxLength = field('x-max-length', 'I', uint32(STALLED_QUEUE_LENGTH));
  await declareQueue(wire, queue, 0, [maxLength]);
  const consumer = new Consumer(wire, { queue, ackEvery: 0, prefetchCount: 0, onConsumed: () => {} });
  await consumer.consume();
  wire.socket.pause();
  const before = await settledBytes(warren);
  const { producer } = await openProducer(warren, queue, STALLED_PUBLISHES);
  const stopped = new Promise<void>((resolve) => {
    producer.onStopped = resolve;
  });
  producer.start();
  await orFailure(stopped, producer.wire);
  const growth = (await settledBytes(warren)) - before;
  await producer.wire.close();
  wire.destroy();
  return `${mib(growth)} more after ${mib(producer.published * BODY_BYTES)} of bodies (${mib(before)} before)`;
}

async function publisherWithoutConsumer(warren: WarrenProcess): Promise<string> {
  const queue = 'bench.blocked';
  const { wire } = await openWire(parseAmqpUrl(warren.url));
  await declareQueue(wire, queue, 0);
  const before = await settledBytes(warren);
  const { producer, blocked } = await openProducer(warren, queue, Number.POSITIVE_INFINITY);
  const from = performance.now();
  producer.start();
  const reason = await orFailure(Promise.race([blocked, sleep(BLOCK_TIMEOUT_MS), interrupted]), producer.wire);
  const seconds = (performance.now() - from) / 1000;
  producer.stop();
  const growth = (await settledBytes(warren)) - before;
  await producer.wire.close();
  await deleteQueue(wire, queue);
  await wire.close();
  const bodies = producer.confirmed * BODY_BYTES;
  const end = reason === undefined ? `not blocked after ${seconds.toFixed(0)} s` : `blocked ('${reason}')`;
  const ratio = (growth / bodies).toFixed(2);
  return `${end} with ${mib(bodies)} of bodies held in ${mib(growth)} (${ratio} times), ${mib(before)} before`;
}

async function openProducer(warren: WarrenProcess, queue: string, quota: number) {
  const { wire } = await openWire(parseAmqpUrl(warren.url));
  await wire.call(methodFrame(1, METHOD.confirmSelect, octet(0)), METHOD.confirmSelectOk);
  const blocked = new Promise<string>((resolve) => {
    wire.onBlocked = resolve;
  });
  const publish = { exchange: '', routingKey: queue, bodyBytes: BODY_BYTES, persistent: false };
  const producer = new Producer(wire, {
    publishes: [publish],
    index: 0,
    confirmWindow: CONFIRM_WINDOW,
    quota,
    stamped: false,
  });
  return { producer, blocked };
}

function orFailure<T>(promise: Promise<T>, wire: Wire): Promise<T> {
  const failure = new Promise<never>((_, reject) => {
    wire.onFailure = reject;
  });
  return Promise.race([promise, failure]);
}

async function settledBytes(warren: WarrenProcess): Promise<number> {
  await Promise.race([sleep(SETTLE_MS), interrupted]);
  return warren.residentBytes();
}

const mib = (bytes: number): string => `${(bytes / MIB).toFixed(1)} MiB`;
