import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { AmqpServer } from '@/server/amqp/amqp-server';
import { propertiesCodec } from '@/server/amqp/properties-codec';
import { Broker } from '@/server/broker/broker';
import { EventExchange } from '@/server/broker/event-exchange';
import { DEFAULT_LOGIN_LIMITS } from '@/server/broker/login-guard';
import type { Config } from '@/server/config';
import { describeError, type Log } from '@/server/log';
import { loadFirstDefinitions } from '@/server/management/definitions/first-definitions';
import { importDefinitions, tally } from '@/server/management/definitions/import';
import { createManagement, type ManagementApi, SAMPLE_INTERVAL_MS } from '@/server/management/handle';
import type { LogLines } from '@/server/management/log-lines';
import type { Listener, ManagementOptions, ManagementRequest, ManagementResponse } from '@/server/management/request';
import { createMetrics } from '@/server/metrics/metrics';
import { ShovelHost } from '@/server/shovels/shovel-host';
import { Store } from '@/server/store/store';
import { systemTimer } from '@/server/system-timer';
import type { TlsFiles } from '@/server/tls-files';
import type { HttpPlace, Recovery } from './engine';
import { warnOfGuest } from './guest-warning';
import { MachineSampler } from './machine-sampler';
import { passwordHasher } from './password-hasher';
import type { ThreadSettings } from './port';
import { reachableHost } from './reachable-host';
import { StoreProgress } from './store-progress';

const PRODUCT = 'Warren';
/** RabbitMQ's name for a shovel that ends itself. */
const SHOVEL_ACTOR = 'rmq-shovel';
/** The RabbitMQ release whose management API and behaviour Warren follows. */
const RABBITMQ_VERSION = '4.1.0';

/** The password of guest may be changed, or changed back, at any time. */
const GUEST_WARNING_INTERVAL_MS = 3_600_000;

/** A broker with its doors: AMQP and the management API. */
export interface BrokerHost {
  readonly broker: Broker;
  readonly amqp: AmqpServer;
  /** Brings back what the store has kept; rejects with a line that says why the data folder cannot be used. */
  openStore(): Promise<void>;
  /** Brings in the first vhost and user, or the definitions given at the start; rejects when those are wrong. */
  load(): Promise<void>;
  /** Listens for AMQP, over TLS when there are files for it, and returns the port. */
  listen(port: number, tls: TlsFiles | null): Promise<number>;
  httpListening(place: HttpPlace): void;
  management(request: ManagementRequest): Promise<ManagementResponse>;
  /** Closes every connection with this text, and the store. */
  shutdown(text: string): Promise<void>;
}

function createBroker(config: Config, clusterName: string): Broker {
  return new Broker(
    {
      clock: { now: Date.now },
      timer: systemTimer,
      passwords: passwordHasher,
      codec: propertiesCodec,
      random: Math.random,
      randomName: () => randomBytes(16).toString('base64url'),
    },
    {
      memoryLimitBytes: config.memoryLimitBytes,
      pageAboveBytes: config.pageAboveBytes,
      loopbackUsers: config.loopbackUsers,
      nodeName: clusterName,
      login: {
        ...DEFAULT_LOGIN_LIMITS,
        failuresPerName: config.signInAttemptsPerMinute,
        failuresPerAddress: Math.max(config.signInAttemptsPerMinute, config.loginFailuresPerMinute),
      },
    },
  );
}

interface AmqpFacts {
  readonly version: string;
  readonly clusterName: string;
  readonly log: Log;
}

function createAmqpServer(config: Config, broker: Broker, facts: AmqpFacts): AmqpServer {
  const { frameMaxBytes, channelMax, heartbeatSeconds, handshakeTimeoutMs, maxMessageBytes } = config;
  const limits = { frameMaxBytes, channelMax, heartbeatSeconds, handshakeTimeoutMs, maxMessageBytes };
  const { tlsUser, anonymousUser } = config;
  return new AmqpServer(broker, { ...limits, tlsUser, anonymousUser, product: PRODUCT, ...facts });
}

/** Who is told of what happens. */
export interface HostListener {
  readonly log: Log;
  readonly recovering: (recovery: Recovery) => void;
  /** What was logged, for those who ask the management API. */
  readonly logLines: LogLines;
}

/** What the management API is told at the start and what does not change. */
function settledOptions(config: Config, { version, clusterName, log }: AmqpFacts) {
  return {
    version,
    rabbitmqVersion: RABBITMQ_VERSION,
    product: PRODUCT,
    nodeName: clusterName,
    clusterName,
    memoryLimitBytes: config.memoryLimitBytes,
    diskFreeLimitBytes: config.diskFreeLimitBytes,
    startedAt: Date.now(),
    maxMessageBytes: config.maxMessageBytes,
    metricsNeedUser: config.metricsAuth === 'basic',
    onInternalError: (failure: unknown) => log('error', `management API: ${describeError(failure)}`),
  };
}

