import { python } from '@/lib/snippets/python';
import { greeting, type SnippetSpec } from '@/lib/snippets/snippet';
import type { TestBroker } from '../start-test-broker';
import { startTestServer } from '../start-test-server';
import { checkCopy } from './message-copy';
import { messagesFor, runProgram, type SnippetProgram, snippetPrograms } from './snippet-programs';

const QUEUE = { name: 'it\'s a "queue"', type: 'classic', durable: true, arguments: {}, isNew: true };
const PYTHON = snippetPrograms.scripts.find(({ id }) => id === 'python') as SnippetProgram;

function specOf({ url }: TestBroker): SnippetSpec {
  const { hostname, port } = new URL(url);
  return {
    role: 'publish',
    host: hostname,
    port: Number(port),
    httpUrl: `http://${hostname}`,
    vhost: '/',
    user: 'guest',
    exchange: { name: '', type: 'direct', durable: true, arguments: {} },
    routingKey: QUEUE.name,
    queue: QUEUE,
    message: greeting,
    prefetch: 1,
  };
}

/** The Python code of the page Connect: it publishes, and it consumes what it published. */
async function checkPython(server: TestBroker): Promise<void> {
  const spec = specOf(server);
  const published = await runProgram(PYTHON, python(spec));
  if (!published.includes('Published.')) throw new Error(`published, and said: ${published}`);
  // The program waits for ever; here it ends with its first message.
  const consume = python({ ...spec, role: 'consume' }).replace(
    'channel.basic_ack(method.delivery_tag)',
    'channel.basic_ack(method.delivery_tag)\n    channel.stop_consuming()',
  );
  const consumed = await runProgram(PYTHON, `${consume}connection.close()\n`);
  if (!consumed.includes('Hello, Warren!')) throw new Error(`consumed, and said: ${consumed}`);
}

/** The code that the dashboard writes, run in each language that is here. */
export function snippetChecks(server: TestBroker): [name: string, check: () => Promise<void>][] {
  const checks: [string, () => Promise<void>][] = [
    ['the Python code of the dashboard publishes and consumes', () => checkPython(server)],
  ];
  for (const program of [...snippetPrograms.scripts, ...snippetPrograms.compiled]) {
    checks.push([`messages copied as ${program.id} are published as they were`, () => checkCopies(program)]);
  }
  return checks;
}

async function checkCopies(program: SnippetProgram): Promise<void> {
  const server = await startTestServer();
  try {
    for (const { message } of messagesFor(program)) await checkCopy(server, program, message);
  } finally {
    await server.stop();
  }
}
