import { Worker } from 'node:worker_threads';
import type { LogLevel } from '@/lib/log-levels';
import type { Config } from '@/server/config';
import { machineMemoryBytes } from '@/server/config-option';
import { describeError, type Log } from '@/server/log';
import type { ManagementRequest, ManagementResponse } from '@/server/management/request';
import type { TlsFiles } from '@/server/tls-files';
import { workerEntry } from '@/server/worker-entry';
import type {
  Engine,
  EngineStream,
  HttpPlace,
  LiveListener,
  LiveSubscription,
  Recovery,
  StreamEnd,
  StreamPeer,
  WireNews,
  WireWatch,
} from './engine';
import { MainStreams } from './main-streams';
import type { AmqpPorts, Call, CallName, Calls, ThreadSettings, ToMain, ToThread } from './port';
import { reachableHost } from './reachable-host';

export interface EmbeddedEngineOptions {
  readonly config: Config;
  readonly version: string;
  readonly definitions: unknown;
  readonly tls: TlsFiles | null;
  readonly log: Log;
  /** The thread has ended without being asked to: nothing works any more. */
  readonly onDeath: (reason: string) => void;
}

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (reason: Error) => void;
}

const MEBIBYTE = 1024 * 1024;
const YOUNG_GENERATION_MB = 64;

/** Starts the broker's thread. */
export function startEmbeddedEngine(options: EmbeddedEngineOptions): Engine {
  return new EmbeddedEngine(options);
}

/** The broker in a thread of this process. */
class EmbeddedEngine implements Engine {
  amqpUrl = '';
  amqpsUrl: string | null = null;
  readonly ready: Promise<void>;
  recovery: Recovery | null = { doneBytes: 0, allBytes: 0 };
  readonly #options: EmbeddedEngineOptions;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Map<string, Set<LiveListener>>();
  readonly #accessListeners = new Set<(users: readonly string[]) => void>();
  readonly #streams: MainStreams;
  readonly #wires = new Map<number, (news: WireNews) => void>();
  #lastCall = 0;
  #lastWire = 0;
  #isClosing = false;
  #onReady: (ports: AmqpPorts) => void = () => {};
  #onFailed: (reason: Error) => void = () => {};

  constructor(options: EmbeddedEngineOptions) {
    this.#options = options;
    const { config, version, definitions, tls } = options;
    this.#worker = startWorker({ config, version, definitions, tls });
    this.#streams = new MainStreams((message, transfer) => this.#post(message, transfer));
    this.ready = new Promise((resolve, reject) => {
      this.#onFailed = reject;
      this.#onReady = ({ amqp, amqps }) => {
        const host = reachableHost(config.amqpHost);
        this.amqpUrl = `amqp://${host}:${amqp}`;
        this.amqpsUrl = amqps === null ? null : `amqps://${host}:${amqps}`;
        this.recovery = null;
        resolve();
      };
    });
    this.#worker.on('message', (message: ToMain) => this.#handle(message));
    this.#worker.on('error', (error) => this.#died(describeError(error)));
    this.#worker.on('exit', (code) => this.#died(`exit code ${code}`));
  }

  management(request: ManagementRequest): Promise<ManagementResponse> {
    return this.#call('management', request);
  }

  subscribe(vhost: string, listener: LiveListener): LiveSubscription {
    const listeners = this.#listeners.get(vhost) ?? new Set();
    this.#listeners.set(vhost, listeners);
    listeners.add(listener);
    if (listeners.size === 1) this.#post({ type: 'subscribe', vhost });
    return {
      snapshot: () => this.#call('snapshot', vhost),
      close: () => {
        if (!listeners.delete(listener) || listeners.size > 0) return;
        this.#listeners.delete(vhost);
        this.#post({ type: 'unsubscribe', vhost });
      },
    };
  }

  onAccessChanged(listener: (users: readonly string[]) => void): void {
    this.#accessListeners.add(listener);
  }

  async watchWire(connection: string, viewer: string, listener: (news: WireNews) => void): Promise<WireWatch> {
    const id = ++this.#lastWire;
    this.#wires.set(id, listener);
    const close = (): void => {
      if (this.#wires.delete(id)) this.#post({ type: 'unwatch-wire', id });
    };
    try {
      await this.#call('watchWire', { id, connection, viewer });
      return { close };
    } catch (failure) {
      close();
      throw failure;
    }
  }

  openStream(peer: StreamPeer, end: StreamEnd): EngineStream {
    return this.#streams.open(peer, end);
  }

  logged(level: LogLevel, text: string): void {
    this.#post({ type: 'logged', level, text });
  }

  httpListening(place: HttpPlace): void {
    this.#post({ type: 'http-listening', place });
  }

  async close(): Promise<void> {
    if (this.#isClosing) return;
    await this.#call('shutdown', "broker forced connection closure with reason 'shutdown'");
    this.#isClosing = true;
    await this.#worker.terminate();
  }

  #call<K extends CallName>(name: K, question: Calls[K]['question']): Promise<Calls[K]['answer']> {
    const id = ++this.#lastCall;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: never) => void, reject });
      this.#post({ type: 'call', id, name, question } as Call);
    });
  }

  #post(message: ToThread, transfer: readonly ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  #handle(message: ToMain): void {
    switch (message.type) {
      case 'ready':
        return this.#onReady(message.ports);
      case 'recovering':
        this.recovery = message.recovery;
        return;
      case 'failed':
        this.#isClosing = true;
        void this.#worker.terminate();
        return this.#onFailed(new Error(message.reason));
      case 'log':
        return this.#options.log(message.level, message.text);
      case 'answer':
        return this.#settle(message.id, (waiting) => waiting.resolve(message.value as never));
      case 'refusal':
        return this.#settle(message.id, (waiting) => waiting.reject(new Error(message.reason)));
      case 'access-changed':
        for (const listener of this.#accessListeners) listener(message.users);
        return;
      case 'patch':
        return this.#tell(message.patch.vhost, (listener) => listener.patch(message.patch));
      case 'stats':
        return this.#tell(message.frame.vhost, (listener) => listener.stats(message.frame));
      case 'trace':
        return this.#tell(message.batch.vhost, (listener) => listener.trace(message.batch));
      case 'wire':
        this.#wires.get(message.id)?.(message.news);
        if (message.news.ended !== null) this.#wires.delete(message.id);
        return;
      default:
        return this.#streams.handle(message);
    }
  }

  #settle(id: number, settle: (waiting: Waiting) => void): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (waiting) settle(waiting);
  }

  #tell(vhost: string, tell: (listener: LiveListener) => void): void {
    for (const listener of this.#listeners.get(vhost) ?? []) tell(listener);
  }

  #died(reason: string): void {
    const error = new Error(`the broker's thread has ended: ${reason}`);
    this.#onFailed(error);
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
    if (this.#isClosing) return;
    this.#isClosing = true;
    this.#options.onDeath(error.message);
  }
}

function startWorker(settings: ThreadSettings): Worker {
  return new Worker(
    ...workerEntry('thread/broker-thread', {
      name: 'broker',
      workerData: settings,
      resourceLimits: {
        maxOldGenerationSizeMb: Math.floor(machineMemoryBytes() / 2 / MEBIBYTE),
        maxYoungGenerationSizeMb: YOUNG_GENERATION_MB,
      },
    }),
  );
}
