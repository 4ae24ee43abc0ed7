import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Debian's scripts start the server as another user; the one below them starts it as whoever asks. */
const SERVER = '/usr/lib/rabbitmq/bin/rabbitmq-server';
const READY_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 20_000;

/** Of RabbitMQ; management is always there. */
export type Plugin =
  | 'rabbitmq_consistent_hash_exchange'
  | 'rabbitmq_random_exchange'
  | 'rabbitmq_recent_history_exchange'
  | 'rabbitmq_sharding'
  | 'rabbitmq_event_exchange'
  | 'rabbitmq_shovel_management';

/** A RabbitMQ of our own, with guest/guest. */
export interface RabbitMq {
  readonly httpUrl: string;
  readonly amqpUrl: string;
  readonly amqpPort: number;
  readonly version: string;
  stop(): Promise<void>;
}

export function isRabbitMqInstalled(): boolean {
  return existsSync(SERVER);
}

/**
 * Starts RabbitMQ with the management plugin and the given ones on free ports of the loopback interface, with its data in a
 * temporary folder. Rejects with a line that says what to do when it is not there.
 */
export async function startRabbitMq(plugins: readonly Plugin[] = []): Promise<RabbitMq> {
  if (!isRabbitMqInstalled()) {
    throw new Error(`RabbitMQ is missing (${SERVER}): install it with apt-get install rabbitmq-server`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'warren-rabbitmq-'));
  const [amqp, http, dist, epmd] = [await freePort(), await freePort(), await freePort(), await freePort()];
  const env = environment(folder, { amqp, http, dist, epmd });
  const enabled = ['rabbitmq_management', ...plugins].join(',');
  writeFileSync(join(folder, 'enabled_plugins'), `[${enabled}].\n`);
  // Started here because RabbitMQ would leave its own behind.
  const names = spawn('epmd', ['-port', String(epmd), '-address', '127.0.0.1'], { env, stdio: 'ignore' });
  names.on('error', () => {});
  const server = spawn(SERVER, [], { cwd: folder, env, stdio: 'ignore', detached: true });
  server.on('error', () => {});
  const stop = async (): Promise<void> => {
    process.off('exit', endNow);
    signal(server, 'SIGTERM');
    const deadline = performance.now() + STOP_TIMEOUT_MS;
    while (isRunning(server) && performance.now() < deadline) await sleep(100);
    endNow();
  };
  function endNow(): void {
    signal(server, 'SIGKILL');
    names.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
  process.on('exit', endNow);
  const httpUrl = `http://127.0.0.1:${http}`;
  try {
    const version = await ready(server, httpUrl, folder);
    return { httpUrl, amqpUrl: `amqp://guest:guest@127.0.0.1:${amqp}`, amqpPort: amqp, version, stop };
  } catch (failure) {
    await stop();
    throw failure;
  }
}

interface Ports {
  readonly amqp: number;
  readonly http: number;
  readonly dist: number;
  readonly epmd: number;
}

function environment(folder: string, { amqp, http, dist, epmd }: Ports): NodeJS.ProcessEnv {
  for (const name of ['home', 'mnesia', 'log']) mkdirSync(join(folder, name));
  const settings = [
    `listeners.tcp.1 = 127.0.0.1:${amqp}`,
    `management.tcp.port = ${http}`,
    'management.tcp.ip = 127.0.0.1',
    'collect_statistics_interval = 1000',
  ];
  writeFileSync(join(folder, 'rabbitmq.conf'), `${settings.join('\n')}\n`);
  return {
    ...process.env,
    HOME: join(folder, 'home'),
    RABBITMQ_NODENAME: `warren${amqp}@localhost`,
    RABBITMQ_NODE_PORT: String(amqp),
    RABBITMQ_DIST_PORT: String(dist),
    RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq'),
    RABBITMQ_CONF_ENV_FILE: join(folder, 'none'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
    RABBITMQ_PID_FILE: join(folder, 'pid'),
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
    ERL_EPMD_ADDRESS: '127.0.0.1',
    ERL_EPMD_PORT: String(epmd),
  };
}

/** Resolves with its version. */
async function ready(server: ChildProcess, httpUrl: string, folder: string): Promise<string> {
  const headers = { authorization: `Basic ${Buffer.from('guest:guest').toString('base64')}` };
  const deadline = performance.now() + READY_TIMEOUT_MS;
  for (;;) {
    const answer = await fetch(`${httpUrl}/api/overview`, { headers }).catch(() => null);
    if (answer?.ok) return ((await answer.json()) as { readonly rabbitmq_version: string }).rabbitmq_version;
    if (!isRunning(server)) throw new Error(`RabbitMQ ended at its start${lastLines(folder)}`);
    if (performance.now() > deadline) throw new Error(`RabbitMQ is not ready after ${READY_TIMEOUT_MS / 1000} seconds`);
    await sleep(200);
  }
}

function lastLines(folder: string): string {
  const port = /listeners\.tcp\.1 = 127\.0\.0\.1:(\d+)/.exec(readFileSync(join(folder, 'rabbitmq.conf'), 'utf8'))?.[1];
  const file = join(folder, 'log', `warren${port}@localhost.log`);
  return existsSync(file) ? `:\n${readFileSync(file, 'utf8').split('\n').slice(-15).join('\n')}` : '';
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

/** To the shell script and to the Erlang machine below it. */
function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, name);
  } catch {
    // The group has ended.
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
