import type { Broker } from '@/server/broker/broker';
import type { Parameter } from '@/server/broker/parameters';
import type { Queue } from '@/server/broker/queue';
import {
  type BindingRecord,
  decodeTable,
  type ExchangeRecord,
  type QueueRecord,
  type UserRecord,
  type VHostRecord,
} from './definition-records';
import type { DefinitionKind, StoredDefinition } from './definition-store';

export interface RestoredQueue {
  readonly queue: Queue;
  readonly id: number;
}

/** Builds what the definitions say in a broker that is still empty, and returns its queues. */
export function restoreDefinitions(broker: Broker, definitions: Iterable<StoredDefinition>): RestoredQueue[] {
  const byKind = new Map<DefinitionKind, unknown[]>();
  for (const { kind, value } of definitions) {
    const values = byKind.get(kind) ?? [];
    byKind.set(kind, values);
    values.push(value);
  }
  const of = <T>(kind: DefinitionKind): readonly T[] => (byKind.get(kind) ?? []) as T[];
  for (const record of of<VHostRecord>('vhost')) restoreVHost(broker, record);
  for (const record of of<UserRecord>('user')) restoreUser(broker, record);
  for (const parameter of of<Parameter>('parameter')) broker.parameters.put(parameter);
  for (const { name, value } of of<{ name: string; value: unknown }>('global'))
    broker.parameters.global.set(name, value);
  for (const record of of<ExchangeRecord>('exchange')) restoreExchange(broker, record);
  const queues = of<QueueRecord>('queue').flatMap((record) => restoreQueue(broker, record));
  for (const record of of<BindingRecord>('binding')) restoreBinding(broker, record);
  for (const vhost of broker.vhosts.values()) vhost.applyPolicies();
  return queues;
}

function restoreVHost(broker: Broker, record: VHostRecord): void {
  const vhost = broker.addVHost(record.name, record.description, record.tags);
  vhost.defaultQueueType = record.defaultQueueType;
  vhost.isProtected = record.isProtected;
  vhost.isTraced = record.isTraced;
  for (const [name, value] of record.limits) vhost.limits.set(name, value);
  for (const policy of record.policies) vhost.policies.put(policy);
  for (const policy of record.operatorPolicies) vhost.operatorPolicies.put(policy);
}

function restoreUser(broker: Broker, record: UserRecord): void {
  const { access } = broker;
  const user = access.putUser(record.name, record.password, record.tags);
  for (const [name, value] of record.limits) user.limits.set(name, value);
  for (const [vhost, permission] of record.permissions) access.setPermission(user, vhost, permission);
  for (const [vhost, exchange, permission] of record.topicPermissions) {
    access.setTopicPermission(user, vhost, exchange, permission);
  }
}

function restoreExchange(broker: Broker, { vhost, name, arguments: args, ...options }: ExchangeRecord): void {
  broker.vhosts.get(vhost)?.addExchange(name, { ...options, arguments: decodeTable(args, broker.ports.codec) });
}

/** A queue whose vhost was deleted in the very last moment is gone with it. */
function restoreQueue(broker: Broker, record: QueueRecord): RestoredQueue[] {
  const { vhost, name, id, durable, autoDelete } = record;
  const args = decodeTable(record.arguments, broker.ports.codec);
  const options = { durable, autoDelete, exclusive: false, arguments: args };
  const queue = broker.vhosts.get(vhost)?.addQueue(name, null, options);
  return queue ? [{ queue, id }] : [];
}

function restoreBinding(broker: Broker, record: BindingRecord): void {
  const vhost = broker.vhosts.get(record.vhost);
  const source = vhost?.exchange(record.source);
  const destination = record.isToQueue ? vhost?.queue(record.destination) : vhost?.exchange(record.destination);
  if (!vhost || !source || !destination) return;
  vhost.bind(source, destination, record.bindingKey, decodeTable(record.arguments, broker.ports.codec));
}
