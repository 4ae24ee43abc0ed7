import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { openWire } from './amqp-open';
import { parseAmqpUrl } from './amqp-url';
import type { Wire } from './amqp-wire';
import { interrupted } from './interruption';
import { COUNTER, type LoadPlan, type LoadRole, type LoadSummary } from './load-messages';
import { LoadThread } from './load-thread';
import { copiesOf, type Row } from './rows';
import { declareTopology, deleteTopology } from './topology';

/** The first part of a timed run is not measured: compilers and flow controls settle in it. */
const WARM_UP_FRACTION = 0.2;
const SLICES_WARM_UP_MS = 3_000;
const STOP_TIMEOUT_MS = 1_000;
/** Time in which a duplicate that follows the last expected message would arrive. */
const AFTERMATH_MS = 200;
const NO_PROGRESS_MS = 15_000;
const POLL_MS = 10;

export interface Measurement {
  readonly publishedPerSecond: number;
  readonly consumedPerSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly producersUtilization: number;
  readonly consumersUtilization: number;
}

export interface LoadRunOptions {
  readonly url: string;
  readonly row: Row;
  readonly onNotice: (text: string) => void;
}

/** One run of one row: declares its queues, opens both load threads, and leaves nothing behind. */
class LoadRun {
  private readonly options: LoadRunOptions;
  private readonly control: Wire;
  private readonly messagesEach: number | null;
  readonly counters = new Float64Array(new SharedArrayBuffer(16));
  private readonly prefix = `bench.${randomBytes(4).toString('hex')}`;
  private readonly threads: LoadThread[] = [];

  constructor(options: LoadRunOptions, control: Wire, messagesEach: number | null) {
    this.options = options;
    this.control = control;
    this.messagesEach = messagesEach;
  }

  async open(): Promise<{ producers: LoadThread; consumers: LoadThread }> {
    await declareTopology(this.control, this.options.row, this.prefix);
    const consumers = this.thread('consumers');
    const producers = this.thread('producers');
    producers.onBlocked = (reason) => this.options.onNotice(`publisher blocked by the broker: ${reason}`);
    await Promise.all([consumers.ready(), producers.ready()]);
    consumers.tell('start');
    producers.tell('start');
    return { producers, consumers };
  }

  count(counter: keyof typeof COUNTER): number {
    return this.counters[COUNTER[counter]] ?? 0;
  }

  /** Sleeps, unless a load thread fails or somebody presses Ctrl-C meanwhile. */
  async wait(milliseconds: number): Promise<void> {
    await Promise.race([sleep(milliseconds), interrupted, ...this.threads.map((thread) => thread.failure)]);
  }

  /** Answers how many messages the queues still held. */
  async end(): Promise<number> {
    await Promise.all(this.threads.map((thread) => thread.terminate()));
    const { row, url } = this.options;
    if (!this.control.failure) return deleteTopology(this.control, row, this.prefix);
    const { wire } = await openWire(parseAmqpUrl(url));
    const left = await deleteTopology(wire, row, this.prefix);
    await wire.close();
    return left;
  }

  private thread(role: LoadRole): LoadThread {
    const { url, row } = this.options;
    const { prefix, counters, messagesEach } = this;
    const plan: LoadPlan = { role, url, row, prefix, messagesEach, counters };
    const thread = new LoadThread(plan);
    this.threads.push(thread);
    return thread;
  }
}

async function withRun<T>(
  options: LoadRunOptions,
  messagesEach: number | null,
  use: (run: LoadRun) => Promise<T>,
): Promise<{ result: T; left: number }> {
  const { wire } = await openWire(parseAmqpUrl(options.url));
  const run = new LoadRun(options, wire, messagesEach);
  try {
    const result = await use(run);
    return { result, left: await run.end() };
  } catch (error) {
    await run.end().catch(() => {});
    throw error;
  } finally {
    await wire.close();
  }
}