export function createBrokerHost(
  { config, version, definitions, tls }: ThreadSettings,
  { log, recovering, logLines }: HostListener,
): BrokerHost {
  const clusterName = config.clusterName || `warren@${hostname()}`;
  const broker = createBroker(config, clusterName);
  const events = new EventExchange(broker, config.defaultVhost);
  const amqp = createAmqpServer(config, broker, { version, clusterName, log });
  const listeners: Listener[] = [];
  const { tlsClientCert: clientCert } = config;
  const machine = new MachineSampler(config.dataDir);
  const shovels = new ShovelHost(broker, {
    log,
    clusterName,
    onFinished: () => settingsMayHaveChanged(SHOVEL_ACTOR),
    onEvent: (event, fields) => events.emit(event, fields),
  });
  const settingsMayHaveChanged = (actor?: string): void => {
    events.settingsMayHaveChanged(actor);
    shovels.reconcile();
    store?.recordSettings();
    amqp.endTurn();
  };
  const options: ManagementOptions = {
    ...settledOptions(config, { version, clusterName, log }),
    listeners: () => listeners,
    machine: () => machine.numbers,
    shovels,
    logLines,
    onWritten: settingsMayHaveChanged,
  };
  const warn = (): void => {
    const hosts = listeners.map(({ host }) => host);
    warnOfGuest(broker, hosts, log);
  };
  setInterval(warn, GUEST_WARNING_INTERVAL_MS).unref();
  const management = createManagement(broker, options);
  const metrics = createMetrics(broker, options);
  let store: Store | null = null;
  const look = async (): Promise<void> => {
    await machine.look();
    if (store === null) return;
    watchDisk(store, broker, { free: machine.numbers.diskFreeBytes, limit: config.diskFreeLimitBytes });
    amqp.endTurn();
  };
  setInterval(() => {
    void look();
    void management.samplePaced(Date.now());
  }, SAMPLE_INTERVAL_MS).unref();
  return {
    broker,
    amqp,
    async openStore() {
      if (!config.ephemeral) store = await openStore(config, broker, { amqp, log, recovering });
    },
    async load() {
      await look();
      const done = await loadDefinitions(config, broker, { definitions, isNew: store?.isNew ?? true });
      if (definitions !== null) log('info', `${config.definitions}: ${done}`);
      store?.recordSettings();
      await store?.safe();
      events.watchSettings();
    },
    async listen(asked, files) {
      const host = config.amqpHost;
      const port = await amqp.listen(host, asked, files === null ? undefined : { ...files, clientCert });
      const protocol = files === null ? 'amqp' : 'amqp/ssl';
      if (files === null) shovels.begin({ host: reachableHost(host).replace(/^\[|\]$/g, ''), port });
      listeners.push({ protocol, host, port, ...(files && { certificateExpiresAt: files.expiresAt }) });
      return port;
    },
    httpListening({ host, port, isTls }) {
      const expiry = isTls && tls ? { certificateExpiresAt: tls.expiresAt } : {};
      listeners.push({ protocol: isTls ? 'https' : 'http', host, port, ...expiry });
      warn();
    },
    async management(request) {
      const answer = await answerOf(request.path.startsWith('/metrics') ? metrics : management, request, amqp);
      return store === null || isRead(request) ? answer : await answerWhenSafe(store, answer);
    },
    async shutdown(text) {
      metrics.close();
      await shovels.close();
      await amqp.shutdown(text);
      await store?.close();
    },
  };
}

interface Surroundings extends Omit<HostListener, 'logLines'> {
  readonly amqp: AmqpServer;
}

async function openStore(config: Config, broker: Broker, { amqp, log, recovering }: Surroundings): Promise<Store> {
  const progress = new StoreProgress(log, recovering);
  const store = await Store.open(broker, {
    dataDir: config.dataDir,
    listener: amqp,
    segmentBytes: config.segmentBytes,
    log,
    onProgress: (done, all) => progress.update(done, all),
  });
  progress.end();
  return store;
}

interface ToLoad {
  /** Null for none. */
  readonly definitions: unknown;
  readonly isNew: boolean;
}

/** A store that is not new has its first user and vhost, or has lost them on purpose. */
async function loadDefinitions(config: Config, broker: Broker, { definitions, isNew }: ToLoad): Promise<string> {
  if (isNew) {
    const first = { name: config.defaultUser, password: config.defaultPass, vhost: config.defaultVhost };
    return await loadFirstDefinitions(broker, definitions, first);
  }
  if (definitions === null) return '';
  const { create, change, skip } = tally(await importDefinitions(broker, definitions, null));
  return `${create} definitions created, ${change} changed, ${skip} passed over`;
}

/** A disk that does not tell what is free has enough. The store has its own word while it cannot write. */
function watchDisk(
  store: Store,
  broker: Broker,
  { free, limit }: { readonly free: number; readonly limit: number },
): void {
  if (!store.log.isFailing) broker.setDiskLow(free > 0 && free < limit);
}

async function answerOf(
  api: Pick<ManagementApi, 'handle'>,
  request: ManagementRequest,
  amqp: AmqpServer,
): Promise<ManagementResponse> {
  const response = api.handle(request);
  // What the request did inside the broker is over by now: deliver before waiting for the answer.
  amqp.endTurn();
  const answer = await response;
  amqp.endTurn();
  return answer;
}

function isRead({ method }: ManagementRequest): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}

/** Nobody is told of a change before it is safe. */
async function answerWhenSafe(store: Store, answer: ManagementResponse): Promise<ManagementResponse> {
  try {
    await store.safe();
    return answer;
  } catch (failure) {
    const reason = `the change may get lost: ${(failure as Error).message}`;
    const headers = { 'content-type': 'application/json' };
    return { status: 503, headers, body: JSON.stringify({ error: 'not_stored', reason }) };
  }
}
