import { createHash, randomBytes } from 'node:crypto';
import { AmqpServer } from '@/server/amqp/amqp-server';
import type { AmqpOptions } from '@/server/amqp/options';
import { propertiesCodec } from '@/server/amqp/properties-codec';
import { Broker } from '@/server/broker/broker';
import type { BrokerPorts } from '@/server/broker/ports';

export const AMQP_TEST_OPTIONS: AmqpOptions = {
  frameMaxBytes: 131072,
  channelMax: 2047,
  heartbeatSeconds: 60,
  handshakeTimeoutMs: 10_000,
  maxMessageBytes: 16 * 1024 * 1024,
  product: 'Warren',
  version: '0.0.0-test',
  clusterName: 'warren@test',
  tlsUser: 'distinguished_name',
  anonymousUser: '',
  log: () => {},
};

const digest = (password: string): string => createHash('sha256').update(password).digest('base64');

/** Real time, real randomness, and a hash that is quick rather than safe. */
export const testPorts: BrokerPorts = {
  clock: { now: () => Date.now() },
  passwords: {
    hash: (password) => ({ hash: digest(password), algorithm: 'test' }),
    verify: ({ hash }, password) => hash === digest(password),
  },
  codec: propertiesCodec,
  randomName: () => randomBytes(16).toString('base64url'),
};

/** A broker with guest/guest and the vhost `/`, as a fresh installation has it. */
export function createTestBroker(memoryLimitBytes = 1024 * 1024 * 1024): Broker {
  const broker = new Broker(testPorts, { memoryLimitBytes, loopbackUsers: ['guest'] });
  broker.addVHost('/');
  broker.access.setPermission(broker.access.addUser('guest', 'guest', ['administrator']), '/', {
    configure: '.*',
    write: '.*',
    read: '.*',
  });
  return broker;
}

export interface TestBroker {
  readonly broker: Broker;
  readonly amqp: AmqpServer;
  readonly port: number;
  readonly url: string;
  stop(): Promise<void>;
}

/** The broker core and its AMQP server in this thread, on a free port of the loopback interface. */
export async function startTestBroker(
  options: Partial<AmqpOptions> & { readonly memoryLimitBytes?: number } = {},
): Promise<TestBroker> {
  const { memoryLimitBytes, ...amqpOptions } = options;
  const broker = createTestBroker(memoryLimitBytes);
  const amqp = new AmqpServer(broker, { ...AMQP_TEST_OPTIONS, ...amqpOptions });
  const port = await amqp.listen('127.0.0.1', 0);
  return {
    broker,
    amqp,
    port,
    url: `amqp://guest:guest@127.0.0.1:${port}`,
    stop: () => amqp.shutdown('the test is over'),
  };
}
