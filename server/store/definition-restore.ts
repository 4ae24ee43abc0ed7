import type { Broker } from '@/server/broker/broker';
import type { DelayedMessages } from '@/server/broker/delayed-messages';
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

/** Something that the log may have messages of, under a number. */
export interface Restored<T> {
  readonly holder: T;
  readonly id: number;
}

export interface RestoredHolders {
  readonly queues: readonly Restored<Queue>[];
  readonly delayed: readonly Restored<DelayedMessages>[];
}

/** Builds what the definitions say in a broker that is still empty, and returns what the log may have messages of. */
export function restoreDefinitions(broker: Broker, definitions: Iterable<StoredDefinition>): RestoredHolders {
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
  const delayed = of<ExchangeRecord>('exchange').flatMap((record) => restoreExchange(broker, record));
  const queues = of<QueueRecord>('queue').flatMap((record) => restoreQueue(broker, record));
  for (const record of of<BindingRecord>('binding')) restoreBinding(broker, record);
  for (const vhost of broker.vhosts.values()) vhost.applyPolicies();
  return { queues, delayed };
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

function restoreExchange(broker: Broker, record: ExchangeRecord): Restored<DelayedMessages>[] {
  const { vhost, name, id, arguments: args, ...options } = record;
  const table = decodeTable(args, broker.ports.codec);
  const holder = broker.vhosts.get(vhost)?.addExchange(name, { ...options, arguments: table }).delayed;
  return holder && typeof id === 'number' ? [{ holder, id }] : [];
}

/** A queue whose vhost was deleted in the very last moment is gone with it. */
function restoreQueue(broker: Broker, record: QueueRecord): Restored<Queue>[] {
  const { vhost, name, id, durable, autoDelete } = record;
  const args = decodeTable(record.arguments, broker.ports.codec);
  const options = { durable, autoDelete, exclusive: false, arguments: args };
  const queue = broker.vhosts.get(vhost)?.addQueue(name, null, options);
  return queue ? [{ holder: queue, id }] : [];
}

function restoreBinding(broker: Broker, record: BindingRecord): void {
  const vhost = broker.vhosts.get(record.vhost);
  const source = vhost?.exchange(record.source);
  const destination = record.isToQueue ? vhost?.queue(record.destination) : vhost?.exchange(record.destination);
  if (!vhost || !source || !destination) return;
  vhost.bind(source, destination, record.bindingKey, decodeTable(record.arguments, broker.ports.codec));
}
