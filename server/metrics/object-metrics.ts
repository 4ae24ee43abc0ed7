import type { Broker } from '@/server/broker/broker';
import { forEachPaced } from '@/server/management/paced';
import { type Labels, labelText, shortMetric } from './exposition';
import { numberIn } from './metric';
import { KIND_NAMES, KINDS, type KindName, metricsIn, OBJECT_FAMILIES } from './object-families';
import { type ThingReader, withReader } from './object-numbers';
import { SampleTexts } from './sample-texts';
import { SampleWriterThread } from './sample-writer-thread';
import type { KindNumbers, SampleWriter } from './scrape';
import type { Totals } from './totals';

/** With fewer things than this a thread for their samples is not worth its memory. */
const MANY_THINGS = 1000;
/** Lists of things that are remembered at a time: of all vhosts, or of some. */
const MAX_LISTS = 4;
/** Without a scrape for so long, the samples of the last one are forgotten. */
const KEEP_MS = 90_000;

/** One number for all things of each kind together. */
export async function totalsOfObjects(prefix: string, broker: Broker, totals: Totals): Promise<string> {
  const texts: string[] = [];
  for (const kind of KIND_NAMES) {
    const sums = await withReader(kind, (reader) => sumOf(reader, widthOf(kind), broker));
    for (const metric of metricsIn(kind, OBJECT_FAMILIES)) {
      const value = metric.total?.(totals) ?? numberIn(metric, sums, 0);
      texts.push(shortMetric(prefix, metric, [[{}, value]]));
    }
  }
  return texts.join('');
}

const widthOf = (kind: KindName): number => Object.keys(KINDS[kind].columns).length;

async function sumOf<Thing extends object>(
  { things, read }: ThingReader<Thing>,
  width: number,
  broker: Broker,
): Promise<Float64Array> {
  const [row, sums] = [new Float64Array(width), new Float64Array(width)];
  await forEachPaced(things(broker, null), (thing) => {
    read(thing, row, 0);
    for (let i = 0; i < width; i++) (sums[i] as number) += row[i] as number;
  });
  return sums;
}

export interface Wanted {
  readonly families: ReadonlySet<string>;
  /** Null for all; RabbitMQ filters queues alone by it. */
  readonly vhosts: ReadonlySet<string> | null;
}

/**
 * The samples of each object, scraped again and again. This side reads the numbers, in slices between which messages
 * flow; a thread writes the text when there are many objects.
 */
export class EachObject {
  readonly #broker: Broker;
  #scraper: Scraper | null = null;
  #forgetting: NodeJS.Timeout | undefined;
  /** One scrape at a time: they share what is remembered. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(broker: Broker) {
    this.#broker = broker;
  }

  write(prefix: string, wanted: Wanted): Promise<readonly Uint8Array[]> {
    const written = this.#last.then(() => this.#write(prefix, wanted));
    this.#last = written.catch(() => this.close());
    return written;
  }

  /** Gives back the memory, and the thread. */
  close(): void {
    clearTimeout(this.#forgetting);
    this.#scraper?.close();
    this.#scraper = null;
  }

  async #write(prefix: string, wanted: Wanted): Promise<readonly Uint8Array[]> {
    clearTimeout(this.#forgetting);
    const hasMany = this.#countThings() >= MANY_THINGS;
    if (this.#scraper?.isForMany !== hasMany) {
      this.close();
      this.#scraper = new Scraper(this.#broker, hasMany);
    }
    const pieces = await this.#scraper.write(prefix, wanted);
    this.#forgetting = setTimeout(() => this.close(), KEEP_MS);
    this.#forgetting.unref();
    return pieces;
  }

  #countThings(): number {
    let count = this.#broker.connections.size;
    for (const { queues } of this.#broker.vhosts.values()) count += queues.size;
    return count;
  }
}

/** One who writes samples, with the lists of things that it knows. */
class Scraper {
  readonly isForMany: boolean;
  readonly #broker: Broker;
  readonly #writer: SampleWriter;
  /** By what they are lists of; the one that was used last is at the end. */
  readonly #lists = new Map<string, ReadonlyMap<KindName, ThingList>>();

