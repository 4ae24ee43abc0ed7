import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const START_TIMEOUT_MS = 30_000;

/** A Warren of one test, to be killed and started again on the same ports and with the same data folder. */
export class OwnServer {
  readonly #httpPort: number;
  readonly #amqpPort: number;
  readonly #dataDir = mkdtempSync(join(tmpdir(), 'warren-restart-'));
  #child: ChildProcess | null = null;

  private constructor(httpPort: number, amqpPort: number) {
    this.#httpPort = httpPort;
    this.#amqpPort = amqpPort;
  }

  static async start(): Promise<OwnServer> {
    const server = new OwnServer(await freePort(), await freePort());
    await server.start();
    return server;
  }

  get httpUrl(): string {
    return `http://127.0.0.1:${this.#httpPort}`;
  }

  get amqpUrl(): string {
    return `amqp://guest:guest@127.0.0.1:${this.#amqpPort}`;
  }

  /** Resolves as soon as the broker answers. */
  async start(): Promise<void> {
    const ports = ['--http-port', String(this.#httpPort), '--amqp-port', String(this.#amqpPort)];
    const args = ['dist/server/main.js', ...ports, '--data-dir', this.#dataDir, '--log-level', 'warn'];
    this.#child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!(await this.#answers())) {
      if (Date.now() > deadline) throw new Error('the server did not start');
      await sleep(20);
    }
  }

  /** Without a word, as the system kills a process. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child === null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await ended;
    }
    this.#child = null;
  }

  async end(): Promise<void> {
    await this.kill();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }

  async api(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.httpUrl}/api${path}`, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from('guest:guest').toString('base64')}`,
        'content-type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    const text = await response.text();
    return text === '' ? null : JSON.parse(text);
  }

  async #answers(): Promise<boolean> {
    return await this.api('GET', '/overview').then(
      () => true,
      () => false,
    );
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
