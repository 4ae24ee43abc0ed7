import type { Reason } from '@/server/broker/errors';
import type { FieldTable } from '@/server/broker/field-table';

/**
 * The methods of AMQP 0-9-1 (spec section 1.2 ff.) with RabbitMQ's extensions, as a table: class id, method id, and the
 * fields in wire order. Adjacent bits share an octet. A field called `reserved...` is read and forgotten, and written as zero.
 */
export const METHODS = {
  'connection.start': [
    10,
    10,
    {
      versionMajor: 'octet',
      versionMinor: 'octet',
      serverProperties: 'table',
      mechanisms: 'longstr',
      locales: 'longstr',
    },
  ],
  'connection.start-ok': [
    10,
    11,
    { clientProperties: 'table', mechanism: 'shortstr', response: 'bytes', locale: 'shortstr' },
  ],
  'connection.secure': [10, 20, { challenge: 'bytes' }],
  'connection.secure-ok': [10, 21, { response: 'bytes' }],
  'connection.tune': [10, 30, { channelMax: 'short', frameMax: 'long', heartbeat: 'short' }],
  'connection.tune-ok': [10, 31, { channelMax: 'short', frameMax: 'long', heartbeat: 'short' }],
  'connection.open': [10, 40, { virtualHost: 'shortstr', reserved1: 'shortstr', reserved2: 'bit' }],
  'connection.open-ok': [10, 41, { reserved1: 'shortstr' }],
  'connection.close': [10, 50, { replyCode: 'short', replyText: 'shortstr', classId: 'short', methodId: 'short' }],
  'connection.close-ok': [10, 51, {}],
  'connection.blocked': [10, 60, { reason: 'shortstr' }],
  'connection.unblocked': [10, 61, {}],
  'connection.update-secret': [10, 70, { newSecret: 'bytes', reason: 'shortstr' }],
  'connection.update-secret-ok': [10, 71, {}],

  'channel.open': [20, 10, { reserved1: 'shortstr' }],
  'channel.open-ok': [20, 11, { reserved1: 'longstr' }],
  'channel.flow': [20, 20, { active: 'bit' }],
  'channel.flow-ok': [20, 21, { active: 'bit' }],
  'channel.close': [20, 40, { replyCode: 'short', replyText: 'shortstr', classId: 'short', methodId: 'short' }],
  'channel.close-ok': [20, 41, {}],

  'access.request': [
    30,
    10,
    { realm: 'shortstr', exclusive: 'bit', passive: 'bit', active: 'bit', write: 'bit', read: 'bit' },
  ],
  'access.request-ok': [30, 11, { ticket: 'short' }],

  'exchange.declare': [
    40,
    10,
    {
      reserved1: 'short',
      exchange: 'shortstr',
      type: 'shortstr',
      passive: 'bit',
      durable: 'bit',
      autoDelete: 'bit',
      internal: 'bit',
      noWait: 'bit',
      arguments: 'table',
    },
  ],
  'exchange.declare-ok': [40, 11, {}],
  'exchange.delete': [40, 20, { reserved1: 'short', exchange: 'shortstr', ifUnused: 'bit', noWait: 'bit' }],
  'exchange.delete-ok': [40, 21, {}],
  'exchange.bind': [
    40,
    30,
    {
      reserved1: 'short',
      destination: 'shortstr',
      source: 'shortstr',
      routingKey: 'shortstr',
      noWait: 'bit',
      arguments: 'table',
    },
  ],
  'exchange.bind-ok': [40, 31, {}],
  'exchange.unbind': [
    40,
    40,
    {
      reserved1: 'short',
      destination: 'shortstr',
      source: 'shortstr',
      routingKey: 'shortstr',
      noWait: 'bit',
      arguments: 'table',
    },
  ],
  'exchange.unbind-ok': [40, 51, {}],

  'queue.declare': [
    50,
    10,
    {
      reserved1: 'short',
      queue: 'shortstr',
      passive: 'bit',
      durable: 'bit',
      exclusive: 'bit',
      autoDelete: 'bit',
      noWait: 'bit',
      arguments: 'table',
    },
  ],
  'queue.declare-ok': [50, 11, { queue: 'shortstr', messageCount: 'long', consumerCount: 'long' }],
  'queue.bind': [
    50,
    20,
    {
      reserved1: 'short',
      queue: 'shortstr',
      exchange: 'shortstr',
      routingKey: 'shortstr',
      noWait: 'bit',
      arguments: 'table',
    },
  ],
  'queue.bind-ok': [50, 21, {}],
  'queue.purge': [50, 30, { reserved1: 'short', queue: 'shortstr', noWait: 'bit' }],
  'queue.purge-ok': [50, 31, { messageCount: 'long' }],
  'queue.delete': [50, 40, { reserved1: 'short', queue: 'shortstr', ifUnused: 'bit', ifEmpty: 'bit', noWait: 'bit' }],
  'queue.delete-ok': [50, 41, { messageCount: 'long' }],
  'queue.unbind': [
    50,
    50,
    { reserved1: 'short', queue: 'shortstr', exchange: 'shortstr', routingKey: 'shortstr', arguments: 'table' },
  ],
  'queue.unbind-ok': [50, 51, {}],

  'basic.qos': [60, 10, { prefetchSize: 'long', prefetchCount: 'short', global: 'bit' }],
  'basic.qos-ok': [60, 11, {}],
  'basic.consume': [
    60,
    20,
    {
      reserved1: 'short',
      queue: 'shortstr',
      consumerTag: 'shortstr',
      noLocal: 'bit',
      noAck: 'bit',
      exclusive: 'bit',
      noWait: 'bit',
      arguments: 'table',
    },
  ],
  'basic.consume-ok': [60, 21, { consumerTag: 'shortstr' }],
  'basic.cancel': [60, 30, { consumerTag: 'shortstr', noWait: 'bit' }],
  'basic.cancel-ok': [60, 31, { consumerTag: 'shortstr' }],
  'basic.publish': [
    60,
    40,
    { reserved1: 'short', exchange: 'shortstr', routingKey: 'shortstr', mandatory: 'bit', immediate: 'bit' },
  ],
  'basic.return': [60, 50, { replyCode: 'short', replyText: 'shortstr', exchange: 'shortstr', routingKey: 'shortstr' }],
  'basic.deliver': [
    60,
    60,
    {
      consumerTag: 'shortstr',
      deliveryTag: 'longlong',
      redelivered: 'bit',
      exchange: 'shortstr',
      routingKey: 'shortstr',
    },
  ],
  'basic.get': [60, 70, { reserved1: 'short', queue: 'shortstr', noAck: 'bit' }],
  'basic.get-ok': [
    60,
    71,
    { deliveryTag: 'longlong', redelivered: 'bit', exchange: 'shortstr', routingKey: 'shortstr', messageCount: 'long' },
  ],
  'basic.get-empty': [60, 72, { reserved1: 'shortstr' }],
  'basic.ack': [60, 80, { deliveryTag: 'longlong', multiple: 'bit' }],
  'basic.reject': [60, 90, { deliveryTag: 'longlong', requeue: 'bit' }],
  'basic.recover-async': [60, 100, { requeue: 'bit' }],
  'basic.recover': [60, 110, { requeue: 'bit' }],
  'basic.recover-ok': [60, 111, {}],
  'basic.nack': [60, 120, { deliveryTag: 'longlong', multiple: 'bit', requeue: 'bit' }],

  'confirm.select': [85, 10, { noWait: 'bit' }],
  'confirm.select-ok': [85, 11, {}],

  'tx.select': [90, 10, {}],
  'tx.select-ok': [90, 11, {}],
  'tx.commit': [90, 20, {}],
  'tx.commit-ok': [90, 21, {}],
  'tx.rollback': [90, 30, {}],
  'tx.rollback-ok': [90, 31, {}],
} as const satisfies Record<string, readonly [classId: number, methodId: number, fields: Record<string, FieldType>]>;

