import type { Overview } from '@/lib/management-api';
import type { Broker } from '@/server/broker/broker';
import type { VHost } from '@/server/broker/vhost';
import { churnMeter } from '@/server/management/counters';
import type { FieldsOf, ViewContext } from '@/server/management/fields';
import { type Meter, readMeter } from '@/server/management/rates';
import type { ManagementOptions } from '@/server/management/request';
import { contextsView, exchangeTypesView, RATES_MODE } from './platform';
import { countsWithRates, withRates } from './stats';

/** What a user sees of the broker: sums run over the vhosts that the user may see. */
export interface OverviewSubject {
  readonly broker: Broker;
  readonly vhosts: readonly VHost[];
  readonly options: ManagementOptions;
}

const RUNTIME = `Node.js ${process.version}`;

export const overviewFields: FieldsOf<OverviewSubject, Overview> = {
  management_version: ({ options }) => options.rabbitmqVersion,
  rates_mode: () => RATES_MODE,
  sample_retention_policies: () => ({ global: [], basic: [], detailed: [] }),
  exchange_types: exchangeTypesView,
  product_version: ({ options }) => options.version,
  product_name: ({ options }) => options.product,
  rabbitmq_version: ({ options }) => options.rabbitmqVersion,
  cluster_name: ({ options }) => options.clusterName,
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
  message_stats: (subject, context) => summed(subject.vhosts, context, context.meters.ofVHost.stats),
  churn_rates: ({ broker }, { meters }) => countsWithRates({ meter: churnMeter, rates: meters.broker }, broker),
  queue_totals: (subject, context) => summed(subject.vhosts, context, context.meters.ofVHost.lengths),
  object_totals: ({ vhosts }) => objectTotals(vhosts),
  statistics_db_event_queue: () => 0,
  node: ({ options }) => options.nodeName,
  listeners: ({ options }) => listenersView(options),
  contexts: ({ options }) => contextsView(options),
};

/** The counts of all vhosts added up, and their rates likewise. */
function summed(vhosts: readonly VHost[], { meters }: ViewContext, meter: Meter<VHost>) {
  const sums = new Float64Array(meter.names.length);
  for (const vhost of vhosts) {
    const counts = readMeter(meter, vhost);
    for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + (counts[i] as number);
  }
  return withRates(meter, sums, (name) => vhosts.reduce((sum, vhost) => sum + meters.vhosts.rate(vhost, name), 0));
}

function objectTotals(vhosts: readonly VHost[]) {
  const totals = { connections: 0, channels: 0, exchanges: 0, queues: 0, consumers: 0 };
  for (const vhost of vhosts) {
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
    tls: protocol.endsWith('s'),
  }));
}
