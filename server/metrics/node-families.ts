import type { Broker } from '@/server/broker/broker';
import type { LoginProtocol } from '@/server/broker/login-counts';
import type { ManagementOptions } from '@/server/management/request';
import { type Labels, type MetricType, shortMetric } from './exposition';
import type { QueueTotals, Totals } from './totals';

/** What the metrics of the node as a whole are made from. */
export interface NodeSubject {
  readonly broker: Broker;
  readonly options: ManagementOptions;
}

type NodeMetric = readonly [name: string, type: MetricType, help: string, of: (subject: NodeSubject) => number];

const machine = ({ options }: NodeSubject) => options.machine?.();
const uptimeSeconds = ({ broker, options }: NodeSubject): number =>
  Math.max(0, (broker.ports.clock.now() - options.startedAt) / 1000);

/** By RabbitMQ's name of the family. Erlang's own numbers, and those of a store that is not there, are left out. */
export const nodeFamilies: ReadonlyMap<string, readonly NodeMetric[]> = new Map([
  [
    'connection_churn_metrics',
    [
      [
        'connections_opened_total',
        'counter',
        'Total number of connections opened',
        ({ broker }) => broker.connectionsOpened,
      ],
      [
        'connections_closed_total',
        'counter',
        'Total number of connections closed or terminated',
        ({ broker }) => broker.connectionsClosed,
      ],
      ['channels_opened_total', 'counter', 'Total number of channels opened', ({ broker }) => broker.channelsOpened],
      ['channels_closed_total', 'counter', 'Total number of channels closed', ({ broker }) => broker.channelsClosed],
      ['queues_declared_total', 'counter', 'Total number of queues declared', ({ broker }) => broker.queuesDeclared],
      ['queues_created_total', 'counter', 'Total number of queues created', ({ broker }) => broker.queuesCreated],
      ['queues_deleted_total', 'counter', 'Total number of queues deleted', ({ broker }) => broker.queuesDeleted],
    ],
  ],
  [
    'node_coarse_metrics',
    [
      ['process_open_fds', 'gauge', 'Open file descriptors', (subject) => machine(subject)?.openFiles ?? 0],
      ['process_open_tcp_sockets', 'gauge', 'Open TCP sockets', ({ broker }) => broker.connections.size],
      [
        'process_resident_memory_bytes',
        'gauge',
        'Memory used in bytes',
        (subject) => machine(subject)?.residentBytes ?? process.memoryUsage.rss(),
      ],
      [
        'disk_space_available_bytes',
        'gauge',
        'Disk space available in bytes',
        (subject) => machine(subject)?.diskFreeBytes ?? 0,
      ],
    ],
  ],
  [
    'node_metrics',
    [
      ['process_max_fds', 'gauge', 'Open file descriptors limit', (subject) => machine(subject)?.maxOpenFiles ?? 0],
      ['process_max_tcp_sockets', 'gauge', 'Open TCP sockets limit', (subject) => machine(subject)?.maxOpenFiles ?? 0],
      [
        'resident_memory_limit_bytes',
        'gauge',
        'Memory high watermark in bytes',
        ({ options }) => options.memoryLimitBytes,
      ],
      [
        'disk_space_available_limit_bytes',
        'gauge',
        'Free disk space low watermark in bytes',
        ({ options }) => options.diskFreeLimitBytes ?? 0,
      ],
      ['erlang_uptime_seconds', 'gauge', 'Node uptime', uptimeSeconds],
    ],
  ],
] satisfies [string, NodeMetric[]][]);

export function nodeMetrics(prefix: string, family: string, subject: NodeSubject): string {
  const metrics = nodeFamilies.get(family) ?? [];
  return metrics
    .map(([name, type, help, of]) => shortMetric(prefix, { name, type, help }, [[{}, of(subject)]]))
    .join('');
}

/** Attempts to sign in, by protocol. */
export function authMetrics(prefix: string, { broker }: NodeSubject): string {
  const counts = broker.access.logins.all();
  const metric = (name: string, help: string, of: (count: (typeof counts)[number]) => number): string =>
    shortMetric(
      prefix,
      { name, type: 'counter', help },
      counts.map((count): [Labels, number] => [{ protocol: count.protocol satisfies LoginProtocol }, of(count)]),
    );
  return (
    metric('auth_attempts_total', 'Total number of authorization attempts', ({ attempts }) => attempts) +
    metric(
      'auth_attempts_succeeded_total',
      'Total number of successful authentication attempts',
      ({ attempts, failed }) => attempts - failed,
    ) +
    metric('auth_attempts_failed_total', 'Total number of failed authentication attempts', ({ failed }) => failed)
  );
}

/** Who this is, and which versions: so that dashboards can tell several brokers apart. */
export function identityMetrics(prefix: string, { broker, options }: NodeSubject): string {
  const build = {
    rabbitmq_version: options.rabbitmqVersion,
    prometheus_plugin_version: options.version,
    prometheus_client_version: options.version,
    erlang_version: 'none',
    product_name: options.product,
    product_version: options.version,
  };
  const identity = {
    rabbitmq_node: options.nodeName,
    rabbitmq_cluster: broker.parameters.clusterName ?? options.clusterName,
    rabbitmq_cluster_permanent_id: String(broker.parameters.global.get('internal_cluster_id') ?? options.nodeName),
  };
  const untyped = (name: string, help: string) => ({ name, type: 'untyped', help }) as const;
  return (
    shortMetric(prefix, untyped('build_info', 'RabbitMQ & Erlang/OTP version info'), [[build, 1]]) +
    shortMetric(prefix, untyped('identity_info', 'RabbitMQ node & cluster identity info'), [[identity, 1]])
  );
}

