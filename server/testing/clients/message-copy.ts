import { isDeepStrictEqual } from 'node:util';
import type { MessageProperties } from '@/lib/management-api';
import { languages } from '@/lib/snippets/languages';
import type { SnippetMessage, SnippetSpec } from '@/lib/snippets/snippet';
import { HttpApi } from '../http-api';
import type { TestServer } from '../start-test-server';
import { runProgram, type SnippetProgram } from './snippet-programs';

const QUEUE = 'it\'s a "copy" of $x #{y}';

/** Copies a message as code in a language, runs the code, and compares what came with the message. */
export async function checkCopy(server: TestServer, program: SnippetProgram, message: SnippetMessage): Promise<void> {
  const language = languages.find(({ id }) => id === program.id);
  if (!language) throw new Error(`there is no language ${program.id}`);
  const write = await language.load();
  const api = new HttpApi(server.httpUrl);
  const path = `queues/%2F/${encodeURIComponent(QUEUE)}`;
  await api.delete(path);
  // The queue is not there: the program makes it.
  await runProgram(program, write(specOf(server, message)));
  const { json } = await api.get(`${path}/messages?truncate=1000000`);
  const [came, ...more] = json.items ?? [];
  if (came === undefined || more.length > 0) throw new Error(`${more.length + (came ? 1 : 0)} messages came`);
  const difference = differenceBetween(wanted(program.id, message), {
    payload: came.payload,
    payload_encoding: came.payload_encoding,
    properties: withoutEmpty(came.properties),
  });
  if (difference !== null) throw new Error(difference);
}

function specOf({ amqpUrl, httpUrl }: TestServer, message: SnippetMessage): SnippetSpec {
  const { hostname, port } = new URL(amqpUrl);
  return {
    role: 'publish',
    host: hostname,
    port: Number(port),
    httpUrl,
    vhost: '/',
    user: 'guest',
    exchange: { name: '', type: 'direct', durable: true, arguments: {} },
    routingKey: QUEUE,
    queue: { name: QUEUE, type: 'classic', durable: true, arguments: {}, isNew: true },
    prefetch: 0,
    message,
  };
}

/** What a client adds to each message that it sends. */
const additions: Readonly<Record<string, object>> = {
  ruby: { content_type: 'application/octet-stream', priority: 0 },
};

function wanted(id: string, { properties, ...rest }: SnippetMessage): SnippetMessage {
  return { ...rest, properties: { ...additions[id], ...properties } };
}

/** amqplib sends a table of headers also when there are none. */
function withoutEmpty({ headers, ...rest }: MessageProperties): MessageProperties {
  return headers === undefined || Object.keys(headers).length === 0 ? rest : { ...rest, headers };
}

function differenceBetween(one: SnippetMessage, other: SnippetMessage): string | null {
  const all = { ...one.properties, ...one.properties.headers, payload: one.payload };
  const came = { ...other.properties, ...other.properties.headers, payload: other.payload };
  for (const name of new Set([...Object.keys(all), ...Object.keys(came)])) {
    if (name === 'headers') continue;
    const [a, b] = [all[name as keyof typeof all], came[name as keyof typeof came]];
    if (!isDeepStrictEqual(a, b)) return `${name} is ${JSON.stringify(b)} and not ${JSON.stringify(a)}`.slice(0, 600);
  }
  return isDeepStrictEqual(one, other) ? null : 'they differ';
}