  constructor(broker: Broker, isForMany: boolean) {
    this.isForMany = isForMany;
    this.#broker = broker;
    this.#writer = isForMany ? new SampleWriterThread() : new SampleTexts();
  }

  async write(prefix: string, { families, vhosts }: Wanted): Promise<readonly Uint8Array[]> {
    const list = JSON.stringify(vhosts && [...vhosts].sort());
    const known = this.#listOf(list);
    const kinds: KindNumbers[] = [];
    for (const kind of KIND_NAMES) {
      if (metricsIn(kind, families).length === 0) continue;
      kinds.push(await withReader(kind, (reader) => (known.get(kind) as ThingList).read(reader, this.#broker, vhosts)));
    }
    return await this.#writer.write({ list, lists: [...this.#lists.keys()], prefix, families, kinds });
  }

  close(): void {
    this.#writer.close();
  }

  #listOf(key: string): ReadonlyMap<KindName, ThingList> {
    const known = this.#lists.get(key) ?? new Map(KIND_NAMES.map((kind) => [kind, new ThingList(kind)]));
    this.#lists.delete(key);
    this.#lists.set(key, known);
    const oldest = [...this.#lists.keys()][0] as string;
    if (this.#lists.size > MAX_LISTS) this.#lists.delete(oldest);
    return known;
  }
}

/** The things of a kind as the last scrape found them, with the place for their numbers. */
class ThingList {
  readonly #kind: KindName;
  readonly #width: number;
  readonly #things: object[] = [];
  #rows: Float64Array = new Float64Array(0);

  constructor(kind: KindName) {
    this.#kind = kind;
    this.#width = widthOf(kind);
  }

  /** In slices. Things that are still in their places keep their labels. */
  async read<Thing extends object>(
    { things, labels, read }: ThingReader<Thing>,
    broker: Broker,
    vhosts: ReadonlySet<string> | null,
  ): Promise<KindNumbers> {
    const known = this.#things;
    const changedLabels: string[] = [];
    let count = 0;
    await forEachPaced(things(broker, vhosts), (thing) => {
      if (known[count] !== thing || changedLabels.length > 0) {
        known[count] = thing;
        changedLabels.push(labelText(labels(thing)));
      }
      this.#makeRoom(count + 1);
      read(thing, this.#rows, count * this.#width);
      count += 1;
    });
    known.length = count;
    const changedFrom = count - changedLabels.length;
    return { kind: this.#kind, count, rows: this.#rows, changedFrom, changedLabels };
  }

  #makeRoom(count: number): void {
    if (count * this.#width <= this.#rows.length) return;
    const bytes = 2 * count * this.#width * Float64Array.BYTES_PER_ELEMENT;
    const rows = new Float64Array(new SharedArrayBuffer(bytes));
    rows.set(this.#rows);
    this.#rows = rows;
  }
}

/** Facts about the topology, which RabbitMQ serves among the detailed metrics only. */
export function topologyMetrics(families: ReadonlySet<string>, { vhosts }: Broker): string {
  const prefix = 'rabbitmq_cluster_';
  const gauge = (name: string, help: string, samples: [Labels, number][]): string =>
    shortMetric(prefix, { name, type: 'gauge', help }, samples);
  const exchanges = [...vhosts.values()].flatMap((vhost) => [...vhost.exchanges.values()]);
  const texts: string[] = [];
  if (families.has('vhost_status')) {
    const samples = [...vhosts.keys()].map((vhost): [Labels, number] => [{ vhost }, 1]);
    texts.push(gauge('vhost_status', 'Whether a given vhost is running', samples));
  }
  if (families.has('exchange_bindings')) {
    const help = 'Number of bindings for an exchange. This value is cluster-wide.';
    const samples = exchanges.map(({ vhost, name, type, outgoing }): [Labels, number] => {
      return [{ vhost, exchange: name, type: type.name }, outgoing.size];
    });
    texts.push(gauge('exchange_bindings', help, samples));
  }
  if (families.has('exchange_names')) {
    const help = 'Enumerates exchanges without any additional info. This value is cluster-wide.';
    const samples = exchanges.map(({ vhost, name, type }): [Labels, number] => {
      return [{ vhost, exchange: name, type: type.name }, 1];
    });
    texts.push(gauge('exchange_name', help, samples));
  }
  return texts.join('');
}
