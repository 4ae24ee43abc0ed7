import {
  choice,
  integer,
  list,
  memory,
  type Option,
  onOff,
  optionalPort,
  port,
  portOrNone,
  requiredText,
  text,
} from './config-option';

/** Every setting and every limit of the server, with its unit in its name and its default. */
export const options = {
  host: requiredText('WARREN_HOST', '127.0.0.1', 'Address of the HTTP server; 0.0.0.0 for all'),
  httpPort: portOrNone(
    'WARREN_HTTP_PORT',
    '15672',
    'Port of the dashboard and the management API; 0 for any free one, none for HTTPS alone',
  ),
  amqpHost: text('WARREN_AMQP_HOST', '', 'Address of the AMQP server; the same as the HTTP server unless given'),
  amqpPort: port('WARREN_AMQP_PORT', '5672', 'Port of the AMQP server; 0 for any free one'),
  amqpsPort: optionalPort(
    'WARREN_AMQPS_PORT',
    '',
    'Port of AMQP over TLS, often 5671; 0 for any free one; needs a certificate',
  ),
  httpsPort: optionalPort(
    'WARREN_HTTPS_PORT',
    '',
    'Port of HTTPS, often 15671; 0 for any free one; needs a certificate',
  ),
  tlsCert: text('WARREN_TLS_CERT', '', 'PEM file of the certificate for TLS, with those of its chain'),
  tlsKey: text('WARREN_TLS_KEY', '', 'PEM file of the private key for TLS'),
  tlsCa: text('WARREN_TLS_CA', '', 'PEM file of the authorities that sign the certificates of AMQP clients'),
  tlsClientCert: choice(
    ['WARREN_TLS_CLIENT_CERT', 'none', 'Whether AMQP clients are asked for a certificate'],
    ['none', 'optional', 'required'],
  ),
  tlsUser: choice(
    ['WARREN_TLS_USER', 'distinguished_name', 'What of a certificate names the user at a login with EXTERNAL'],
    ['distinguished_name', 'common_name'],
  ),
  dataDir: requiredText('WARREN_DATA_DIR', './data', 'Folder of what outlives a restart; created when missing'),
  ephemeral: onOff(
    'WARREN_EPHEMERAL',
    'Keep everything in memory: nothing outlives the process, nothing is read or written',
  ),
  diskFreeLimitBytes: memory(
    'WARREN_DISK_FREE_LIMIT',
    '50MB',
    'Free bytes on the disk below which publishers are blocked',
  ),
  segmentBytes: memory('WARREN_SEGMENT_SIZE', '64MiB', 'Size of the files that the log of messages consists of'),
  pageAboveBytes: memory(
    'WARREN_PAGE_ABOVE',
    '128MiB',
    'Waiting messages above which new ones wait on disk instead of in memory',
  ),
  definitions: text(
    'WARREN_DEFINITIONS',
    '',
    'JSON file of definitions, as RabbitMQ exports them, to import at the start',
  ),
  logLevel: choice(['WARREN_LOG_LEVEL', 'info', 'Least severe log lines to write'], ['debug', 'info', 'warn', 'error']),
  dashboard: choice(
    ['WARREN_DASHBOARD', 'production', 'How the dashboard is served'],
    ['production', 'development', 'off'],
  ),
  defaultUser: requiredText(
    'WARREN_DEFAULT_USER',
    'guest',
    'First user, an administrator; guest may sign in locally only',
  ),
  defaultPass: text('WARREN_DEFAULT_PASS', 'guest', 'Password of the first user'),
  loopbackUsers: list(
    'WARREN_LOOPBACK_USERS',
    'guest',
    'Users that may sign in from this machine only; blank for none',
  ),
  anonymousUser: text(
    'WARREN_ANONYMOUS_USER',
    '',
    'User of AMQP clients that log in with ANONYMOUS; refused unless given',
  ),
  defaultVhost: requiredText('WARREN_DEFAULT_VHOST', '/', 'First virtual host'),
  clusterName: text('WARREN_CLUSTER_NAME', '', 'Name shown to clients; warren@<machine> unless given'),
  memoryLimitBytes: memory('WARREN_MEMORY_LIMIT', '40%', 'Waiting messages above which publishers are blocked'),
  metricsAuth: choice(
    ['WARREN_METRICS_AUTH', 'none', 'Who may read /metrics: everybody, or monitoring users by basic auth'],
    ['none', 'basic'],
  ),
  frameMaxBytes: integer(['WARREN_FRAME_MAX', '131072', 'Largest AMQP frame, bytes'], { from: 4096, to: 16_777_216 }),
  channelMax: integer(['WARREN_CHANNEL_MAX', '2047', 'Channels of one connection'], { from: 1, to: 65_535 }),
  heartbeatSeconds: integer(['WARREN_HEARTBEAT', '60', 'Suggested heartbeat, seconds; 0 for none'], {
    from: 0,
    to: 65_535,
  }),
  handshakeTimeoutMs: integer(
    ['WARREN_HANDSHAKE_TIMEOUT', '10000', 'Time for an AMQP client to open its connection, milliseconds'],
    { from: 100, to: 3_600_000 },
  ),
  maxMessageBytes: integer(['WARREN_MAX_MESSAGE_SIZE', '16777216', 'Largest message body, bytes'], {
    from: 1,
    to: 536_870_912,
  }),
  httpBodyLimitBytes: integer(['WARREN_HTTP_BODY_LIMIT', '10485760', 'Largest body of an HTTP request, bytes'], {
    from: 1024,
    to: 536_870_912,
  }),
  allowedOrigins: list(
    'WARREN_ALLOWED_ORIGINS',
    '',
    'Web origins, besides our own, whose pages may open AMQP over WebSocket; * for all',
  ),
  sessionIdleMinutes: integer(
    ['WARREN_SESSION_IDLE', '480', 'Minutes without a request after which a browser is signed out'],
    { from: 1, to: 525_600 },
  ),
  maxSessions: integer(['WARREN_MAX_SESSIONS', '1000', 'Signed-in browsers'], { from: 1, to: 1_000_000 }),
  signInAttemptsPerMinute: integer(
    ['WARREN_SIGN_IN_ATTEMPTS', '10', 'Failed logins of one address with one name in a minute; the browser counts all'],
    { from: 1, to: 1_000_000 },
  ),
  loginFailuresPerMinute: integer(
    ['WARREN_LOGIN_FAILURES', '60', 'Failed logins of one address in a minute, with all names together'],
    { from: 1, to: 1_000_000 },
  ),
  maxPlaygroundClients: integer(
    ['WARREN_MAX_PLAYGROUND_CLIENTS', '50', 'Producers and consumers that one person may place on the stage'],
    { from: 0, to: 1000 },
  ),
} satisfies Readonly<Record<string, Option<unknown>>>;

