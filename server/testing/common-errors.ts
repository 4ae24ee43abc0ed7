import type { MethodName } from '@/server/amqp/spec';
import type { FieldValue } from '@/server/broker/field-table';
import { type ErrorCase, hard, soft } from './error-case';
import type { RawClient } from './raw-client';
import { frame, headerFrame, methodFrame } from './raw-frames';

const text = (value: string): FieldValue => ({ type: 'longstr', value });
const table = (fields: Readonly<Record<string, FieldValue>>) => ({ arguments: new Map(Object.entries(fields)) });

async function declareMine(client: RawClient, queue = 'mine'): Promise<void> {
  await client.call(1, 'queue.declare', { queue, exclusive: true });
}

const missing: readonly ErrorCase[] = [
  ...(
    [
      ['queue.declare', (client) => client.send(1, 'queue.declare', { queue: 'nope', passive: true })],
      ['queue.bind', (client) => client.send(1, 'queue.bind', { queue: 'nope', exchange: 'amq.direct' })],
      ['queue.purge', (client) => client.send(1, 'queue.purge', { queue: 'nope' })],
      ['basic.consume', (client) => client.send(1, 'basic.consume', { queue: 'nope' })],
      ['basic.get', (client) => client.send(1, 'basic.get', { queue: 'nope' })],
    ] as readonly (readonly [MethodName, ErrorCase['act']])[]
  ).map(([method, act]) =>
    soft(404, method, `${method} of a missing queue`, "NOT_FOUND - no queue 'nope' in vhost '/'", act),
  ),
  ...(
    [
      ['exchange.declare', (client) => client.send(1, 'exchange.declare', { exchange: 'nope', passive: true })],
      ['exchange.bind', (client) => client.send(1, 'exchange.bind', { destination: 'nope', source: 'amq.direct' })],
      ['exchange.bind', (client) => client.send(1, 'exchange.bind', { destination: 'amq.direct', source: 'nope' })],
      ['basic.publish', (client) => client.publish(1, { exchange: 'nope', body: 'lost' })],
    ] as readonly (readonly [MethodName, ErrorCase['act']])[]
  ).map(([method, act]) =>
    soft(404, method, `${method} with a missing exchange`, "NOT_FOUND - no exchange 'nope' in vhost '/'", act),
  ),
  soft(
    404,
    'queue.bind',
    'queue.bind to a missing exchange',
    "NOT_FOUND - no exchange 'nope' in vhost '/'",
    async (client) => {
      await declareMine(client);
      client.send(1, 'queue.bind', { queue: 'mine', exchange: 'nope' });
    },
  ),
  ...(['queue.bind', 'queue.purge', 'basic.consume', 'basic.get'] as const).map((method) =>
    soft(
      404,
      method,
      `${method} of the last queue when there is none`,
      'NOT_FOUND - no previously declared queue',
      (client) => client.send(1, method, { queue: '' }),
    ),
  ),
];