/** Loads a broker for a time and measures what reaches the consumers. */
export async function measure(options: LoadRunOptions & { seconds: number }): Promise<Measurement> {
  const { result } = await withRun(options, null, async (run) => {
    const { producers, consumers } = await run.open();
    await run.wait(options.seconds * WARM_UP_FRACTION * 1000);
    consumers.tell('measure');
    producers.tell('measure');
    const from = { time: performance.now(), published: run.count('published'), consumed: run.count('consumed') };
    await run.wait(options.seconds * (1 - WARM_UP_FRACTION) * 1000);
    const seconds = (performance.now() - from.time) / 1000;
    const publishedPerSecond = (run.count('published') - from.published) / seconds;
    const consumedPerSecond = (run.count('consumed') - from.consumed) / seconds;
    const [load, drain] = await stopAndClose(run, producers, consumers);
    const { p50, p99, utilization: consumersUtilization } = drain;
    return {
      publishedPerSecond,
      consumedPerSecond,
      p50,
      p99,
      producersUtilization: load.utilization,
      consumersUtilization,
    };
  });
  return result;
}

export interface Slices {
  readonly count: number;
  /** Length of each. */
  readonly seconds: number;
  /** Sets the scene for a slice; what it returns is awaited after the slice. Neither counts. */
  before(slice: number): Promise<() => Promise<void>>;
}

/** Loads a broker without a pause, and answers for each slice of the time how many messages a second reached consumers. */
export async function measureSlices(options: LoadRunOptions & { slices: Slices }): Promise<number[]> {
  const { count, seconds, before } = options.slices;
  const { result } = await withRun(options, null, async (run) => {
    const { producers, consumers } = await run.open();
    await run.wait(SLICES_WARM_UP_MS);
    const rates: number[] = [];
    for (let slice = 0; slice < count; slice++) {
      const end = await before(slice);
      const from = { time: performance.now(), consumed: run.count('consumed') };
      await run.wait(seconds * 1000);
      rates.push((run.count('consumed') - from.consumed) / ((performance.now() - from.time) / 1000));
      await end();
    }
    await stopAndClose(run, producers, consumers);
    return rates;
  });
  return result;
}

async function stopAndClose(
  run: LoadRun,
  producers: LoadThread,
  consumers: LoadThread,
): Promise<[LoadSummary, LoadSummary]> {
  producers.tell('stop');
  await Promise.race([producers.stopped(), run.wait(STOP_TIMEOUT_MS)]);
  return Promise.all([producers.close(), consumers.close()]);
}

/** Publishes a fixed number of messages and fails unless each of them arrives exactly as often as it should. */
export async function verify(options: LoadRunOptions & { messages: number }): Promise<void> {
  const { row } = options;
  const messagesEach = Math.ceil(options.messages / row.producers);
  const expected = messagesEach * row.producers * copiesOf(row);
  const { result: summary, left } = await withRun(options, messagesEach, async (run) => {
    const { producers, consumers } = await run.open();
    await consumeAll(run, expected);
    await Promise.race([producers.stopped(), run.wait(NO_PROGRESS_MS)]);
    await run.wait(AFTERMATH_MS);
    consumers.tell('stop');
    const [, drain] = await Promise.all([producers.close(), consumers.close()]);
    return { drain, consumed: run.count('consumed') };
  });
  const { seen, duplicates, strangers } = summary.drain;
  const isExact = summary.consumed === expected && seen === expected && duplicates === 0 && strangers === 0;
  // A stream keeps what was read.
  if (isExact && (left === 0 || row.topology === 'stream')) return;
  const lost = expected - seen;
  throw new Error(
    `of ${expected} deliveries ${summary.consumed} came: ${lost} lost, ${duplicates} twice, ${strangers} foreign; ` +
      `${left} messages stayed in the queues`,
  );
}

async function consumeAll(run: LoadRun, expected: number): Promise<void> {
  let consumed = 0;
  let progressAt = performance.now();
  while (run.count('consumed') < expected) {
    await run.wait(POLL_MS);
    if (run.count('consumed') > consumed) progressAt = performance.now();
    consumed = run.count('consumed');
    if (performance.now() - progressAt > NO_PROGRESS_MS) {
      throw new Error(`messages are missing: ${consumed} of ${expected} deliveries came, then none for 15 s`);
    }
  }
}
