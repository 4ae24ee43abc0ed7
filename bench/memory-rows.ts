import { setTimeout as sleep } from 'node:timers/promises';
import { field, METHOD, methodFrame, octet, shortString, table, uint16, uint32 } from './amqp-frames';
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
/** With the first of them the heap grows to its working size, so that the later ones tell what one costs. */
const FIRST_CONNECTIONS = 1_000;
const MORE_CONNECTIONS = 4_000;
const OPEN_AT_ONCE = 50;
const IDLE_READ_BYTES = 4 * KIB;
const SETTLE_MS = 3_000;
const CONFIRM_WINDOW = 1_000;
const BODY_BYTES = KIB;
const STALLED_PUBLISHES = 256 * KIB;
const STALLED_QUEUE_LENGTH = 1_000;
const MEMORY_LIMIT_MIB = 256;
const BLOCK_TIMEOUT_MS = 120_000;
const WAITING_MESSAGES = 1_000_000;
const QUEUES = 10_000;
const BINDINGS = 100_000;
/** Bits of queue.declare. */
const DURABLE = 2;
const NO_WAIT = 16;

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
  ['idle connections with a channel each, 1,000 and 4,000 more', [], idleConnections],
  ['1,000,000 transient messages of 1 KiB waiting', [], waitingMessages],
  [`${QUEUES.toLocaleString('en')} durable queues`, [], queues],
  [`${BINDINGS.toLocaleString('en')} bindings with different keys at a topic exchange`, [], bindings],
  ['stalled consumer, 256 MiB published through a queue that keeps 1,000 messages', [], stalledConsumer],
  [`publisher without a consumer, --memory-limit ${MEMORY_LIMIT_MIB}MiB`, memoryLimit(), publisherWithoutConsumer],
];

function memoryLimit(): string[] {
  // What waits on disk does not count: here everything stays in memory.
  return ['--memory-limit', `${MEMORY_LIMIT_MIB}MiB`, '--page-above', '1GiB'];
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
  const addedBytes = async (count: number): Promise<number> => {
    const from = await settledBytes(warren);
    const until = wires.length + count;
    while (wires.length < until) wires.push(...(await open(OPEN_AT_ONCE)));
    return (await settledBytes(warren)) - from;
  };
  const first = (await addedBytes(FIRST_CONNECTIONS)) / FIRST_CONNECTIONS / KIB;
  const more = (await addedBytes(MORE_CONNECTIONS)) / MORE_CONNECTIONS / KIB;
  for (const wire of wires) wire.destroy();
  return `${first.toFixed(1)} KiB each, then ${more.toFixed(1)} KiB each (${mib(before)} before)`;
}

async function waitingMessages(warren: WarrenProcess): Promise<string> {
  const queue = 'bench.waiting';
  const { wire } = await openWire(parseAmqpUrl(warren.url));
  await declareQueue(wire, queue, 0);
  const before = await settledBytes(warren);
  const { producer } = await openProducer(warren, queue, WAITING_MESSAGES);
  await orFailure(published(producer), producer.wire);
  const resident = await settledBytes(warren);
  await producer.wire.close();
  await wire.close();
  return `${mib(resident)} resident (${mib(before)} before)`;
}

async function queues(warren: WarrenProcess): Promise<string> {
  const { wire } = await openWire(parseAmqpUrl(warren.url));
  await declareQueue(wire, 'bench.first', DURABLE);
  const before = await settledBytes(warren);
  const from = performance.now();
  for (let i = 0; i < QUEUES; i++) {
    const fields = [uint16(0), shortString(`bench.queue.${i}`), octet(DURABLE | NO_WAIT), table()];
    wire.socket.write(methodFrame(1, METHOD.queueDeclare, ...fields));
  }
  // The answer to the last one comes when all of them are safe.
  await declareQueue(wire, 'bench.last', DURABLE);
  const seconds = (performance.now() - from) / 1000;
  const growth = (await settledBytes(warren)) - before;
  await wire.close();
  return `${(growth / QUEUES / KIB).toFixed(1)} KiB each, declared in ${seconds.toFixed(1)} s (${mib(before)} before)`;
}

async function bindings(warren: WarrenProcess): Promise<string> {
  const { wire } = await openWire(parseAmqpUrl(warren.url));
  await declareQueue(wire, 'bench.bound', DURABLE);
  const before = await settledBytes(warren);
  const from = performance.now();
  for (let i = 0; i < BINDINGS; i++) wire.socket.write(bindFrame(`orders.${i % 100}.${i}`, 1));
  await wire.call(bindFrame('the.last', 0), METHOD.queueBindOk);
  const seconds = (performance.now() - from) / 1000;
  const growth = (await settledBytes(warren)) - before;
  await wire.close();
  return `${(growth / BINDINGS / KIB).toFixed(2)} KiB each, declared in ${seconds.toFixed(1)} s (${mib(before)} before)`;
}

function bindFrame(key: string, noWait: number): Buffer {
  const names = [shortString('bench.bound'), shortString('amq.topic'), shortString(key)];
  return methodFrame(1, METHOD.queueBind, uint16(0), ...names, octet(noWait), table());
}

function published(producer: Producer): Promise<void> {
  const stopped = new Promise<void>((resolve) => {
    producer.onStopped = resolve;
  });
  producer.start();
  return stopped;
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
  await orFailure(published(producer), producer.wire);
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
