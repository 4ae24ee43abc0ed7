import type { Overview } from '@/lib/management-api';
import type { Broker } from '@/server/broker/broker';
import type { VHost } from '@/server/broker/vhost';
import { churnMeter } from '@/server/management/counters';
import type { FieldsOf, ViewContext } from '@/server/management/fields';
import { detailsOf } from '@/server/management/rates';
import type { ManagementOptions } from '@/server/management/request';
import { contextsView, exchangeTypesView, RATES_MODE } from './platform';
import { countsWithRates, noRate, withRates } from './stats';
import type { CountedVHost } from './vhost-view';

/** What a user sees of the broker: sums run over the vhosts that the user may see. */
export interface OverviewSubject {
  readonly broker: Broker;
  readonly vhosts: readonly CountedVHost[];
  readonly options: ManagementOptions;
}

const RUNTIME = `Node.js ${process.version}`;

export const overviewFields: FieldsOf<OverviewSubject, Overview> = {
  management_version: ({ options }) => options.rabbitmqVersion,
  rates_mode: () => RATES_MODE,
  /** In seconds. Counts of single channels in single queues, which `detailed` is about, are not kept. */
  sample_retention_policies: () => ({ global: [600, 3600, 28_800, 86_400], basic: [600, 3600], detailed: [600] }),
  exchange_types: exchangeTypesView,
  product_version: ({ options }) => options.version,
  product_name: ({ options }) => options.product,
  rabbitmq_version: ({ options }) => options.rabbitmqVersion,
  cluster_name: ({ broker, options }) => broker.parameters.clusterName ?? options.clusterName,
  cluster_tags: () => [],
  node_tags: () => [],
  /** Clients expect a text here. */
  erlang_version: () => 'none',
  erlang_full_version: () => `none (${RUNTIME})`,
  crypto_lib_version: () => `OpenSSL ${process.versions['openssl'] ?? 'unknown'}`,
  release_series_support_status: () => 'supported',
  disable_stats: () => false,
  default_queue_type: () => 'classic',
  is_op_policy_updating_enabled: () => false,
  enable_queue_totals: () => false,
  require_definition_json_extension: () => false,
  message_stats: (subject, context) => ({
    ...summed(subject.vhosts, context, 'stats'),
    // Of RabbitMQ's message store.
    disk_reads: 0,
    disk_reads_details: noRate(context, context.ranges.messageRates),
    disk_writes: 0,
    disk_writes_details: noRate(context, context.ranges.messageRates),
  }),
  churn_rates: ({ broker }, { meters, ranges }) =>
    countsWithRates({ meter: churnMeter, rates: meters.broker, range: ranges.messageRates }, broker),
  queue_totals: (subject, context) => summed(subject.vhosts, context, 'lengths'),
  object_totals: ({ vhosts }) => objectTotals(vhosts),
  statistics_db_event_queue: () => 0,
  node: ({ options }) => options.nodeName,
  listeners: ({ options }) => listenersView(options),
  contexts: ({ options }) => contextsView(options),
};

/** The counts of all vhosts added up, and their rates or samples likewise. */
function summed(counted: readonly CountedVHost[], { meters, ranges }: ViewContext, what: 'stats' | 'lengths') {
  const meter = meters.ofVHost[what];
  const range = what === 'stats' ? ranges.messageRates : ranges.lengths;
  const sums = new Float64Array(meter.names.length);
  for (const { totals } of counted) {
    for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + (totals[what][i] as number);
  }
  const vhosts = counted.map(({ vhost }) => vhost);
  if (range === null) return withRates(meter, sums, (name) => ({ rate: sumOf(vhosts, meters, name) }));
  const moments = meters.vhosts.moments(range);
  return withRates(meter, sums, (name) => {
    const all = vhosts.map((vhost) => meters.vhosts.samples(vhost, name, range));
    const values = (all[0] ?? []).map((_, i) => all.reduce((sum, samples) => sum + (samples[i] ?? 0), 0));
    return detailsOf(moments, values, range);
  });
}

function sumOf(vhosts: readonly VHost[], meters: ViewContext['meters'], name: string): number {
  return vhosts.reduce((sum, vhost) => sum + meters.vhosts.rate(vhost, name), 0);
}

function objectTotals(counted: readonly CountedVHost[]) {
  const totals = { connections: 0, channels: 0, exchanges: 0, queues: 0, consumers: 0 };
  for (const { vhost } of counted) {
    totals.connections += vhost.connections.size;
    totals.exchanges += vhost.exchanges.size;
    totals.queues += vhost.queues.size;
    for (const connection of vhost.connections) {
      totals.channels += connection.channels.size;
      for (const channel of connection.channels.values()) totals.consumers += channel.consumers.size;
    }
  }
  return totals;
}

function listenersView({ listeners, nodeName }: ManagementOptions) {
  return listeners().map(({ protocol, host, port }) => ({
    node: nodeName,
    protocol,
    ip_address: host,
    port,
    socket_opts: {},
    tls: protocol === 'https' || protocol.endsWith('/ssl'),
  }));
}
