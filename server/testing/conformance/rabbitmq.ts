import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where Debian and most packages put it. */
const SERVER = '/usr/lib/rabbitmq/bin/rabbitmq-server';
const START_TIMEOUT_MS = 90_000;
const PLUGINS = [
  'rabbitmq_management',
  'rabbitmq_consistent_hash_exchange',
  'rabbitmq_random_exchange',
  'rabbitmq_recent_history_exchange',
  'rabbitmq_sharding',
  'rabbitmq_event_exchange',
];

export interface RabbitMq {
  readonly port: number;
  readonly version: string;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { readonly port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function versionAt(httpPort: number): Promise<string | null> {
  const authorization = `Basic ${Buffer.from('guest:guest').toString('base64')}`;
  const url = `http://127.0.0.1:${httpPort}/api/overview`;
  const response = await fetch(url, { headers: { authorization } }).catch(() => null);
  if (!response?.ok) return null;
  return ((await response.json()) as { readonly rabbitmq_version: string }).rabbitmq_version;
}

/** Starts a RabbitMQ of its own, on free ports of the loopback interface; null when none is installed. */
export async function startRabbitMq(): Promise<RabbitMq | null> {
  if (!existsSync(SERVER)) return null;
  const dir = mkdtempSync(join(tmpdir(), 'warren-rabbitmq-'));
  const [port, httpPort, distPort, epmdPort] = [await freePort(), await freePort(), await freePort(), await freePort()];
  for (const each of ['mnesia', 'log', 'home']) mkdirSync(join(dir, each));
  writeFileSync(join(dir, 'plugins'), `[${PLUGINS.join(',')}].`);
  const settings = [`listeners.tcp.1 = 127.0.0.1:${port}`, `management.tcp.port = ${httpPort}`];
  writeFileSync(join(dir, 'rabbitmq.conf'), `${[...settings, 'management.tcp.ip = 127.0.0.1'].join('\n')}\n`);
  const child = spawn(SERVER, [], {
    stdio: 'ignore',
    env: {
      ...process.env,
      HOME: join(dir, 'home'),
      RABBITMQ_NODENAME: `warren${port}@localhost`,
      RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
      RABBITMQ_NODE_PORT: String(port),
      RABBITMQ_DIST_PORT: String(distPort),
      RABBITMQ_MNESIA_BASE: join(dir, 'mnesia'),
      RABBITMQ_LOG_BASE: join(dir, 'log'),
      RABBITMQ_CONFIG_FILE: join(dir, 'rabbitmq'),
      RABBITMQ_ENABLED_PLUGINS_FILE: join(dir, 'plugins'),
      RABBITMQ_CONF_ENV_FILE: join(dir, 'none'),
      ERL_EPMD_ADDRESS: '127.0.0.1',
      ERL_EPMD_PORT: String(epmdPort),
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
    },
  });
  const stop = async (): Promise<void> => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode === null && child.kill('SIGTERM')) await ended;
    // The name server that Erlang has started on this port stays behind; it ends when no node is known to it.
    await new Promise((resolve) => execFile('epmd', ['-port', String(epmdPort), '-kill'], resolve));
    rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  };
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    const version = await versionAt(httpPort);
    if (version !== null) return { port, version, stop };
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  await stop();
  throw new Error(`${SERVER} did not start within ${START_TIMEOUT_MS / 1000} s`);
}
