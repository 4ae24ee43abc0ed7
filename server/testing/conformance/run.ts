import { isRabbitMqInstalled, type Plugin, startRabbitMq } from '../rabbitmq';
import { startTestBroker } from '../start-test-broker';
import { consumingCases } from './cases/consuming';
import { deadLetterCases } from './cases/dead-letters';
import { messageCases } from './cases/messages';
import { queueArgumentCases } from './cases/queue-arguments';
import { quorumCases } from './cases/quorum-queues';
import { routingCases } from './cases/routing';
import { streamCases } from './cases/streams';
import { topologyCases } from './cases/topology';
import { EXCEPTIONS, IGNORED } from './differences';
import { type Place, ScriptRun } from './script';

/**
 * `npm run test:conformance [part of a script]`: the same scripts against Warren and against RabbitMQ, and what they
 * answer compared line by line. Ends with a count; fails on a difference that is not listed, and on a listed one that is
 * none any more.
 */

const CASES: readonly string[] = [
  ...topologyCases,
  ...routingCases,
  ...messageCases,
  ...consumingCases,
  ...queueArgumentCases,
  ...deadLetterCases,
  ...quorumCases,
  ...streamCases,
];

const PLUGINS: readonly Plugin[] = [
  'rabbitmq_consistent_hash_exchange',
  'rabbitmq_random_exchange',
  'rabbitmq_recent_history_exchange',
  'rabbitmq_sharding',
  'rabbitmq_event_exchange',
];

/** Commands that remove what a script has left behind. */
function cleanUp(script: string): string {
  const names = (command: string): string[] =>
    [...script.matchAll(new RegExp(`(?:^|\\s)${command} ([a-z])(?=\\s|$)`, 'g'))].map(([, name]) => name ?? '');
  const queues = [...new Set(names('queue'))].map((name) => `delete ${name}`);
  return [...queues, ...[...new Set(names('exchange'))].map((name) => `delete-exchange ${name}`)].join(' | ');
}

/** RabbitMQ's queues are processes of their own: a difference counts when it is there with more patience as well. */
const PATIENCE_MS = [12, 150];

async function transcriptOf(place: Place, script: string): Promise<string[]> {
  const lines = await new ScriptRun(place).run(script);
  const rest = cleanUp(script);
  if (rest !== '') await new ScriptRun(place).run(rest);
  return lines.map((line) => IGNORED.reduce((text, [pattern, other]) => text.replace(pattern, other), line));
}

function report(script: string, ours: readonly string[], theirs: readonly string[]): void {
  process.stdout.write(`\n${script}\n`);
  for (let i = 0; i < Math.max(ours.length, theirs.length); i++) {
    if (ours[i] === theirs[i]) process.stdout.write(`    ${ours[i]}\n`);
    else process.stdout.write(`  W ${ours[i] ?? '-'}\n  R ${theirs[i] ?? '-'}\n`);
  }
}

async function compare(warrenPort: number, rabbitPort: number): Promise<number> {
  const wanted = process.argv[2] ?? '';
  const cases = CASES.filter((script) => script.includes(wanted));
  const counts = { same: 0, listed: 0, failed: 0 };
  for (const script of cases) {
    let ours: readonly string[] = [];
    let theirs: readonly string[] = [];
    let isSame = false;
    for (const patienceMs of PATIENCE_MS) {
      if (isSame) break;
      [ours, theirs] = await Promise.all([
        transcriptOf({ port: warrenPort, patienceMs }, script),
        transcriptOf({ port: rabbitPort, patienceMs }, script),
      ]);
      isSame = ours.join('\n') === theirs.join('\n');
    }
    const exception = EXCEPTIONS.find(([pattern]) => pattern.test(script));
    if (isSame && !exception) counts.same += 1;
    else if (!isSame && exception) counts.listed += 1;
    else {
      counts.failed += 1;
      report(script, ours, theirs);
      if (exception) process.stdout.write(`  no longer differs, but is listed: ${exception[1]}\n`);
    }
  }
  process.stdout.write(`\n${counts.same} the same, ${counts.listed} differ as listed, ${counts.failed} failed\n`);
  return counts.failed;
}

const given = Number(process.env['WARREN_RABBITMQ_PORT'] ?? 0);
if (given === 0 && !isRabbitMqInstalled()) {
  process.stdout.write('no rabbitmq-server is installed: nothing to compare with\n');
} else {
  const known = { amqpPort: given, version: 'given', stop: () => Promise.resolve() };
  const rabbit = given > 0 ? known : await startRabbitMq(PLUGINS);
  const warren = await startTestBroker();
  process.stdout.write(`comparing ${CASES.length} scripts with RabbitMQ ${rabbit.version}\n`);
  try {
    process.exitCode = (await compare(warren.port, rabbit.amqpPort)) === 0 ? 0 : 1;
  } finally {
    await warren.stop();
    await rabbit.stop();
  }
}
