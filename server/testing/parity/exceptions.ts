/** Routes of RabbitMQ's reference that Warren does not serve, and why. */
export const NOT_IN_WARREN: ReadonlyMap<string, string> = new Map([
  ['federation-links', 'of a plugin that is not enabled in this RabbitMQ either'],
  ['federation-links/:x', 'of a plugin that is not enabled in this RabbitMQ either'],
]);

/** Routes that came after RabbitMQ 3.10. */
const LATER = [
  'version',
  'health/checks/metadata-store/initialized',
  'health/checks/metadata-store/initialized/with-data',
  'health/checks/quorum-queues-without-elected-leaders/all-vhosts',
  'health/checks/quorum-queues-without-elected-leaders/all-vhosts/pattern/:pattern',
  'health/checks/quorum-queues-without-elected-leaders/vhost/:vhost',
  'health/checks/quorum-queues-without-elected-leaders/vhost/:vhost/pattern/:pattern',
  'health/checks/is-in-service',
  'health/checks/ready-to-serve-clients',
  'health/checks/below-node-connection-limit',
  'health/checks/reached-target-cluster-size',
  'vhosts/:vhost/deletion/protection',
  'auth/hash_password/:password',
  'deprecated-features',
  'deprecated-features/used',
  'config/effective',
  'queues/detailed',
  'queues/quorum/:vhost/:queue/status',
];

/** Warren's additions. */
const OWN = [
  ...['openapi.json', 'whoami/permissions', 'logs'],
  ...['messages', 'unacked', 'scheduled'].map((what) => `queues/:vhost/:queue/${what}`),
  ...['scheduled', 'unroutable'].map((what) => `exchanges/:vhost/:exchange/${what}`),
];

export const NOT_IN_RABBITMQ: ReadonlySet<string> = new Set([...LATER, ...OWN]);

/** Pages for people. */
export const PAGES: ReadonlySet<string> = new Set(['']);

interface Exception {
  /** Of the path of the route. */
  readonly path: RegExp;
  /** Of the place in the answer. */
  readonly at: RegExp;
  readonly reason: string;
}

const EXCEPTIONS: readonly Exception[] = [
  { path: /^overview$/, at: /^listeners\[\]\.socket_opts\./, reason: "options of Erlang's sockets" },
  { path: /^nodes/, at: /(log_files|config_files)\[\]$/, reason: 'Warren writes no log files and has no config file' },
  {
    path: /^nodes/,
    at: /(ra_open_file_metrics|metrics_gc_queue_length)\./,
    reason: "processes inside RabbitMQ's node",
  },
  { path: /^vhosts/, at: /cluster_state\./, reason: 'the key is the name of the node' },
  { path: /^extensions$/, at: /^\[\]$/, reason: "scripts of RabbitMQ's own UI" },
  { path: /^queues/, at: /backing_queue_status\./, reason: "the inside of RabbitMQ's queues" },
  {
    path: /^connections\/:connection$/,
    at: /^(ssl|peer_cert)_/,
    reason: 'without TLS RabbitMQ says null in lists and an empty text here; Warren says null in both',
  },
  {
    path: /^definitions\/:vhost$/,
    at: /^policies\[\]\.vhost$/,
    reason: 'such definitions may go into any vhost: newer versions of RabbitMQ leave it out as well',
  },
];

/** Why a difference is as it should be; undefined when it is not. */
export function exceptionFor(path: string, at: string): string | undefined {
  return EXCEPTIONS.find((exception) => exception.path.test(path) && exception.at.test(at))?.reason;
}
