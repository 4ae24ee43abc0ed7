import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { AmqpServer } from '@/server/amqp/amqp-server';
import { propertiesCodec } from '@/server/amqp/properties-codec';
import { Broker } from '@/server/broker/broker';
import type { Config } from '@/server/config';
import type { Log } from '@/server/log';
import type { ManagementRequest, ManagementResponse } from './engine';
import { passwordHasher } from './password-hasher';

/** A broker with its doors: AMQP and the management API. */
export interface BrokerHost {
  readonly broker: Broker;
  readonly amqp: AmqpServer;
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
  const user = broker.addUser(config.defaultUser, config.defaultPass, ['administrator']);
  broker.setPermission(user, config.defaultVhost, { configure: '.*', write: '.*', read: '.*' });
  const amqp = new AmqpServer(broker, {
    frameMaxBytes: config.frameMaxBytes,
    channelMax: config.channelMax,
    heartbeatSeconds: config.heartbeatSeconds,
    handshakeTimeoutMs: config.handshakeTimeoutMs,
    maxMessageBytes: config.maxMessageBytes,
    product: 'Warren',
    version,
    clusterName,
    log,
  });
  const handle = async (_request: ManagementRequest): Promise<ManagementResponse> => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: '{"name":"guest","tags":["administrator"]}',
  });
  return {
    broker,
    amqp,
    async management(request) {
      try {
        const response = handle(request);
        // What the request did inside the broker is over by now: deliver before waiting for the answer.
        amqp.endTurn();
        return await response;
      } finally {
        amqp.endTurn();
      }
    },
  };
}