/** Field types of method arguments (spec section 4.2.5). `bytes` is a long string whose bytes are not text. */
export type FieldType = 'bit' | 'octet' | 'short' | 'long' | 'longlong' | 'shortstr' | 'longstr' | 'bytes' | 'table';

interface FieldTypes {
  bit: boolean;
  octet: number;
  short: number;
  long: number;
  /** Up to 2^53; larger values lose precision, and no delivery tag gets there. */
  longlong: number;
  shortstr: string;
  longstr: string;
  bytes: Uint8Array;
  table: FieldTable;
}

export type MethodName = keyof typeof METHODS;

type Fields<M extends MethodName> = (typeof METHODS)[M][2];

/** The arguments of a method, by the spec's names in camel case. */
export type MethodArgs<M extends MethodName> = {
  readonly [F in keyof Fields<M> as F extends `reserved${string}` ? never : F]: Fields<M>[F] extends FieldType
    ? FieldTypes[Fields<M>[F]]
    : never;
};

export function methodKey(classId: number, methodId: number): number {
  return classId * 0x10000 + methodId;
}

/** Reply codes (spec section 1.2) and how far an error reaches: soft ones end the channel, hard ones the connection. */
export const REPLY_CODES: Readonly<Record<Reason, readonly [code: number, scope: 'channel' | 'connection']>> = {
  'content-too-large': [311, 'channel'],
  'no-route': [312, 'channel'],
  'no-consumers': [313, 'channel'],
  'access-refused': [403, 'channel'],
  'not-found': [404, 'channel'],
  'resource-locked': [405, 'channel'],
  'precondition-failed': [406, 'channel'],
  'connection-forced': [320, 'connection'],
  'invalid-path': [402, 'connection'],
  'frame-error': [501, 'connection'],
  'syntax-error': [502, 'connection'],
  'command-invalid': [503, 'connection'],
  'channel-error': [504, 'connection'],
  'unexpected-frame': [505, 'connection'],
  'resource-error': [506, 'connection'],
  'not-allowed': [530, 'connection'],
  'not-implemented': [540, 'connection'],
  'internal-error': [541, 'connection'],
};
