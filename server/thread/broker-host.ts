import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { AmqpServer } from '@/server/amqp/amqp-server';
import { propertiesCodec } from '@/server/amqp/properties-codec';
import { Broker } from '@/server/broker/broker';
import { DEFAULT_LOGIN_LIMITS } from '@/server/broker/login-guard';
import type { Config } from '@/server/config';
import { describeError, type Log } from '@/server/log';
import { loadFirstDefinitions } from '@/server/management/definitions/first-definitions';
import { createManagement, SAMPLE_INTERVAL_MS } from '@/server/management/handle';
import type { Listener, ManagementOptions, ManagementRequest, ManagementResponse } from '@/server/management/request';
import { createMetrics } from '@/server/metrics/metrics';
import type { TlsFiles } from '@/server/tls-files';
import type { HttpPlace } from './engine';
import { warnOfGuest } from './guest-warning';
import { MachineSampler } from './machine-sampler';
import { passwordHasher } from './password-hasher';
import type { ThreadSettings } from './port';

const PRODUCT = 'Warren';
/** The RabbitMQ release whose management API and behaviour Warren follows. */
const RABBITMQ_VERSION = '4.1.0';

/** The password of guest may be changed, or changed back, at any time. */
const GUEST_WARNING_INTERVAL_MS = 3_600_000;

/** A broker with its doors: AMQP and the management API. */
export interface BrokerHost {
  readonly broker: Broker;
  readonly amqp: AmqpServer;
  /** Brings in the first vhost and user, or the definitions given at the start; rejects when those are wrong. */
  load(): Promise<void>;
  /** Listens for AMQP, over TLS when there are files for it, and returns the port. */
  listen(port: number, tls: TlsFiles | null): Promise<number>;
  httpListening(place: HttpPlace): void;
  management(request: ManagementRequest): Promise<ManagementResponse>;
}

function createBroker(config: Config): Broker {
  return new Broker(
    {
      clock: { now: Date.now },
      passwords: passwordHasher,
      codec: propertiesCodec,
      randomName: () => randomBytes(16).toString('base64url'),
    },
    {
      memoryLimitBytes: config.memoryLimitBytes,
      loopbackUsers: config.loopbackUsers,
      login: {
        ...DEFAULT_LOGIN_LIMITS,
        failuresPerName: config.signInAttemptsPerMinute,
        failuresPerAddress: Math.max(config.signInAttemptsPerMinute, config.loginFailuresPerMinute),
      },
    },
  );
}

export function createBrokerHost({ config, version, definitions, tls }: ThreadSettings, log: Log): BrokerHost {
  const clusterName = config.clusterName || `warren@${hostname()}`;
  const broker = createBroker(config);
  const amqp = new AmqpServer(broker, {
    frameMaxBytes: config.frameMaxBytes,
    channelMax: config.channelMax,
    heartbeatSeconds: config.heartbeatSeconds,
    handshakeTimeoutMs: config.handshakeTimeoutMs,
    maxMessageBytes: config.maxMessageBytes,
    product: PRODUCT,
    version,
    clusterName,
    tlsUser: config.tlsUser,
    anonymousUser: config.anonymousUser,
    log,
  });
  const listeners: Listener[] = [];
  const { tlsClientCert: clientCert } = config;
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
  const warn = (): void => {
    const hosts = listeners.map(({ host }) => host);
    warnOfGuest(broker, hosts, log);
  };
  setInterval(warn, GUEST_WARNING_INTERVAL_MS).unref();
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
    async listen(asked, files) {
      const host = config.amqpHost;
      const port = await amqp.listen(host, asked, files === null ? undefined : { ...files, clientCert });
      const protocol = files === null ? 'amqp' : 'amqp/ssl';
      listeners.push({ protocol, host, port, ...(files && { certificateExpiresAt: files.expiresAt }) });
      return port;
    },
    httpListening({ host, port, isTls }) {
      const expiry = isTls && tls ? { certificateExpiresAt: tls.expiresAt } : {};
      listeners.push({ protocol: isTls ? 'https' : 'http', host, port, ...expiry });
      warn();
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
