import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { AmqpServer } from '@/server/amqp/amqp-server';
import { propertiesCodec } from '@/server/amqp/properties-codec';
import { Broker } from '@/server/broker/broker';
import type { Config } from '@/server/config';
import { describeError, type Log } from '@/server/log';
import { createManagement, SAMPLE_INTERVAL_MS } from '@/server/management/handle';
import type { Listener, ManagementRequest, ManagementResponse } from '@/server/management/request';
import type { HttpPlace } from './engine';
import { passwordHasher } from './password-hasher';

const PRODUCT = 'Warren';
/** The RabbitMQ release whose management API and behaviour Warren follows. */
const RABBITMQ_VERSION = '4.1.0';

/** A broker with its doors: AMQP and the management API. */
export interface BrokerHost {
  readonly broker: Broker;
  readonly amqp: AmqpServer;
  /** Listens for AMQP and returns the port. */
  listen(): Promise<number>;
  httpListening(place: HttpPlace): void;
  management(request: ManagementRequest): Promise<ManagementResponse>;
}

export function createBrokerHost(config: Config, version: string, log: Log): BrokerHost {
  const clusterName = config.clusterName || `warren@${hostname()}`;
  const broker = new Broker(
    {
      clock: { now: Date.now },
      passwords: passwordHasher,
      codec: propertiesCodec,
      randomName: () => randomBytes(16).toString('base64url'),
    },
    { memoryLimitBytes: config.memoryLimitBytes, loopbackUsers: ['guest'] },
  );
  broker.addVHost(config.defaultVhost, 'Default virtual host');
  const user = broker.access.addUser(config.defaultUser, config.defaultPass, ['administrator']);
  broker.access.setPermission(user, config.defaultVhost, { configure: '.*', write: '.*', read: '.*' });
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
  const management = createManagement(broker, {
    version,
    rabbitmqVersion: RABBITMQ_VERSION,
    product: PRODUCT,
    nodeName: clusterName,
    clusterName,
    listeners: () => listeners,
    memoryLimitBytes: config.memoryLimitBytes,
    startedAt: Date.now(),
    maxMessageBytes: config.maxMessageBytes,
    onInternalError: (failure) => log('error', `management API: ${describeError(failure)}`),
  });
  setInterval(() => management.sample(Date.now()), SAMPLE_INTERVAL_MS).unref();
  return {
    broker,
    amqp,
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
        const response = management.handle(request);
        // What the request did inside the broker is over by now: deliver before waiting for the answer.
        amqp.endTurn();
        return await response;
      } finally {
        amqp.endTurn();
      }
    },
  };
}
