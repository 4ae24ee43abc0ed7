import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, readConfig } from '@/server/config';
import type { Log } from '@/server/log';
import { startServer } from '@/server/server';

export interface TestServer {
  /** Empty when HTTPS alone is served. */
  readonly httpUrl: string;
  /** With the credentials of guest. */
  readonly amqpUrl: string;
  /** Null without TLS, and without credentials. */
  readonly httpsUrl: string | null;
  readonly amqpsUrl: string | null;
  stop(): Promise<void>;
}

export interface TestServerOptions {
  readonly config?: Partial<Config>;
  readonly log?: Log;
}

/** The whole server but the dashboard, on free ports, with a data folder that goes with it. */
export async function startTestServer({ config = {}, log = () => {} }: TestServerOptions = {}): Promise<TestServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'warren-test-'));
  const flags = ['--http-port', '0', '--amqp-port', '0', '--data-dir', dataDir, '--dashboard', 'off'];
  const commandLine = readConfig(flags, {});
  if (commandLine.kind !== 'run') throw new Error('the flags of the test server ask for no server');
  const server = await startServer({
    config: { ...commandLine.config, ...config },
    log,
    onDeath: (reason) => {
      throw new Error(reason);
    },
  });
  return {
    httpUrl: server.httpUrl ?? '',
    httpsUrl: server.httpsUrl,
    amqpsUrl: server.amqpsUrl,
    amqpUrl: server.amqpUrl.replace('://', '://guest:guest@'),
    async stop() {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
