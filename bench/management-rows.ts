import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseAmqpUrl } from './amqp-url';
import type { Wire } from './amqp-wire';
import { ApiClient, countBytes } from './api-client';
import { interrupted } from './interruption';
import { measure } from './load-run';
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
    traffic.stop();
    add('messages/s with confirms, not scraped and scraped', await flow(warren, { seconds, rounds }, onProgress));
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
  times.sort((a, b) => a - b);
  const at = (part: number): string => (times[Math.floor(part * (PAGES - 1))] as number).toFixed(1);
  return `median ${at(0.5)} ms, p99 ${at(0.99)} ms over HTTP`;
}

/** A question over AMQP again and again: none is answered while the broker's thread is busy with something else. */
async function longestWait(url: ReturnType<typeof parseAmqpUrl>): Promise<string> {
  const pinger = await Pinger.open(url);
  const { longest, p99 } = await pinger.run(SAMPLING_MS);
  return `${longest.toFixed(1)} ms (p99 ${p99.toFixed(2)} ms)`;
}

/** Rounds without and with a scrape each second take turns, so that a slow minute of the machine meets both. */
async function flow(
  warren: WarrenProcess,
  { seconds, rounds }: ManagementOptions,
  onProgress: (text: string) => void,
): Promise<string> {
  const rates = { alone: [] as number[], scraped: [] as number[] };
  let scrapes: Scrapes | null = null;
  // The first run is slower for whoever has it: it is nobody's.
  await measure({ url: warren.url, row: FULL_LOAD, seconds, onNotice: onProgress });
  for (let round = 0; round < rounds * 2; round++) {
    const isScraped = [1, 2].includes(round % 4);
    const scraper = isScraped ? new Scraper(warren.httpUrl) : null;
    const { consumedPerSecond } = await measure({ url: warren.url, row: FULL_LOAD, seconds, onNotice: onProgress });
    if (scraper) scrapes = await scraper.stop();
    rates[isScraped ? 'scraped' : 'alone'].push(consumedPerSecond);
    onProgress(`${isScraped ? 'scraped' : 'alone'}: ${count(Math.round(consumedPerSecond))}/s`);
  }
  const [alone, scraped] = [median(rates.alone), median(rates.scraped)];
  const size = scrapes ? `${(scrapes.bytes / MIB).toFixed(1)} MiB in ${scrapes.milliseconds.toFixed(0)} ms` : 'none';
  const figures = `${count(Math.round(alone / 1000))} k and ${count(Math.round(scraped / 1000))} k`;
  return `${figures}: ${(scraped / alone).toFixed(2)} (a scrape of ${SCRAPE} each second, ${size})`;
}

interface Scrapes {
  readonly bytes: number;
  readonly milliseconds: number;
}

/** Scrapes once a second, as Prometheus does, but more often. */
class Scraper {
  private readonly httpUrl: string;
  private readonly timer: NodeJS.Timeout;
  private last: Promise<Scrapes>;

  constructor(httpUrl: string) {
    this.httpUrl = httpUrl;
    this.last = this.scrape();
    this.timer = setInterval(() => {
      this.last = this.last.then(() => this.scrape());
    }, SCRAPE_INTERVAL_MS);
  }

  async stop(): Promise<Scrapes> {
    clearInterval(this.timer);
    return await this.last;
  }

  private async scrape(): Promise<Scrapes> {
    const from = performance.now();
    const bytes = await countBytes(this.httpUrl, SCRAPE);
    return { bytes, milliseconds: performance.now() - from };
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2;
}

const count = (value: number): string => value.toLocaleString('en');
