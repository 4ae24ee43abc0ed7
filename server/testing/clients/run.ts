/*
 * npm run test:clients: clients in other languages against the broker. They are Debian packages and not npm's, which is
 * why they are not among the protocol tests. One line for each check; the exit code tells whether all went well.
 */
import { fileURLToPath } from 'node:url';
import { startTestBroker, type TestBroker } from '../start-test-broker';
import { amqpToolsChecks } from './amqp-tools';
import { CLASSPATH, ensurePackages, GO_ENVIRONMENT, PYTHON } from './debian-packages';
import { runCommand } from './run-command';
import { snippetChecks } from './snippet-checks';

/** A program that prints a line for each check and exits with 0 when all went well. */
interface Script {
  readonly file: string;
  /** What runs it, before its path and the broker's URL. */
  readonly command: readonly [string, ...string[]];
}

const SCRIPTS: readonly Script[] = [
  { file: 'pika_checks.py', command: [PYTHON, '-B'] },
  { file: 'kombu_checks.py', command: [PYTHON, '-B'] },
  { file: 'celery_checks.py', command: [PYTHON, '-B'] },
  { file: 'bunny_checks.rb', command: ['ruby'] },
  { file: 'php_amqplib_checks.php', command: ['php'] },
  { file: 'JavaChecks.java', command: ['java', '-cp', CLASSPATH] },
  { file: 'go_checks.go', command: ['env', ...GO_ENVIRONMENT, 'go', 'run'] },
];

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function runScript({ file, command: [name, ...flags] }: Script, url: string): Promise<boolean> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const { code, stdout, stderr } = await runCommand(name, [...flags, path, url], '');
  process.stdout.write(stdout);
  if (code !== 0) process.stderr.write(stderr);
  return code === 0;
}

async function runTools(server: TestBroker): Promise<boolean> {
  let isGood = true;
  for (const [name, check] of amqpToolsChecks(server)) {
    const start = performance.now();
    try {
      await check();
      say(`ok   amqp-tools: ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
    } catch (error) {
      isGood = false;
      say(`FAIL amqp-tools: ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return isGood;
}

async function runSnippets(server: TestBroker): Promise<boolean> {
  let isGood = true;
  for (const [name, check] of snippetChecks(server)) {
    try {
      await check();
      say(`ok   ${name}`);
    } catch (error) {
      isGood = false;
      say(`FAIL ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return isGood;
}

async function main(): Promise<number> {
  await ensurePackages();
  const server = await startTestBroker();
  const results: boolean[] = [];
  for (const script of SCRIPTS) results.push(await runScript(script, server.url));
  results.push(await runTools(server));
  results.push(await runSnippets(server));
  const left = server.broker.memory.messages;
  if (left > 0) say(`FAIL ${left} messages are left in the broker`);
  await server.stop();
  return left === 0 && results.every(Boolean) ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