const reserved: readonly ErrorCase[] = [
  soft(
    403,
    'queue.declare',
    'a queue with a reserved name',
    "ACCESS_REFUSED - queue name 'amq.mine' contains reserved prefix 'amq.*'",
    (client) => client.send(1, 'queue.declare', { queue: 'amq.mine' }),
  ),
  soft(
    403,
    'exchange.declare',
    'an exchange with a reserved name',
    "ACCESS_REFUSED - exchange name 'amq.mine' contains reserved prefix 'amq.*'",
    (client) => client.send(1, 'exchange.declare', { exchange: 'amq.mine', type: 'direct' }),
  ),
  soft(
    403,
    'exchange.delete',
    'the deletion of a predeclared exchange',
    "ACCESS_REFUSED - deletion of system exchange 'amq.direct' in vhost '/' not allowed",
    (client) => client.send(1, 'exchange.delete', { exchange: 'amq.direct' }),
  ),
  ...(
    [
      ['exchange.declare', (client) => client.send(1, 'exchange.declare', { exchange: '', type: 'direct' })],
      ['exchange.delete', (client) => client.send(1, 'exchange.delete', { exchange: '' })],
      ['exchange.bind', (client) => client.send(1, 'exchange.bind', { destination: 'amq.direct', source: '' })],
      ['exchange.bind', (client) => client.send(1, 'exchange.bind', { destination: '', source: 'amq.direct' })],
      [
        'queue.bind',
        async (client) => {
          await declareMine(client);
          client.send(1, 'queue.bind', { queue: 'mine', exchange: '', routingKey: 'k' });
        },
      ],
    ] as readonly (readonly [MethodName, ErrorCase['act']])[]
  ).map(([method, act]) =>
    soft(
      403,
      method,
      `${method} on the default exchange`,
      'ACCESS_REFUSED - operation not permitted on the default exchange',
      act,
    ),
  ),
  soft(
    403,
    'basic.publish',
    'a message for an internal exchange',
    "ACCESS_REFUSED - cannot publish to internal exchange 'inside' in vhost '/'",
    async (client) => {
      await client.call(1, 'exchange.declare', { exchange: 'inside', type: 'fanout', internal: true, durable: true });
      client.publish(1, { exchange: 'inside', body: 'x' });
    },
  ),
];

const inUse: readonly ErrorCase[] = [
  soft(
    406,
    'queue.delete',
    'the deletion of a queue in use, if unused',
    "PRECONDITION_FAILED - queue 'mine' in vhost '/' in use",
    async (client) => {
      await declareMine(client);
      await client.call(1, 'basic.consume', { queue: 'mine' });
      client.send(1, 'queue.delete', { queue: 'mine', ifUnused: true });
    },
  ),
  soft(
    406,
    'queue.delete',
    'the deletion of a full queue, if empty',
    "PRECONDITION_FAILED - queue 'mine' in vhost '/' not empty",
    async (client) => {
      await client.call(1, 'confirm.select');
      await declareMine(client);
      client.publish(1, { routingKey: 'mine', body: 'x' });
      await client.expect(1, 'basic.ack');
      client.send(1, 'queue.delete', { queue: 'mine', ifEmpty: true });
    },
  ),
  soft(
    406,
    'exchange.delete',
    'the deletion of a bound exchange, if unused',
    "PRECONDITION_FAILED - exchange 'bound' in vhost '/' in use",
    async (client) => {
      await declareMine(client);
      await client.call(1, 'exchange.declare', { exchange: 'bound', type: 'fanout' });
      await client.call(1, 'queue.bind', { queue: 'mine', exchange: 'bound' });
      client.send(1, 'exchange.delete', { exchange: 'bound', ifUnused: true });
    },
  ),
  soft(
    403,
    'basic.consume',
    'a consumer beside an exclusive one',
    "ACCESS_REFUSED - queue 'mine' in vhost '/' in exclusive use",
    async (client) => {
      await declareMine(client);
      await client.call(1, 'basic.consume', { queue: 'mine', exclusive: true });
      client.send(1, 'basic.consume', { queue: 'mine' });
    },
  ),
  soft(
    403,
    'basic.consume',
    'an exclusive consumer beside another',
    "ACCESS_REFUSED - queue 'mine' in vhost '/' in exclusive use",
    async (client) => {
      await declareMine(client);
      await client.call(1, 'basic.consume', { queue: 'mine' });
      client.send(1, 'basic.consume', { queue: 'mine', exclusive: true });
    },
  ),
  hard(
    530,
    'basic.consume',
    'a consumer tag used twice',
    "NOT_ALLOWED - attempt to reuse consumer tag 'tag'",
    async (client) => {
      await declareMine(client);
      await client.call(1, 'basic.consume', { queue: 'mine', consumerTag: 'tag' });
      client.send(1, 'basic.consume', { queue: 'mine', consumerTag: 'tag' });
    },
  ),
];