export function alarmMetrics(prefix: string, { broker }: NodeSubject): string {
  const alarm = (name: string, what: string, isOn: boolean): string =>
    shortMetric(prefix, { name, type: 'untyped', help: `is 1 if ${what} alarm is in effect` }, [[{}, Number(isOn)]]);
  return (
    alarm('alarms_file_descriptor_limit', 'file descriptor limit', false) +
    alarm('alarms_free_disk_space_watermark', 'free disk space watermark', broker.isDiskLow) +
    alarm('alarms_memory_used_watermark', 'VM memory watermark', broker.isMemoryLow)
  );
}

/** Objects that are there now. */
export function objectTotals(prefix: string, { broker }: NodeSubject): string {
  let [channels, consumers, queues] = [0, 0, 0];
  for (const connection of broker.connections.values()) {
    channels += connection.channels.size;
    for (const channel of connection.channels.values()) consumers += channel.consumers.size;
  }
  for (const vhost of broker.vhosts.values()) queues += vhost.queues.size;
  const gauge = (name: string, help: string, value: number): string =>
    shortMetric(prefix, { name, type: 'gauge', help }, [[{}, value]]);
  return (
    gauge('connections', 'Connections currently open', broker.connections.size) +
    gauge('channels', 'Channels currently open', channels) +
    gauge('consumers', 'Consumers currently connected', consumers) +
    gauge('queues', 'Queues available', queues)
  );
}

/** The usual names of numbers of a process, of Prometheus's own clients. */
export function processMetrics({ options }: NodeSubject): string {
  const { user, system } = process.cpuUsage();
  const start = 'Start time of the process since unix epoch in seconds.';
  const cpu = 'Total user and system CPU time spent in seconds.';
  return (
    shortMetric('', { name: 'process_start_time_seconds', type: 'gauge', help: start }, [
      [{}, options.startedAt / 1000],
    ]) +
    shortMetric('', { name: 'process_cpu_seconds_total', type: 'counter', help: cpu }, [[{}, (user + system) / 1e6]])
  );
}

const PROTOCOL = { protocol: 'amqp091' };

/** Counts that outlive connections, channels and queues. */
export function globalMetrics({ broker }: NodeSubject, { publishers, queues }: Totals): string {
  const prefix = 'rabbitmq_global_';
  const fromPublishers = (name: string, help: string, value: number): string =>
    shortMetric(prefix, { name: `messages_${name}_total`, type: 'counter', help: `Total number of messages ${help}` }, [
      [PROTOCOL, value],
    ]);
  const fromQueues = (name: string, help: string, of: (totals: QueueTotals) => number): string =>
    shortMetric(
      prefix,
      { name: `messages_${name}_total`, type: 'counter', help: `Total number of ${help}` },
      [...queues].map(([type, totals]) => [{ ...PROTOCOL, queue_type: `rabbit_${type}_queue` }, of(totals)]),
    );
  let routed = 0;
  for (const totals of queues.values()) routed += totals.routed;
  const unroutable = (how: string, end: string): string => `published as ${how} into an exchange and ${end}`;
  const deliveredBy = (how: string): string => `messages delivered to consumers using ${how} acknowledgment`;
  return [
    fromPublishers('received', 'received from publishers', publishers.published),
    fromPublishers('received_confirm', 'received from publishers expecting confirmations', publishers.confirmed),
    fromPublishers('routed', 'routed to queues or streams', routed),
    fromPublishers('unroutable_dropped', unroutable('non-mandatory', 'dropped as unroutable'), publishers.dropped),
    fromPublishers(
      'unroutable_returned',
      unroutable('mandatory', 'returned to the publisher as unroutable'),
      publishers.returned,
    ),
    fromPublishers('confirmed', 'confirmed to publishers', publishers.confirmed),
    fromQueues(
      'delivered',
      'messages delivered to consumers',
      (t) => t.delivered + t.deliveredNoAck + t.gotten + t.gottenNoAck,
    ),
    fromQueues('delivered_consume_manual_ack', deliveredBy('basic.consume with manual'), (t) => t.delivered),
    fromQueues('delivered_consume_auto_ack', deliveredBy('basic.consume with automatic'), (t) => t.deliveredNoAck),
    fromQueues('delivered_get_manual_ack', deliveredBy('basic.get with manual'), (t) => t.gotten),
    fromQueues('delivered_get_auto_ack', deliveredBy('basic.get with automatic'), (t) => t.gottenNoAck),
    fromQueues('get_empty', 'times basic.get operations fetched no message', (t) => t.getEmpty),
    fromQueues('redelivered', 'messages redelivered to consumers', (t) => t.redelivered),
    fromQueues('acknowledged', 'messages acknowledged by consumers', (t) => t.acked),
    clients(broker),
  ].join('');
}

function clients({ connections }: Broker): string {
  let [publishers, consumers] = [0, 0];
  for (const connection of connections.values()) {
    for (const channel of connection.channels.values()) {
      if (channel.publishes.size > 0) publishers += 1;
      consumers += channel.consumers.size;
    }
  }
  const gauge = (name: string, value: number): string =>
    shortMetric('rabbitmq_global_', { name, type: 'gauge', help: `Current number of ${name}` }, [[PROTOCOL, value]]);
  return gauge('publishers', publishers) + gauge('consumers', consumers);
}
