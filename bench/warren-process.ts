import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ENTRY = fileURLToPath(new URL('../dist/server/main.js', import.meta.url));
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const READY_TIMEOUT_MS = 30_000;
const END_TIMEOUT_MS = 5_000;
const POLL_MS = 50;

interface Ports {
  readonly amqp: number;
  readonly http: number;
}

/** A Warren that bench started: in a process group of its own, on a free port, with a data folder that goes with it. */
export class WarrenProcess {
  readonly url: string;
  /** Of the dashboard and the management API. */
  readonly httpUrl: string;
  readonly pid: number;
  private readonly child: ChildProcess;
  private readonly dataDir: string;
  private readonly endNow = (): void => {
    this.kill('SIGKILL');
    rmSync(this.dataDir, { recursive: true, force: true });
  };

  private constructor(child: ChildProcess, { amqp, http }: Ports, dataDir: string) {
    if (child.pid === undefined) throw new Error('Warren did not start');
    this.child = child;
    this.pid = child.pid;
    this.dataDir = dataDir;
    this.url = `amqp://guest:guest@127.0.0.1:${amqp}`;
    this.httpUrl = `http://127.0.0.1:${http}`;
    process.on('exit', this.endNow);
  }

  /** In a data folder of its own, unless it gets that of another which has been killed. */
  static async start(flags: readonly string[] = [], keptDir?: string): Promise<WarrenProcess> {
    if (!existsSync(ENTRY))
      throw new Error('Warren is not built: npm start builds it (dist/server/main.js is missing)');
    const ports: Ports = { amqp: await freePort(), http: await freePort() };
    const dataDir = keptDir ?? mkdtempSync(join(tmpdir(), 'warren-bench-'));
    const own = ['--http-port', String(ports.http), '--amqp-port', String(ports.amqp), '--data-dir', dataDir];
    const child = spawn(process.execPath, [ENTRY, ...own, '--log-level', 'warn', ...flags], {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: 'production' },
      detached: true,
      stdio: ['ignore', process.stderr, process.stderr],
    });
    const warren = new WarrenProcess(child, ports, dataDir);
    try {
      // HTTP listens from the start and answers 503 until AMQP does, too.
      await warren.listening(ports.amqp);
      return warren;
    } catch (error) {
      await warren.end();
      throw error;
    }
  }

  /** Resident memory in bytes, of the whole process. */
  residentBytes(): number {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(this.pid)], { encoding: 'utf8' })) * 1024;
  }

  /** Kills it and starts it again with what it has stored. */
  async killAndRestart(flags: readonly string[] = []): Promise<WarrenProcess> {
    this.kill('SIGKILL');
    while (this.hasNotExited()) await sleep(POLL_MS);
    process.off('exit', this.endNow);
    return await WarrenProcess.start(flags, this.dataDir);
  }

  async end(): Promise<void> {
    this.kill('SIGTERM');
    const deadline = performance.now() + END_TIMEOUT_MS;
    while (this.hasNotExited() && performance.now() < deadline) await sleep(POLL_MS);
    this.kill('SIGKILL');
    while (this.hasNotExited()) await sleep(POLL_MS);
    process.off('exit', this.endNow);
    this.endNow();
  }

  private hasNotExited(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  private kill(signal: NodeJS.Signals): void {
    if (!this.hasNotExited()) return;
    try {
      process.kill(-this.pid, signal);
    } catch {
      // The group ended between the look and the signal.
    }
  }

  private async listening(port: number): Promise<void> {
    const deadline = performance.now() + READY_TIMEOUT_MS;
    while (!(await accepts(port))) {
      if (!this.hasNotExited()) throw new Error(`Warren ended at start with code ${this.child.exitCode}`);
      if (performance.now() > deadline) throw new Error('Warren did not listen within 30 s');
      await sleep(POLL_MS);
    }
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
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
