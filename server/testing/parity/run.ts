/*
 * npm run test:parity: a real RabbitMQ and Warren are given the same topology and the same traffic. What RabbitMQ answers
 * to GET, Warren has to answer with the same keys and types; and RabbitMQ's own rabbitmqadmin has to work with Warren.
 */
import { startRabbitMq } from '../rabbitmq';
import { startTestServer } from '../start-test-server';
import type { Api } from './api';
import { compareRoutes } from './compare-routes';
import { runRabbitmqadmin } from './rabbitmqadmin';
import { declare, startTraffic } from './traffic';

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(): Promise<number> {
  const rabbitMq = await startRabbitMq(['rabbitmq_shovel_management']);
  const server = await startTestServer();
  try {
    const ours: Api = { name: 'Warren', httpUrl: server.httpUrl, amqpUrl: server.amqpUrl };
    const theirs: Api = { name: 'RabbitMQ', httpUrl: rabbitMq.httpUrl, amqpUrl: rabbitMq.amqpUrl };
    await Promise.all([declare(ours), declare(theirs)]);
    const [here, there] = await Promise.all([startTraffic(ours), startTraffic(theirs)]);
    let failures: number;
    try {
      failures = await compareRoutes([theirs, there], [ours, here], say);
    } finally {
      await Promise.all([here.stop(), there.stop()]);
    }
    const failed = await runRabbitmqadmin(theirs, ours, say);
    say(`${failures + failed} failed`);
    return failures + failed === 0 ? 0 : 1;
  } finally {
    await server.stop();
    await rabbitMq.stop();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
