import { METHOD, methodFrame, octet, shortString, uint16, uint32 } from './amqp-frames';
import { openWire } from './amqp-open';
import { type AmqpUrl, parseAmqpUrl } from './amqp-url';
import { ApiClient } from './api-client';
import { measure, measureSlices } from './load-run';
import { median, percentile } from './median';
import type { MemoryResult } from './memory-rows';
import { FULL_LOAD } from './rows';
import { declareQueues, QUEUES, queueName } from './scale';
import { WarrenProcess } from './warren-process';

const BINDINGS_EACH = 10;
const EXCHANGE = 'bench.scale';
const NO_WAIT = 1;
/** Rounds for each that is asked for: a ratio of rates needs many on a machine that does other work. */
const PAIRS_PER_ROUND = 3;
const ASKED = [
  '/api/overview',
  '/api/queues?page=1&page_size=100&sort=message_stats.publish_details.rate&sort_reverse=true',
  '/api/connections?page=1&page_size=100',
  '/api/whoami',
] as const;

export interface ScaleOptions {
  readonly seconds: number;
  readonly rounds: number;
}

/** What a large topology costs those who publish, and how long the API takes while the broker is saturated. */
export async function measureScale(options: ScaleOptions, onProgress: (text: string) => void): Promise<MemoryResult[]> {
  const results: MemoryResult[] = [];
  const add = (title: string, value: string): void => {
    results.push({ title, value });
    onProgress(`${title}: ${value}`);
  };
  const [empty, large] = [
    await WarrenProcess.start(['--dashboard', 'off']),
    await WarrenProcess.start(['--dashboard', 'off']),
  ];
  try {
    const url = parseAmqpUrl(large.url);
    const place = `${count(QUEUES)} queues and ${count(QUEUES * BINDINGS_EACH)} bindings`;
    const milliseconds = (await declareQueues(url)) + (await declareBindings(url));
    add(`${place} declared over AMQP in`, `${(milliseconds / 1000).toFixed(1)} s`);
    add(
      `messages/s with confirms, in an empty broker and beside ${place}`,
      await compare(empty, large, options, onProgress),
    );
    for (const [path, times] of await askUnderLoad(large, options, onProgress)) {
      const figures = `median ${median(times).toFixed(1)} ms, p99 ${percentile(times, 0.99).toFixed(1)} ms`;
      add(
        `${path.replace(/\?.*/, '')} while the broker is saturated, ${place}`,
        `${figures} of ${count(times.length)} answers`,
      );
    }
    return results;
  } finally {
    await empty.end();
    await large.end();
  }
}

/** Binds each queue ten times to a topic exchange; returns the milliseconds that it took. */
async function declareBindings(url: AmqpUrl): Promise<number> {
  const { wire } = await openWire(url);
  const from = performance.now();
  const exchange = [uint16(0), shortString(EXCHANGE), shortString('topic'), octet(0), uint32(0)];
  await wire.call(methodFrame(1, METHOD.exchangeDeclare, ...exchange), METHOD.exchangeDeclareOk);
  for (let queue = 0; queue < QUEUES; queue++) {
    for (let i = 0; i < BINDINGS_EACH; i++) {
      const isLast = i === BINDINGS_EACH - 1;
      const names = [queueName(queue), EXCHANGE, `orders.${queue}.${i}.*`].map(shortString);
      const request = methodFrame(1, METHOD.queueBind, uint16(0), ...names, octet(isLast ? 0 : NO_WAIT), uint32(0));
      if (isLast) await wire.call(request, METHOD.queueBindOk);
      else wire.socket.write(request);
    }
  }
  const milliseconds = performance.now() - from;
  await wire.close();
  return milliseconds;
}

/** The two take turns, so that a slow minute of the machine meets both. */
async function compare(
  empty: WarrenProcess,
  large: WarrenProcess,
  { seconds, rounds }: ScaleOptions,
  onNotice: (text: string) => void,
): Promise<string> {
  const rate = async ({ url }: WarrenProcess): Promise<number> =>
    (await measure({ url, row: FULL_LOAD, seconds, onNotice })).consumedPerSecond;
  const rates = { empty: [] as number[], large: [] as number[] };
  // The first run is slower for whoever has it: it is nobody's.
  for (const warren of [empty, large]) await rate(warren);
  const pairs = rounds * PAIRS_PER_ROUND;
  for (let pair = 0; pair < pairs; pair++) {
    const order = [empty, large];
    for (const warren of pair % 2 === 0 ? order : order.reverse()) {
      rates[warren === empty ? 'empty' : 'large'].push(await rate(warren));
    }
  }
  const ratio = median(rates.large.map((each, pair) => each / (rates.empty[pair] as number)));
  const thousands = (values: readonly number[]): string => count(Math.round(median(values) / 1000));
  return `${thousands(rates.empty)} k and ${thousands(rates.large)} k: ${ratio.toFixed(2)}, the median of ${pairs} pairs of runs`;
}

/** Asks one after the other, without a pause, while a load runs that leaves nothing of the processor. Times by path. */
async function askUnderLoad(
  { url, httpUrl }: WarrenProcess,
  { seconds, rounds }: ScaleOptions,
  onNotice: (text: string) => void,
): Promise<ReadonlyMap<string, number[]>> {
  const times = new Map<string, number[]>(ASKED.map((path) => [path, []]));
  const api = new ApiClient(httpUrl);
  const before = async (): Promise<() => Promise<void>> => {
    let isOver = false;
    const asking = (async () => {
      while (!isOver) {
        for (const path of ASKED) {
          const from = performance.now();
          await api.get(path);
          times.get(path)?.push(performance.now() - from);
        }
      }
    })();
    return async () => {
      isOver = true;
      await asking;
    };
  };
  await measureSlices({ url, row: FULL_LOAD, onNotice, slices: { count: rounds, seconds, before } });
  api.close();
  return times;
}

const count = (value: number): string => value.toLocaleString('en');
