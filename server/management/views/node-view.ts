import { availableParallelism } from 'node:os';
import type { Broker } from '@/server/broker/broker';
import { churnMeter } from '@/server/management/counters';
import type { Field, Fields, FieldsOf, ViewContext } from '@/server/management/fields';
import { machineMeter, memoryOnly } from '@/server/management/machine';
import { readMeter } from '@/server/management/rates';
import type { ManagementOptions } from '@/server/management/request';
import { contextsView, exchangeTypesView, RATES_MODE } from './platform';
import { noRate } from './stats';

export interface NodeSubject {
  readonly broker: Broker;
  readonly options: ManagementOptions;
}

/** What RabbitMQ's own tools and exporters insist on. */
interface NodeJson {
  readonly name: string;
  readonly type: string;
  readonly running: boolean;
  readonly being_drained: boolean;
  readonly os_pid: string;
  readonly uptime: number;
  readonly run_queue: number;
  readonly processors: number;
  readonly mem_used: number;
  readonly mem_limit: number;
  readonly mem_alarm: boolean;
  readonly disk_free: number;
  readonly disk_free_limit: number;
  readonly disk_free_alarm: boolean;
  readonly fd_used: number;
  readonly fd_total: number;
  readonly sockets_used: number;
  readonly sockets_total: number;
  readonly proc_used: number;
  readonly proc_total: number;
  readonly rates_mode: string;
  readonly enabled_plugins: readonly string[];
  readonly partitions: readonly string[];
}

const none = (): readonly never[] => [];
/** What is not measured, or has no meaning here, is 0: as in RabbitMQ itself since 4.0 for sockets. */
const zero = (): number => 0;

/** Of the files and the databases of RabbitMQ. */
const STORE_COUNTERS = [
  ...['read', 'write', 'sync', 'seek', 'reopen'].map((what) => `io_${what}_count`),
  ...['read', 'write'].map((what) => `io_${what}_bytes`),
  ...['read', 'write', 'sync', 'seek'].map((what) => `io_${what}_avg_time`),
  ...['mnesia_ram_tx_count', 'mnesia_disk_tx_count', 'msg_store_read_count', 'msg_store_write_count'],
  ...['queue_index_read_count', 'queue_index_write_count'],
];

export const nodeFields: FieldsOf<NodeSubject, NodeJson> = {
  name: ({ options }) => options.nodeName,
  type: () => 'disc',
  running: () => true,
  being_drained: () => false,
  os_pid: () => String(process.pid),
  uptime: ({ broker, options }) => Math.max(0, Math.floor(broker.ports.clock.now() - options.startedAt)),
  run_queue: zero,
  processors: () => availableParallelism(),
  mem_used: (_, { meters }) => meters.machine().residentBytes,
  mem_limit: ({ options }) => options.memoryLimitBytes,
  mem_alarm: ({ broker }) => broker.isMemoryLow,
  mem_calculation_strategy: () => 'rss',
  disk_free: (_, { meters }) => meters.machine().diskFreeBytes,
  disk_free_limit: ({ options }) => options.diskFreeLimitBytes ?? 0,
  disk_free_alarm: ({ broker }) => broker.isDiskLow,
  fd_used: (_, { meters }) => meters.machine().openFiles,
  fd_total: (_, { meters }) => meters.machine().maxOpenFiles,
  sockets_used: ({ broker }) => broker.connections.size,
  /** Each socket is an open file. */
  sockets_total: (_, { meters }) => meters.machine().maxOpenFiles,
  proc_used: zero,
  proc_total: zero,
  gc_num: zero,
  gc_bytes_reclaimed: zero,
  context_switches: zero,
  rates_mode: () => RATES_MODE,
  net_ticktime: zero,
  enabled_plugins: () => ['rabbitmq_management'],
  partitions: none,
  exchange_types: exchangeTypesView,
  auth_mechanisms: () => [
    { name: 'PLAIN', description: 'SASL PLAIN authentication mechanism', enabled: true },
    { name: 'AMQPLAIN', description: 'QPid AMQPLAIN mechanism', enabled: true },
  ],
  applications: ({ options }) => [{ name: 'rabbit', description: options.product, version: options.rabbitmqVersion }],
  contexts: ({ options }) => contextsView(options),
  log_files: none,
  db_dir: () => '',
  config_files: none,
  cluster_links: none,
  ra_open_file_metrics: () => ({}),
  metrics_gc_queue_length: () => ({}),
  ...storeFields(),
  ...churnFields(),
};

/** Exporters read them whether there is such a store or not. */
function storeFields(): Fields<NodeSubject> {
  return Object.fromEntries(
    STORE_COUNTERS.flatMap((name) => [
      [name, zero],
      [`${name}_details`, (_node: NodeSubject, context: ViewContext) => noRate(context, context.ranges.nodeStats)],
    ]),
  );
}

/** Each counter of churn with its rate, and the rates of the gauges above. */
function churnFields(): Fields<NodeSubject> {
  const fields: Record<string, Field<NodeSubject>> = {};
  for (const [i, name] of churnMeter.names.entries()) {
    fields[name] = ({ broker }) => readMeter(churnMeter, broker)[i];
  }
  for (const name of [...churnMeter.names, ...machineMeter(memoryOnly).names]) {
    fields[`${name}_details`] = ({ broker }, { meters, ranges }) =>
      meters.broker.details(broker, name, ranges.nodeStats);
  }
  return fields;
}
