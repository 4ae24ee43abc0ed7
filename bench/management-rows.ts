import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseAmqpUrl } from './amqp-url';
import type { Wire } from './amqp-wire';
import { ApiClient, countBytes } from './api-client';
import { interrupted } from './interruption';
import { measureSlices } from './load-run';
import { median, percentile } from './median';
import type { MemoryResult } from './memory-rows';
import { Pinger } from './pinger';
import { FULL_LOAD } from './rows';
import { CONNECTIONS, declareQueues, openConnections, QUEUES, startTraffic } from './scale';
import { WarrenProcess } from './warren-process';

/** Long enough for two of the samplings that a broker does every five seconds. */
const SAMPLING_MS = 11_000;
const PAGE = '/api/queues?page=1&page_size=100&sort=message_stats.publish_details.rate&sort_reverse=true';
const PAGES = 200;
const SCRAPE = '/metrics/per-object';
const SCRAPE_INTERVAL_MS = 1000;
/** For each second that is asked for. */
const PAIRS_PER_SECOND = 4;
const MIB = 1024 * 1024;

export interface ManagementOptions {
  readonly seconds: number;
  readonly rounds: number;
}

/** What looking at a large broker costs: how long a page takes, and what those who publish notice of it. */
export async function measureManagement(
  { seconds, rounds }: ManagementOptions,
  onProgress: (text: string) => void,
): Promise<MemoryResult[]> {
  const warren = await WarrenProcess.start(['--dashboard', 'off']);
  const url = parseAmqpUrl(warren.url);
  const results: MemoryResult[] = [];
  const add = (title: string, value: string): void => {
    results.push({ title, value });
    onProgress(`${title}: ${value} (load average ${loadavg()[0]?.toFixed(1)})`);
  };
  const wires: Wire[] = [];
  try {
    add('longest wait for an answer over AMQP, empty broker', await longestWait(url));
    add(`${count(QUEUES)} queues declared in`, `${((await declareQueues(url)) / 1000).toFixed(1)} s`);
    await openConnections(url, wires);
    const traffic = startTraffic(wires);
    await Promise.race([sleep(SAMPLING_MS), interrupted]);
    const place = `${count(QUEUES)} queues and ${count(CONNECTIONS)} connections`;
    add(`page of 100 queues sorted by a rate, ${place}`, await pageTime(warren.httpUrl));
    add(`overview, ${place}`, await timeOf(warren.httpUrl, '/api/overview'));
    add(`longest wait for an answer over AMQP, two samplings of ${place}`, await longestWait(url));
    add('messages/s with confirms, not scraped and scraped', await flow(warren, { seconds, rounds }, onProgress));
    traffic.stop();
    return results;
  } finally {
    for (const wire of wires) wire.destroy();
    await warren.end();
  }
}

async function pageTime(httpUrl: string): Promise<string> {
  const api = new ApiClient(httpUrl);
  const from = performance.now();
  const body = await api.get(PAGE);
  const first = performance.now() - from;
  const { items } = JSON.parse(String(body));
  const rates: number[] = items.map((item: unknown) => rateOf(item));
  if (rates.length !== 100 || !rates.every((rate, i) => i === 0 || rate <= (rates[i - 1] as number))) {
    throw new Error('the page is not what was asked for');
  }
  if ((rates[0] as number) <= 0) throw new Error('no queue has a rate');
  api.close();
  return `first ${first.toFixed(1)} ms, then ${await timeOf(httpUrl, PAGE)}`;
}

function rateOf(queue: unknown): number {
  return (queue as { message_stats?: { publish_details: { rate: number } } }).message_stats?.publish_details.rate ?? 0;
}

async function timeOf(httpUrl: string, path: string): Promise<string> {
  const api = new ApiClient(httpUrl);
  const times: number[] = [];
  for (let i = 0; i < PAGES; i++) {
    const from = performance.now();
    await api.get(path);
    times.push(performance.now() - from);
  }
  api.close();
  const at = (part: number): string => percentile(times, part).toFixed(1);
  return `median ${at(0.5)} ms, p99 ${at(0.99)} ms over HTTP`;
}

/** A question over AMQP again and again: none is answered while the broker's thread is busy with something else. */
async function longestWait(url: ReturnType<typeof parseAmqpUrl>): Promise<string> {
  const pinger = await Pinger.open(url);
  const { longest, p99 } = await pinger.run(SAMPLING_MS);
  return `${longest.toFixed(1)} ms (p99 ${p99.toFixed(2)} ms)`;
}

/**
 * Seconds without and with a scrape take turns under one load that never stops. Each scraped second is compared with its
 * neighbour, and the median of these ratios counts: what else the machine does in a while meets both.
 */
async function flow(
  warren: WarrenProcess,
  { seconds, rounds }: ManagementOptions,
  onProgress: (text: string) => void,
): Promise<string> {
  const isScraped = (slice: number): boolean => [1, 2].includes(slice % 4);
  const scrapes: Scrape[] = [];
  const before = async (slice: number): Promise<() => Promise<void>> => {
    const scraped = isScraped(slice) ? scrape(warren.httpUrl) : null;
    return async () => {
      if (scraped !== null) scrapes.push(await scraped);
    };
  };
  const pairs = Math.ceil(seconds * rounds * PAIRS_PER_SECOND);
  const slices = { count: 2 * pairs, seconds: SCRAPE_INTERVAL_MS / 1000, before };
  const rates = await measureSlices({ url: warren.url, row: FULL_LOAD, onNotice: onProgress, slices });
  const of = (wanted: boolean): number[] => rates.filter((_, slice) => isScraped(slice) === wanted);
  const [alone, scraped] = [of(false), of(true)];
  const ratio = median(scraped.map((rate, pair) => rate / (alone[pair] as number)));
  const figures = `${thousands(median(alone))} k and ${thousands(median(scraped))} k: ${ratio.toFixed(3)}`;
  const size = `${(median(scrapes.map(({ bytes }) => bytes)) / MIB).toFixed(1)} MiB`;
  const time = `${median(scrapes.map(({ milliseconds }) => milliseconds)).toFixed(0)} ms`;
  return `${figures}, the median of ${pairs} pairs of seconds (a scrape of ${SCRAPE} is ${size} in ${time})`;
}

interface Scrape {
  readonly bytes: number;
  readonly milliseconds: number;
}

async function scrape(httpUrl: string): Promise<Scrape> {
  const from = performance.now();
  const bytes = await countBytes(httpUrl, SCRAPE);
  return { bytes, milliseconds: performance.now() - from };
}

const thousands = (value: number): string => count(Math.round(value / 1000));

const count = (value: number): string => value.toLocaleString('en');
