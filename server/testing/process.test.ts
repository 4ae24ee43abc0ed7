import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'amqplib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '@/server/project-root';
import { BUILT_WARREN } from './built-warren';

const dataDir = mkdtempSync(join(tmpdir(), 'warren-process-'));
const running = new Set<ChildProcess>();

afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
});

afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

interface Started {
  readonly child: ChildProcess;
  readonly output: () => { readonly stdout: string; readonly stderr: string };
  /** The exit code. */
  readonly ended: Promise<number | null>;
}

function start(flags: readonly string[], env: Readonly<Record<string, string>> = {}): Started {
  const all = [BUILT_WARREN, '--dashboard', 'off', '--data-dir', dataDir, ...flags];
  const child = spawn(process.execPath, all, { cwd: projectRoot(), env: { ...process.env, ...env } });
  running.add(child);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', (code) => {
      running.delete(child);
      resolve(code);
    });
  });
  return { child, output: () => ({ stdout, stderr }), ended };
}

const ANY_PORTS = ['--http-port', '0', '--amqp-port', '0'];

async function startReady(flags: readonly string[] = ANY_PORTS): Promise<Started & { http: string; amqp: string }> {
  const started = start(flags);
  const line = await new Promise<string>((resolve, reject) => {
    started.child.stdout?.on('data', () => resolve(started.output().stdout));
    void started.ended.then(() => reject(new Error(started.output().stderr)));
  });
  const [, http = '', amqp = ''] = /^Warren \d+\.\d+\.\d+ ready: (http:\S+) amqp:\/\/(\S+)\n$/.exec(line) ?? [];
  return { ...started, http, amqp: `amqp://guest:guest@${amqp}` };
}

test('one line says where it listens', async () => {
  const { http, amqp } = await startReady();
  expect((await fetch(`${http}/api/whoami`)).status).toBe(401);
  await (await connect(amqp)).close();
});

test('it lives on when nobody reads its output any more', async () => {
  const { child, http, amqp } = await startReady(['--http-port', '0', '--amqp-port', '0', '--log-level', 'debug']);
  child.stdout?.destroy();
  child.stderr?.destroy();
  for (let attempt = 0; attempt < 3; attempt++) {
    await expect(connect(amqp.replace('guest@', 'wrong@'))).rejects.toThrow('403');
    expect((await fetch(`${http}/api/whoami`)).status).toBe(401);
  }
  expect(child.exitCode).toBeNull();
});

describe('a signal', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s closes connections with CONNECTION_FORCED and ends with 0',
    async (signal) => {
      const { child, amqp, ended } = await startReady();
      const connection = await connect(amqp);
      const closed = new Promise<Error>((resolve) => connection.on('close', resolve));
      connection.on('error', () => {});
      child.kill(signal);
      expect(String(await closed)).toContain('320 (CONNECTION-FORCED)');
      expect(await ended).toBe(0);
    },
  );
});

describe('one clear line and exit code 1', () => {
  let taken: string;
  const blocker = createServer();

  beforeAll(async () => {
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
    const address = blocker.address();
    taken = String(typeof address === 'object' ? address?.port : 0);
  });

  afterAll(() => blocker.close());

  test.each([
    ['an unknown option', ['--colour', 'red'], "unknown option '--colour'; --help lists all"],
    ['a bad value', ['--http-port', 'x'], "--http-port must be a whole number from 0 to 65535, or none, not 'x'"],
    ['a missing value', ['--http-port'], '--http-port needs a value'],
    ['a folder that cannot be made', [...ANY_PORTS, '--data-dir', '/proc/warren'], 'choose another with --data-dir'],
    ['an address of another machine', [...ANY_PORTS, '--host', '192.0.2.1'], 'choose one with --'],
  ])('for %s', async (_what, flags, words) => {
    const { ended, output } = start(flags);
    expect(await ended).toBe(1);
    expect(output().stderr).toContain(words);
    expect(output().stderr.trim().split('\n')).toHaveLength(1);
    expect(output().stdout).toBe('');
  });

  test.each(['--http-port', '--amqp-port'])('for a taken port: %s', async (flag) => {
    const { ended, output } = start([...ANY_PORTS, flag, taken]);
    expect(await ended).toBe(1);
    expect(output().stderr).toBe(
      `warren: port ${taken} of 127.0.0.1 is taken; stop the program that uses it or choose another port with ${flag}\n`,
    );
  });
});

test('--help lists every option with its variable and its default', async () => {
  const { ended, output } = start(['--help']);
  expect(await ended).toBe(0);
  expect(output().stdout).toMatch(/--http-port +WARREN_HTTP_PORT +.*\[15672\]/);
});

test('the environment is read, and flags win over it', async () => {
  const { ended, output } = start(['--http-port', 'flag'], { WARREN_HTTP_PORT: 'env', WARREN_AMQP_PORT: '0' });
  expect(await ended).toBe(1);
  expect(output().stderr).toContain("not 'flag'");
});