const properties: readonly ErrorCase[] = [
  soft(
    406,
    'queue.declare',
    'a queue declared again with other properties',
    "PRECONDITION_FAILED - inequivalent arg 'auto_delete' for queue 'mine' in vhost '/': received 'true' but current is 'false'",
    async (client) => {
      await declareMine(client);
      client.send(1, 'queue.declare', { queue: 'mine', exclusive: true, autoDelete: true });
    },
  ),
  soft(
    406,
    'exchange.declare',
    'an exchange declared again with another type',
    "PRECONDITION_FAILED - inequivalent arg 'type' for exchange 'amq.direct' in vhost '/': received 'fanout' but current is 'direct'",
    (client) => client.send(1, 'exchange.declare', { exchange: 'amq.direct', type: 'fanout', durable: true }),
  ),
  soft(
    406,
    'exchange.declare',
    'an unknown exchange type',
    "PRECONDITION_FAILED - unknown exchange type 'odd'",
    (client) => client.send(1, 'exchange.declare', { exchange: 'x', type: 'odd' }),
  ),
  soft(
    406,
    'queue.declare',
    'an unknown queue type',
    "PRECONDITION_FAILED - invalid arg 'x-queue-type' for queue 'x' in vhost '/': \"unsupported queue type 'odd'\"",
    (client) => client.send(1, 'queue.declare', { queue: 'x', ...table({ 'x-queue-type': text('odd') }) }),
  ),
  soft(
    406,
    'queue.declare',
    'a transient quorum queue',
    "PRECONDITION_FAILED - invalid property 'non-durable' for queue 'x' in vhost '/'",
    (client) => client.send(1, 'queue.declare', { queue: 'x', ...table({ 'x-queue-type': text('quorum') }) }),
  ),
  soft(
    406,
    'queue.bind',
    'a headers binding with an unknown mode',
    'PRECONDITION_FAILED - Invalid x-match field value <<"some">>; expected all, any, all-with-x, or any-with-x',
    async (client) => {
      await declareMine(client);
      client.send(1, 'queue.bind', { queue: 'mine', exchange: 'amq.headers', ...table({ 'x-match': text('some') }) });
    },
  ),
  soft(
    406,
    'basic.publish',
    'a user id that is not the user',
    "PRECONDITION_FAILED - user_id property set to 'root' but authenticated user was 'guest'",
    (client) => client.publish(1, { body: 'x', properties: { userId: 'root' } }),
  ),
  soft(
    406,
    'basic.publish',
    'a message that is too large',
    'PRECONDITION_FAILED - message size 20000000 is larger than configured max size 16777216',
    (client) => client.write(methodFrame(1, 'basic.publish'), headerFrame(1, 20_000_000)),
  ),
];

const settling: readonly ErrorCase[] = (['basic.ack', 'basic.nack', 'basic.reject'] as const).flatMap((method) => [
  soft(406, method, `${method} of an unknown delivery tag`, 'PRECONDITION_FAILED - unknown delivery tag 99', (client) =>
    client.send(1, method, { deliveryTag: 99 }),
  ),
  soft(
    406,
    method,
    `${method} of the same delivery twice`,
    'PRECONDITION_FAILED - unknown delivery tag 1',
    async (client) => {
      await client.call(1, 'confirm.select');
      await declareMine(client);
      client.publish(1, { routingKey: 'mine', body: 'x' });
      await client.expect(1, 'basic.ack');
      client.send(1, 'basic.get', { queue: 'mine' });
      await client.content(1, 'basic.get-ok');
      client.send(1, method, { deliveryTag: 1 });
      client.send(1, method, { deliveryTag: 1 });
    },
  ),
]);

