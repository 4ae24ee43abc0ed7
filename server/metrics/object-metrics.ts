import type { Broker } from '@/server/broker/broker';
import type { Channel } from '@/server/broker/channel';
import type { PublishCounter } from '@/server/broker/route';
import type { LongBody } from '@/server/management/long-body';
import { forEachPaced } from '@/server/management/paced';
import { type Labels, labelText, shortMetric } from './exposition';
import {
  channelFamilies,
  channelLabels,
  connectionFamilies,
  connectionLabels,
  type ObjectFamily,
  type Publishing,
  publishingFamilies,
  publishingLabels,
  queueFamilies,
  queueLabels,
} from './object-families';
import { SampleBlocks } from './sample-blocks';
import type { Totals } from './totals';

/** One kind of things, with what is measured of them. */
interface Kind<Thing> {
  readonly families: readonly ObjectFamily<Thing>[];
  readonly labels: (thing: Thing) => Labels;
  readonly things: (broker: Broker, vhosts: ReadonlySet<string> | null) => Thing[];
}

const queues = kind({
  families: queueFamilies,
  labels: queueLabels,
  things: (broker, vhosts) =>
    [...broker.vhosts.values()]
      .filter(({ name }) => vhosts === null || vhosts.has(name))
      .flatMap((vhost) => [...vhost.queues.values()]),
});

const connections = kind({
  families: connectionFamilies,
  labels: connectionLabels,
  things: (broker) => [...broker.connections.values()],
});

const channelsOf = (broker: Broker) =>
  [...broker.connections.values()].flatMap((connection) => [...connection.channels.values()]);

const channels = kind({ families: channelFamilies, labels: channelLabels, things: channelsOf });

const publishings = kind({
  families: publishingFamilies,
  labels: publishingLabels,
  things: (broker) =>
    channelsOf(broker).flatMap((channel) =>
      [...channel.publishes.values()].map((counter) => publishingOf(channel, counter)),
    ),
});

const knownPublishings = new WeakMap<PublishCounter, Publishing>();

/** The same object each time. */
function publishingOf(channel: Channel, counter: PublishCounter): Publishing {
  const known = knownPublishings.get(counter) ?? { channel, counter };
  knownPublishings.set(counter, known);
  return known;
}

/** A kind of things that knows how to write itself. */
interface Writer {
  readonly families: readonly string[];
  total(prefix: string, broker: Broker, totals: Totals): Promise<string>;
  blocks(): BlockWriter;
}

interface BlockWriter {
  write(body: LongBody, prefix: string, broker: Broker, wanted: Wanted): Promise<void>;
  clear(): void;
}

export interface Wanted {
  readonly families: ReadonlySet<string>;
  /** Null for all; RabbitMQ filters queues alone by it. */
  readonly vhosts: ReadonlySet<string> | null;
}

function kind<Thing extends object>({ families, labels, things }: Kind<Thing>): Writer {
  return {
    families: families.map(({ name }) => name),
    /** One number for all things together. */
    async total(prefix, broker, totals) {
      const all = things(broker, null);
      const texts: string[] = [];
      for (const metric of metricsOf(families, new Set(families.map(({ name }) => name)))) {
        const { total } = metric;
        const value = total ? total(totals) : await sum(all, metric.of);
        texts.push(shortMetric(prefix, metric, [[{}, value]]));
      }
      return texts.join('');
    },
    /** A number for each thing. */
    blocks() {
      const blocks = new SampleBlocks<Thing>((thing) => labelText(labels(thing)));
      return {
        async write(body, prefix, broker, wanted) {
          const metrics = metricsOf(families, wanted.families);
          if (metrics.length > 0) await blocks.write(body, prefix, things(broker, wanted.vhosts), metrics);
        },
        clear: () => blocks.clear(),
      };
    },
  };
}

/** Each metric once, although two families may have it. */
function metricsOf<Thing>(families: readonly ObjectFamily<Thing>[], wanted: ReadonlySet<string>) {
  const found = families.filter(({ name }) => wanted.has(name)).flatMap(({ metrics }) => metrics);
  return [...new Map(found.map((metric) => [metric.name, metric])).values()];
}

async function sum<Thing>(things: readonly Thing[], of: (thing: Thing) => number): Promise<number> {
  let total = 0;
  await forEachPaced(things, (thing) => {
    total += of(thing);
  });
  return total;
}

const WRITERS: readonly Writer[] = [queues, channels, publishings, connections];

export const OBJECT_FAMILIES: ReadonlySet<string> = new Set(WRITERS.flatMap(({ families }) => families));

export async function totalsOfObjects(prefix: string, broker: Broker, totals: Totals): Promise<string> {
  const texts: string[] = [];
  for (const writer of WRITERS) texts.push(await writer.total(prefix, broker, totals));
  return texts.join('');
}

/** Writes each object's metrics, in slices between which messages flow; keeps what it wrote for the next time. */
export class EachObject {
  readonly #writers = WRITERS.map((writer) => writer.blocks());

  async write(body: LongBody, prefix: string, broker: Broker, wanted: Wanted): Promise<void> {
    for (const writer of this.#writers) await writer.write(body, prefix, broker, wanted);
  }

  /** Gives back the memory. */
  clear(): void {
    for (const writer of this.#writers) writer.clear();
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
