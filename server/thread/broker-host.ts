import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { AmqpServer } from '@/server/amqp/amqp-server';
import { propertiesCodec } from '@/server/amqp/properties-codec';
import { Broker } from '@/server/broker/broker';
import { DEFAULT_LOGIN_LIMITS } from '@/server/broker/login-guard';
import { describeError, type Log } from '@/server/log';
import { loadFirstDefinitions } from '@/server/management/definitions/first-definitions';
import { importDefinitions, tally } from '@/server/management/definitions/import';
import { createManagement, SAMPLE_INTERVAL_MS } from '@/server/management/handle';
import type { Listener, ManagementOptions, ManagementRequest, ManagementResponse } from '@/server/management/request';
import { createMetrics } from '@/server/metrics/metrics';
import { Store } from '@/server/store/store';
import type { HttpPlace } from './engine';
import { MachineSampler } from './machine-sampler';
import { passwordHasher } from './password-hasher';
import type { ThreadSettings } from './port';
import { StoreProgress } from './store-progress';

const PRODUCT = 'Warren';
/** The RabbitMQ release whose management API and behaviour Warren follows. */
const RABBITMQ_VERSION = '4.1.0';

/** A broker with its doors: AMQP and the management API. */
export interface BrokerHost {
  readonly broker: Broker;
  readonly amqp: AmqpServer;
  /** Brings back what the store has kept; rejects with a line that says why the data folder cannot be used. */
  openStore(): Promise<void>;
  /** Brings in the first vhost and user, or the definitions given at the start; rejects when those are wrong. */
  load(): Promise<void>;
  /** Listens for AMQP and returns the port. */
  listen(): Promise<number>;
  httpListening(place: HttpPlace): void;
  management(request: ManagementRequest): Promise<ManagementResponse>;
  /** Closes every connection with this text, and the store. */
  shutdown(text: string): Promise<void>;
}

export function createBrokerHost({ config, version, definitions }: ThreadSettings, log: Log): BrokerHost {
  const clusterName = config.clusterName || `warren@${hostname()}`;
  const broker = new Broker(
    {
      clock: { now: Date.now },
      passwords: passwordHasher,
      codec: propertiesCodec,
      randomName: () => randomBytes(16).toString('base64url'),
    },
    {
      memoryLimitBytes: config.memoryLimitBytes,
      pageAboveBytes: config.pageAboveBytes,
      loopbackUsers: ['guest'],
      login: {
        ...DEFAULT_LOGIN_LIMITS,
        failuresPerName: config.signInAttemptsPerMinute,
        failuresPerAddress: Math.max(config.signInAttemptsPerMinute, config.loginFailuresPerMinute),
      },
    },
  );
  const amqp = new AmqpServer(broker, {
    frameMaxBytes: config.frameMaxBytes,
    channelMax: config.channelMax,
    heartbeatSeconds: config.heartbeatSeconds,
    handshakeTimeoutMs: config.handshakeTimeoutMs,
    maxMessageBytes: config.maxMessageBytes,
    product: PRODUCT,
    version,
    clusterName,
    log,
  });
  const listeners: Listener[] = [];
  const machine = new MachineSampler(config.dataDir);
  const options: ManagementOptions = {
    version,
    rabbitmqVersion: RABBITMQ_VERSION,
    product: PRODUCT,
    nodeName: clusterName,
    clusterName,
    listeners: () => listeners,
    memoryLimitBytes: config.memoryLimitBytes,
    diskFreeLimitBytes: config.diskFreeLimitBytes,
    startedAt: Date.now(),
    maxMessageBytes: config.maxMessageBytes,
    machine: () => machine.numbers,
    onInternalError: (failure) => log('error', `management API: ${describeError(failure)}`),
  };
  const management = createManagement(broker, options);
  const metrics = createMetrics(broker, options);
  let store: Store | null = null;
  setInterval(() => {
    void machine.look().then(() => watchDisk());
    management.sample(Date.now());
  }, SAMPLE_INTERVAL_MS).unref();
  /** A disk that does not tell what is free has enough. The store has its own word while it cannot write. */
  const watchDisk = (): void => {
    if (store === null || store.log.isFailing) return;
    const { diskFreeBytes } = machine.numbers;
    broker.setDiskLow(diskFreeBytes > 0 && diskFreeBytes < config.diskFreeLimitBytes);
  };
  return {
    broker,
    amqp,
    async openStore() {
      if (config.ephemeral) return;
      const progress = new StoreProgress(log);
      store = await Store.open(broker, {
        dataDir: config.dataDir,
        listener: amqp,
        segmentBytes: config.segmentBytes,
        log,
        onProgress: (done, all) => progress.update(done, all),
      });
      progress.end(store.log.totalBytes);
    },
    async load() {
      await machine.look();
      watchDisk();
      if (store !== null && !store.isNew) {
        if (definitions === null) return;
        const { create, change, skip } = tally(await importDefinitions(broker, definitions, null));
        store.recordSettings();
        log('info', `${config.definitions}: ${create} definitions created, ${change} changed, ${skip} passed over`);
        return;
      }
      const first = { name: config.defaultUser, password: config.defaultPass, vhost: config.defaultVhost };
      const done = await loadFirstDefinitions(broker, definitions, first);
      if (definitions !== null) log('info', `${config.definitions}: ${done}`);
      store?.recordSettings();
      await store?.safe();
    },
    async listen() {
      const port = await amqp.listen(config.amqpHost, config.amqpPort);
      listeners.push({ protocol: 'amqp', host: config.amqpHost, port });
      return port;
    },
    httpListening(place) {
      listeners.push({ protocol: 'http', ...place });
    },
    async management(request) {
      try {
        const api = request.path.startsWith('/metrics') ? metrics : management;
        const response = api.handle(request);
        // What the request did inside the broker is over by now: deliver before waiting for the answer.
        amqp.endTurn();
        const answer = await response;
        return store === null || isRead(request) ? answer : await answerWhenSafe(store, answer);
      } finally {
        amqp.endTurn();
      }
    },
    async shutdown(text) {
      await amqp.shutdown(text);
      await store?.close();
    },
  };
}

function isRead({ method }: ManagementRequest): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}

/** Nobody is told of a change before it is safe. */
async function answerWhenSafe(store: Store, answer: ManagementResponse): Promise<ManagementResponse> {
  store.recordSettings();
  try {
    await store.safe();
    return answer;
  } catch (failure) {
    const reason = `the change may get lost: ${(failure as Error).message}`;
    const headers = { 'content-type': 'application/json' };
    return { status: 503, headers, body: JSON.stringify({ error: 'not_stored', reason }) };
  }
}
