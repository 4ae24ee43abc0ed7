import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { AmqpServer } from '@/server/amqp/amqp-server';
import { propertiesCodec } from '@/server/amqp/properties-codec';
import { Broker } from '@/server/broker/broker';
import { DEFAULT_LOGIN_LIMITS } from '@/server/broker/login-guard';
import { describeError, type Log } from '@/server/log';
import { loadFirstDefinitions } from '@/server/management/definitions/first-definitions';
import { createManagement, SAMPLE_INTERVAL_MS } from '@/server/management/handle';
import type { Listener, ManagementOptions, ManagementRequest, ManagementResponse } from '@/server/management/request';
import { createMetrics } from '@/server/metrics/metrics';
import type { HttpPlace } from './engine';
import { MachineSampler } from './machine-sampler';
import { passwordHasher } from './password-hasher';
import type { ThreadSettings } from './port';

const PRODUCT = 'Warren';
/** The RabbitMQ release whose management API and behaviour Warren follows. */
const RABBITMQ_VERSION = '4.1.0';

/** A broker with its doors: AMQP and the management API. */
export interface BrokerHost {
  readonly broker: Broker;
  readonly amqp: AmqpServer;
  /** Brings in the first vhost and user, or the definitions given at the start; rejects when those are wrong. */
  load(): Promise<void>;
  /** Listens for AMQP and returns the port. */
  listen(): Promise<number>;
  httpListening(place: HttpPlace): void;
  management(request: ManagementRequest): Promise<ManagementResponse>;
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
    startedAt: Date.now(),
    maxMessageBytes: config.maxMessageBytes,
    metricsNeedUser: config.metricsAuth === 'basic',
    machine: () => machine.numbers,
    onInternalError: (failure) => log('error', `management API: ${describeError(failure)}`),
  };
  const management = createManagement(broker, options);
  const metrics = createMetrics(broker, options);
  setInterval(() => {
    void machine.look();
    management.sample(Date.now());
  }, SAMPLE_INTERVAL_MS).unref();
  return {
    broker,
    amqp,
    async load() {
      void machine.look();
      const first = { name: config.defaultUser, password: config.defaultPass, vhost: config.defaultVhost };
      const done = await loadFirstDefinitions(broker, definitions, first);
      if (definitions !== null) log('info', `${config.definitions}: ${done}`);
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
        return await response;
      } finally {
        amqp.endTurn();
      }
    },
  };
}
