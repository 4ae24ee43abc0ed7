import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { python } from '@/lib/snippets/python';
import { passwordVariable, type SnippetSpec } from '@/lib/snippets/snippet';
import type { TestBroker } from '../start-test-broker';
import { PYTHON } from './debian-packages';
import { runCommand } from './run-command';

const QUEUE = { name: 'it\'s a "queue"', type: 'classic', durable: false, arguments: {} };

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
    prefetch: 1,
  };
}

/** A program that the dashboard offers, run as it stands, with lines around it that make and look into its queue. */
async function run(code: string): Promise<string> {
  const path = join(tmpdir(), `warren-snippet-${process.pid}.py`);
  await writeFile(path, code);
  const {
    code: status,
    stdout,
    stderr,
  } = await runCommand('env', [`${passwordVariable}=guest`, PYTHON, '-B', path], '');
  if (status !== 0) throw new Error(stderr || `ended with ${status}`);
  return String(stdout);
}

/** The Python code of the page Connect: it publishes, and it consumes what it published. */
export async function checkPythonSnippets(server: TestBroker): Promise<void> {
  const spec = specOf(server);
  const name = JSON.stringify(QUEUE.name);
  const publish = python(spec).replace(
    'channel.confirm_delivery()',
    `channel.confirm_delivery()\nchannel.queue_declare(${name}, auto_delete=True)`,
  );
  const published = await run(publish);
  if (!published.includes('Published.')) throw new Error(`published, and said: ${published}`);
  // The program waits for ever; here it ends with its first message.
  const consume = python({ ...spec, role: 'consume' }).replace(
    'channel.basic_ack(method.delivery_tag)',
    'channel.basic_ack(method.delivery_tag)\n    channel.stop_consuming()',
  );
  const consumed = await run(`${consume}connection.close()\n`);
  if (!consumed.includes('Hello, Warren!')) throw new Error(`consumed, and said: ${consumed}`);
}
