/*
 * npm run test:clients: clients in other languages against the broker. They are Debian packages and not npm's, which is
 * why they are not among the protocol tests. One line for each check; the exit code tells whether all went well.
 */
import { fileURLToPath } from 'node:url';
import { startTestBroker, type TestBroker } from '../start-test-broker';
import { amqpToolsChecks } from './amqp-tools';
import { ensurePackages, PYTHON } from './debian-packages';
import { runCommand } from './run-command';
import { checkPythonSnippets } from './snippet-checks';

const SCRIPTS = ['pika_checks.py', 'kombu_checks.py'];

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function runScript(script: string, url: string): Promise<boolean> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const { code, stdout, stderr } = await runCommand(PYTHON, ['-B', path, url], '');
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
  try {
    await checkPythonSnippets(server);
    say('ok   the Python code of the dashboard publishes and consumes');
    return true;
  } catch (error) {
    say(`FAIL the Python code of the dashboard: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
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