const unsupported: readonly ErrorCase[] = [
  hard(540, 'basic.qos', 'a prefetch size', 'NOT_IMPLEMENTED - prefetch_size!=0 (5)', (client) =>
    client.send(1, 'basic.qos', { prefetchSize: 5 }),
  ),
  soft(
    406,
    'tx.commit',
    'a commit without a transaction',
    'PRECONDITION_FAILED - channel is not transactional',
    (client) => client.send(1, 'tx.commit'),
  ),
  soft(
    406,
    'tx.rollback',
    'a rollback without a transaction',
    'PRECONDITION_FAILED - channel is not transactional',
    (client) => client.send(1, 'tx.rollback'),
  ),
  soft(
    406,
    'tx.select',
    'a transaction on a channel with confirms',
    'PRECONDITION_FAILED - cannot switch from confirm to tx mode',
    async (client) => {
      await client.call(1, 'confirm.select');
      client.send(1, 'tx.select');
    },
  ),
  soft(
    406,
    'confirm.select',
    'confirms on a channel with transactions',
    'PRECONDITION_FAILED - cannot switch from tx to confirm mode',
    async (client) => {
      await client.call(1, 'tx.select');
      client.send(1, 'confirm.select');
    },
  ),
];

const wrongFrames: readonly ErrorCase[] = [
  hard(503, 'basic.qos-ok', 'a method that only the broker sends', 'COMMAND_INVALID - unimplemented method', (client) =>
    client.send(1, 'basic.qos-ok'),
  ),
  hard(
    504,
    'connection.tune-ok',
    'a method of the handshake after it',
    'CHANNEL_ERROR - unexpected method in connection state running',
    (client) => client.send(0, 'connection.tune-ok'),
  ),
  hard(504, 'channel.open', 'a second channel.open', "CHANNEL_ERROR - second 'channel.open' seen", (client) =>
    client.send(1, 'channel.open'),
  ),
  hard(
    504,
    'basic.qos',
    'a method on a channel that is not open',
    "CHANNEL_ERROR - expected 'channel.open'",
    (client) => client.send(2, 'basic.qos'),
  ),
  hard(
    505,
    null,
    'a content header without a method',
    'UNEXPECTED_FRAME - expected method frame, got non method frame instead',
    (client) => client.write(headerFrame(1, 1)),
  ),
  hard(
    505,
    null,
    'a content body without a method',
    'UNEXPECTED_FRAME - expected method frame, got non method frame instead',
    (client) => client.write(frame(3, 1, Buffer.from('x'))),
  ),
  hard(
    505,
    'basic.publish',
    'a method instead of a content header',
    'UNEXPECTED_FRAME - expected content header for class 60, got non content header frame instead',
    (client) => client.write(methodFrame(1, 'basic.publish'), methodFrame(1, 'basic.qos')),
  ),
  hard(
    505,
    'basic.publish',
    'a message instead of a content header',
    'UNEXPECTED_FRAME - expected content header for class 60, got non content header frame instead',
    (client) => client.write(methodFrame(1, 'basic.publish'), methodFrame(1, 'basic.publish')),
  ),
  hard(
    505,
    'basic.publish',
    'a body instead of a content header',
    'UNEXPECTED_FRAME - expected content header for class 60, got non content header frame instead',
    (client) => client.write(methodFrame(1, 'basic.publish'), frame(3, 1, Buffer.from('x'))),
  ),
  hard(
    505,
    'basic.publish',
    'a method instead of a content body',
    'UNEXPECTED_FRAME - expected content body, got non content body frame instead',
    (client) => client.write(methodFrame(1, 'basic.publish'), headerFrame(1, 5), methodFrame(1, 'basic.qos')),
  ),
  hard(
    505,
    'basic.publish',
    'a second content header instead of a body',
    'UNEXPECTED_FRAME - expected content body, got non content body frame instead',
    (client) => client.write(methodFrame(1, 'basic.publish'), headerFrame(1, 5), headerFrame(1, 5)),
  ),
];

/** Errors that RabbitMQ answers in the same words. */
export const COMMON_ERRORS: readonly ErrorCase[] = [
  ...missing,
  ...reserved,
  ...inUse,
  ...properties,
  ...settling,
  ...unsupported,
  ...wrongFrames,
];
