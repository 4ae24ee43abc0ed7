import { type ChildProcess, spawn } from 'node:child_process';
import { projectRoot } from '@/server/project-root';
import { BUILT_WARREN } from '@/server/testing/built-warren';

const PORTS = ['--http-port', '0', '--amqp-port', '0', '--dashboard', 'off', '--log-level', 'warn'];

/** A real Warren in a process of its own, which may be killed at any time. */
export class WarrenChild {
  readonly #child: ChildProcess;
  readonly amqpUrl: string;
  readonly httpUrl: string;
  readonly #ended: Promise<void>;

  private constructor(child: ChildProcess, ended: Promise<void>, httpUrl: string, amqpUrl: string) {
    this.#child = child;
    this.#ended = ended;
    this.httpUrl = httpUrl;
    this.amqpUrl = amqpUrl;
  }

  /** Rejects with what the process wrote when it does not start. */
  static async start(dataDir: string, flags: readonly string[] = []): Promise<WarrenChild> {
    const all = [BUILT_WARREN, ...PORTS, '--data-dir', dataDir, ...flags];
    const child = spawn(process.execPath, all, { cwd: projectRoot(), stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const endNow = (): void => void child.kill('SIGKILL');
    process.once('exit', endNow);
    const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
    void ended.then(() => process.off('exit', endNow));
    const [http = '', amqp = ''] = await new Promise<string[]>((resolve, reject) => {
      const look = (chunk: Buffer): void => {
        output += chunk.toString();
        const found = /ready: (http:\S+) amqp:\/\/(\S+)\n/.exec(output);
        if (found) resolve(found.slice(1));
      };
      child.stdout.on('data', look);
      child.stderr.on('data', look);
      child.stderr.on('data', (chunk: Buffer) => process.stderr.write(chunk));
      void ended.then(() => reject(new Error(`Warren did not start: ${output}`)));
    });
    return new WarrenChild(child, ended, http, `amqp://guest:guest@${amqp}`);
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    await this.#ended;
  }
}
