import type { Binding } from '@/server/broker/binding';
import type { Exchange, ExchangeOptions } from '@/server/broker/exchange';
import { EMPTY_TABLE, type FieldTable } from '@/server/broker/field-table';
import type { UserLimit, VHostLimit } from '@/server/broker/limits';
import type { Policy } from '@/server/broker/policy';
import type { PasswordHash, PropertiesCodec } from '@/server/broker/ports';
import type { Queue } from '@/server/broker/queue';
import type { QueueOptions } from '@/server/broker/queue-host';
import type { Permission, TopicPermission, User } from '@/server/broker/user';
import type { VHost } from '@/server/broker/vhost';

/** Definitions as JSON. Field tables go as base64 of their wire form, so that every type comes back as it was. */

export interface VHostRecord {
  readonly name: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly defaultQueueType: string | null;
  readonly isProtected: boolean;
  readonly isTraced: boolean;
  readonly limits: readonly (readonly [VHostLimit, number])[];
  readonly policies: readonly Policy[];
  readonly operatorPolicies: readonly Policy[];
}

export interface UserRecord {
  readonly name: string;
  readonly password: PasswordHash | null;
  readonly tags: readonly string[];
  readonly limits: readonly (readonly [UserLimit, number])[];
  readonly permissions: readonly (readonly [vhost: string, permission: Permission])[];
  readonly topicPermissions: readonly (readonly [vhost: string, exchange: string, permission: TopicPermission])[];
}

export interface ExchangeRecord extends Omit<ExchangeOptions, 'arguments'> {
  readonly vhost: string;
  readonly name: string;
  readonly arguments: string;
  /** The number that stands for the exchange in the log; null when it keeps no messages. */
  readonly id?: number | null;
}

export interface QueueRecord extends Omit<QueueOptions, 'arguments' | 'exclusive'> {
  readonly vhost: string;
  readonly name: string;
  /** The number that stands for the queue in the log. */
  readonly id: number;
  readonly arguments: string;
}

export interface BindingRecord {
  readonly vhost: string;
  readonly source: string;
  readonly destination: string;
  readonly isToQueue: boolean;
  readonly bindingKey: string;
  readonly arguments: string;
}

export function vhostRecord(vhost: VHost): VHostRecord {
  const { name, description, tags, defaultQueueType, isProtected, isTraced } = vhost;
  return {
    ...{ name, description, tags, defaultQueueType, isProtected, isTraced },
    limits: [...vhost.limits],
    policies: vhost.policies.all(),
    operatorPolicies: vhost.operatorPolicies.all(),
  };
}

export function userRecord(user: User): UserRecord {
  const { name, password, tags } = user;
  return {
    ...{ name, password, tags },
    limits: [...user.limits],
    permissions: [...user.permissions].map(([vhost, { configure, write, read }]) => [
      vhost,
      { configure, write, read },
    ]),
    topicPermissions: [...user.topicPermissions].flatMap(([vhost, byExchange]) =>
      [...byExchange].map(([exchange, { write, read }]) => [vhost, exchange, { write, read }] as const),
    ),
  };
}

export function exchangeRecord(exchange: Exchange, id: number | null, codec: PropertiesCodec): ExchangeRecord {
  const { vhost, name, type, durable, autoDelete, internal } = exchange;
  return {
    vhost,
    name,
    id,
    type: type.name,
    durable,
    autoDelete,
    internal,
    arguments: encodeTable(exchange.arguments, codec),
  };
}

export function queueRecord(queue: Queue, id: number, codec: PropertiesCodec): QueueRecord {
  const { vhost, name, durable, autoDelete } = queue;
  return { vhost, name, id, durable, autoDelete, arguments: encodeTable(queue.arguments, codec) };
}

export function bindingRecord(
  { source, destination, bindingKey, arguments: args }: Binding,
  codec: PropertiesCodec,
): BindingRecord {
  const isToQueue = destination.kind === 'queue';
  const names = { vhost: source.vhost, source: source.name, destination: destination.name };
  return { ...names, isToQueue, bindingKey, arguments: encodeTable(args, codec) };
}

/** A table travels as the headers of a message without other properties. */
function encodeTable(table: FieldTable, codec: PropertiesCodec): string {
  return table.size === 0 ? '' : Buffer.from(codec.encode({ headers: table })).toString('base64');
}

export function decodeTable(text: string, codec: PropertiesCodec): FieldTable {
  return text === '' ? EMPTY_TABLE : codec.decodeHeaders(Buffer.from(text, 'base64'));
}
