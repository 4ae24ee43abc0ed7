import { propertiesCodec } from '@/server/amqp/properties-codec';
import { Broker } from '@/server/broker/broker';
import { type Definitions, definitionsOfBroker, definitionsOfVHost } from '@/server/management/definitions/export';
import { passwordHasher } from '@/server/thread/password-hasher';

const OPTIONS = {
  version: '0.1.0',
  rabbitmqVersion: '4.2.0',
  product: 'Warren',
  nodeName: 'warren@test',
  clusterName: 'warren@test',
  listeners: () => [],
  memoryLimitBytes: 1,
  startedAt: 0,
  maxMessageBytes: 1,
};

/** A broker in which there is nothing at all. */
export function emptyBroker(): Broker {
  let names = 0;
  const ports = {
    clock: { now: () => 0 },
    timer: { start: () => () => {} },
    random: () => 0,
    passwords: passwordHasher,
    codec: propertiesCodec,
    randomName: () => `random-${++names}`,
  };
  return new Broker(ports, { memoryLimitBytes: 1024 ** 3, loopbackUsers: ['guest'] });
}

// biome-ignore lint/suspicious/noExplicitAny: tests read documents and state what they expect.
export type Document = Record<string, any>;

function made({ head, lists }: Definitions): Document {
  const entries = lists.map(([key, things]) => [key, things.map((make) => make())]);
  return JSON.parse(JSON.stringify({ ...head, ...Object.fromEntries(entries) }));
}

export function exportOf(broker: Broker, vhost?: string): Document {
  const found = vhost === undefined ? undefined : broker.vhosts.get(vhost);
  return made(found ? definitionsOfVHost(broker, found, OPTIONS) : definitionsOfBroker(broker, OPTIONS));
}

/** What RabbitMQ 3.10.8 exported of a vhost, of the permissions in it and of its user. */
export const RABBITMQ_EXPORT: Document = {
  rabbit_version: '3.10.8',
  rabbitmq_version: '3.10.8',
  product_name: 'RabbitMQ',
  product_version: '3.10.8',
  users: [
    {
      name: 'app',
      password_hash: 'YrqOpyWJOXJEfRfFstSPm/KiQ+whpfeefj0NT+nR1vhLYMiy',
      hashing_algorithm: 'rabbit_password_hashing_sha256',
      tags: ['administrator'],
      limits: { 'max-connections': 7 },
    },
  ],
  vhosts: [{ name: 'v' }],
  permissions: [{ user: 'app', vhost: 'v', configure: '.*', write: '.*', read: '.*' }],
  topic_permissions: [{ user: 'app', vhost: 'v', exchange: 'amq.topic', write: '^a', read: '.*' }],
  parameters: [
    { value: { 'max-queues': 50 }, vhost: 'v', component: 'vhost-limits', name: 'limits' },
    {
      value: { pattern: '^x', definition: { 'max-length': 5 }, priority: 0, 'apply-to': 'queues' },
      vhost: 'v',
      component: 'operator_policy',
      name: 'o1',
    },
    { value: { uri: 'amqp://other', 'max-hops': 2 }, vhost: 'v', component: 'federation-upstream', name: 'up' },
  ],
  global_parameters: [{ name: 'internal_cluster_id', value: 'rabbitmq-cluster-id-hzU1rMp99MDHlLKtgjbsbg' }],
  policies: [
    {
      vhost: 'v',
      name: 'p1',
      pattern: '^x',
      'apply-to': 'queues',
      definition: { 'max-length': 10, overflow: 'reject-publish' },
      priority: 2,
    },
  ],
  queues: [
    { name: 'q', vhost: 'v', durable: true, auto_delete: false, arguments: { 'x-max-length': 5 } },
    { name: 'qq', vhost: 'v', durable: true, auto_delete: false, arguments: { 'x-queue-type': 'quorum' } },
    { name: 'xq', vhost: 'v', durable: false, auto_delete: true, arguments: {} },
  ],
  exchanges: [
    {
      name: 'h',
      vhost: 'v',
      type: 'headers',
      durable: true,
      auto_delete: false,
      internal: false,
      arguments: { 'alternate-exchange': 'amq.fanout' },
    },
  ],
  bindings: [
    {
      source: 'amq.topic',
      vhost: 'v',
      destination: 'h',
      destination_type: 'exchange',
      routing_key: 'a.#',
      arguments: {},
    },
    {
      source: 'h',
      vhost: 'v',
      destination: 'q',
      destination_type: 'queue',
      routing_key: '',
      arguments: { b: true, f: 1.5, l: [1, 'a'], n: 1, s: 't', t: { a: 1 }, 'x-match': 'any' },
    },
  ],
};