type OptionName = keyof typeof options;

export type Config = { readonly [K in OptionName]: ReturnType<(typeof options)[K]['parse']> };

export type CommandLine =
  | { readonly kind: 'run'; readonly config: Config }
  | DataCommand
  | { readonly kind: 'help' }
  | { readonly kind: 'version' };

/** What can be done with a data folder that no Warren uses. */
export type DataCommand =
  | { readonly kind: 'check'; readonly dataDir: string; readonly isRepair: boolean }
  | { readonly kind: 'export'; readonly dataDir: string; readonly withMessages: boolean }
  | { readonly kind: 'import'; readonly dataDir: string; readonly file: string };

/** A setting that cannot be used; the message says which and what is expected. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** `WARREN_HTTP_PORT` as a flag: `--http-port`. */
export function flagOf(env: string): string {
  return `--${env
    .replace(/^WARREN_/, '')
    .toLowerCase()
    .replaceAll('_', '-')}`;
}

/** Flags win over the environment, the environment over the defaults. Throws a ConfigError. */
export function readConfig(args: readonly string[], env: Readonly<Record<string, string | undefined>>): CommandLine {
  const command = readDataCommand(args);
  if (command !== null) return command;
  const flags = readFlags(args);
  if (flags === 'help' || flags === 'version') return { kind: flags };
  const config: Record<string, unknown> = {};
  for (const [name, option] of Object.entries<Option<unknown>>(options)) {
    const flag = flags.get(option.env);
    const given = flag ?? env[option.env];
    const source = flag === undefined ? option.env : flagOf(option.env);
    config[name] = parse(option, given ?? option.defaultText, source);
  }
  if (config['httpPort'] === null && config['httpsPort'] === null) {
    throw new ConfigError('--http-port none leaves no way to the dashboard: give --https-port, too');
  }
  if (config['amqpHost'] === '') config['amqpHost'] = config['host'];
  return { kind: 'run', config: Object.freeze(config) as unknown as Config };
}

function readDataCommand([name = '', ...rest]: readonly string[]): DataCommand | null {
  if (!['check', 'export', 'import'].includes(name)) return null;
  const [dataDir, extra, ...more] = rest;
  if (dataDir === undefined || dataDir.startsWith('-')) throw new ConfigError(`${name} needs a data folder`);
  if (more.length > 0) throw new ConfigError(`${name} does not know what to do with '${more[0]}'`);
  if (name === 'import') {
    if (extra === undefined) throw new ConfigError('import needs a file of messages, as export --messages writes it');
    return { kind: 'import', dataDir, file: extra };
  }
  const hasExtra = extra === (name === 'check' ? '--repair' : '--messages');
  if (extra !== undefined && !hasExtra) throw new ConfigError(`${name} does not know what to do with '${extra}'`);
  if (name === 'check') return { kind: 'check', dataDir, isRepair: hasExtra };
  return { kind: 'export', dataDir, withMessages: hasExtra };
}

function parse(option: Option<unknown>, given: string, source: string): unknown {
  try {
    return option.parse(given);
  } catch (failure) {
    throw new ConfigError(`${source} ${(failure as Error).message}, not '${given}'`);
  }
}

function readFlags(args: readonly string[]): ReadonlyMap<string, string> | 'help' | 'version' {
  const byFlag = new Map(Object.values(options).map((option) => [flagOf(option.env), option.env]));
  const all: readonly Option<unknown>[] = Object.values(options);
  const switches = new Set(all.filter(({ isSwitch }) => isSwitch).map(({ env }) => env));
  const flags = new Map<string, string>();
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as string;
    if (arg === '--help' || arg === '-h') return 'help';
    if (arg === '--version' || arg === '-v') return 'version';
    const equals = arg.indexOf('=');
    const flag = equals === -1 ? arg : arg.slice(0, equals);
    const env = byFlag.get(flag);
    if (env === undefined) throw new ConfigError(`unknown option '${flag}'; --help lists all`);
    const isSwitch = equals === -1 && switches.has(env);
    const value = isSwitch ? '1' : equals === -1 ? args[++i] : arg.slice(equals + 1);
    if (value === undefined) throw new ConfigError(`${flag} needs a value`);
    flags.set(env, value);
  }
  return flags;
}
