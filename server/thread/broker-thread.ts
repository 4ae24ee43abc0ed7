import { parentPort, workerData } from 'node:worker_threads';
import type { LogLevel } from '@/lib/log-levels';
import { explainListenError } from '@/server/listen-error';
import { withoutSecrets } from '@/server/log';
import { LogLines } from '@/server/management/log-lines';
import type { ManagementResponse } from '@/server/management/request';
import { AccessWatch } from './access-watch';
import { type BrokerHost, createBrokerHost } from './broker-host';
import { LiveHub } from './live-hub';
import type { Call, CallName, Calls, ThreadSettings, ToMain, ToThread } from './port';
import { ThreadStreams } from './thread-streams';
import { WireHub } from './wire-hub';

/** The broker's thread: listens for AMQP itself and answers main over the port. */

const settings = workerData as ThreadSettings;

function post(message: ToMain, transfer: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}

const logLines = new LogLines();

/** Main writes all lines; what is said in detail is not kept here unless it is asked for. */
function keep(level: LogLevel, text: string): void {
  if (level !== 'debug' || settings.config.logLevel === 'debug') logLines.add(level, withoutSecrets(text));
}

const host: BrokerHost = createBrokerHost(settings, {
  log: (level, text) => {
    keep(level, text);
    post({ type: 'log', level, text });
  },
  logLines,
  recovering: (recovery) => post({ type: 'recovering', recovery }),
});
const streams = new ThreadStreams(host.amqp, post);
const hub = new LiveHub(host.broker, {
  patch: (patch) => post({ type: 'patch', patch }),
  stats: (frame) => post({ type: 'stats', frame }),
  trace: (batch) => post({ type: 'trace', batch }),
});
const wires = new WireHub(host.amqp, (id, news) => post({ type: 'wire', id, news }));

new AccessWatch(host.broker, (users) => post({ type: 'access-changed', users }));

const answers: { readonly [K in CallName]: (question: Calls[K]['question']) => Promise<Calls[K]['answer']> } = {
  management: (request) => host.management(request),
  snapshot: async (vhost) => hub.snapshot(vhost),
  watchWire: async (question) => {
    wires.watch(question);
    return null;
  },
  shutdown: async (text) => {
    hub.close();
    wires.close();
    await host.shutdown(text);
    return null;
  },
};

/** The pieces of a long answer go over without a copy, unless they are shared. */
function buffersOf({ body }: ManagementResponse): ArrayBuffer[] {
  if (typeof body === 'string' || body instanceof Uint8Array) return [];
  return body.map(({ buffer }) => buffer).filter((buffer) => buffer instanceof ArrayBuffer);
}

async function answer(call: Call): Promise<void> {
  const { id, name, question } = call;
  try {
    const value = await (answers[name] as (question: Call['question']) => Promise<Calls[CallName]['answer']>)(question);
    post({ type: 'answer', id, value }, name === 'management' ? buffersOf(value as ManagementResponse) : []);
  } catch (failure) {
    post({ type: 'refusal', id, reason: failure instanceof Error ? failure.message : String(failure) });
  }
}

parentPort?.on('message', (message: ToThread) => {
  switch (message.type) {
    case 'call':
      void answer(message);
      break;
    case 'logged':
      keep(message.level, message.text);
      break;
    case 'http-listening':
      host.httpListening(message.place);
      break;
    case 'subscribe':
      hub.subscribe(message.vhost);
      break;
    case 'unsubscribe':
      hub.unsubscribe(message.vhost);
      break;
    case 'unwatch-wire':
      wires.unwatch(message.id);
      break;
    default:
      streams.handle(message);
  }
});

/** Null when it is not asked for. Rejects with a line that says what to do. */
async function listen<K extends 'amqp' | 'amqps'>(name: K): Promise<K extends 'amqp' ? number : number | null>;
async function listen(name: 'amqp' | 'amqps'): Promise<number | null> {
  const { amqpHost, amqpPort, amqpsPort } = settings.config;
  const port = name === 'amqp' ? amqpPort : amqpsPort;
  if (port === null) return null;
  try {
    return await host.listen(port, name === 'amqp' ? null : settings.tls);
  } catch (failure) {
    throw new Error(explainListenError(failure, { host: amqpHost, port, option: `--${name}-port` }));
  }
}

async function start(): Promise<void> {
  try {
    await host.openStore();
  } catch (failure) {
    return post({ type: 'failed', reason: (failure as Error).message });
  }
  try {
    await host.load();
  } catch (failure) {
    return post({ type: 'failed', reason: `--definitions: ${(failure as Error).message}` });
  }
  try {
    post({ type: 'ready', ports: { amqp: await listen('amqp'), amqps: await listen('amqps') } });
  } catch (failure) {
    post({ type: 'failed', reason: (failure as Error).message });
  }
}

await start();
