import type { FieldTable, FieldValue } from '@/server/broker/field-table';
import type { Properties } from '@/server/broker/properties';
import { type ErrorCase, hard, soft } from './error-case';

const text = (value: string): FieldValue => ({ type: 'longstr', value });
const int = (value: number): FieldValue => ({ type: 'signedint', value });
const table = (fields: Readonly<Record<string, FieldValue>>): FieldTable => new Map(Object.entries(fields));

/** A message that may not be published as it is. */
function badMessage(what: string, properties: Properties, reply: string): ErrorCase {
  return soft(406, 'basic.publish', what, `PRECONDITION_FAILED - ${reply}`, (client) =>
    client.publish(1, { exchange: 'amq.direct', properties, body: 'x' }),
  );
}

const messages: readonly ErrorCase[] = [
  badMessage('an expiration that is no number', { expiration: 'soon' }, "invalid expiration 'soon': no_integer"),
  badMessage('an empty expiration', { expiration: '' }, "invalid expiration '': no_integer"),
  badMessage('an expiration with a unit', { expiration: '5s' }, 'invalid expiration \'5s\': {leftover_string,"s"}'),
  badMessage('a negative expiration', { expiration: '-1' }, "invalid expiration '-1': {value_negative,-1}"),
  badMessage(
    'an expiration of more than ten years',
    { expiration: '315360000001' },
    "invalid expiration '315360000001': {value_too_large,315360000001}",
  ),
  ...(['CC', 'BCC'] as const).map((name) =>
    badMessage(
      `a ${name} header that is no array`,
      { headers: table({ [name]: text('elsewhere') }) },
      `invalid message: {unacceptable_type_in_header,"${name}",longstr}`,
    ),
  ),
  badMessage(
    'the name of another user',
    { userId: 'somebody' },
    "user_id property set to 'somebody' but authenticated user was 'guest'",
  ),
  badMessage(
    'a reply address without a consumer',
    { replyTo: 'amq.rabbitmq.reply-to' },
    'fast reply consumer does not exist',
  ),
];

const replies: readonly ErrorCase[] = [
  soft(
    406,
    'basic.consume',
    'a reply consumer with acknowledgements',
    'PRECONDITION_FAILED - reply consumer cannot acknowledge',
    (client) => client.send(1, 'basic.consume', { queue: 'amq.rabbitmq.reply-to' }),
  ),
  soft(
    406,
    'basic.consume',
    'a second reply consumer',
    'PRECONDITION_FAILED - reply consumer already set',
    async (client) => {
      await client.call(1, 'basic.consume', { queue: 'amq.rabbitmq.reply-to', noAck: true });
      client.send(1, 'basic.consume', { queue: 'amq.rabbitmq.reply-to', noAck: true });
    },
  ),
  hard(
    530,
    'basic.consume',
    'a reply consumer with a tag in use',
    "NOT_ALLOWED - attempt to reuse consumer tag 'mine'",
    async (client) => {
      await client.call(1, 'queue.declare', { queue: 'own', exclusive: true });
      await client.call(1, 'basic.consume', { queue: 'own', consumerTag: 'mine' });
      client.send(1, 'basic.consume', { queue: 'amq.rabbitmq.reply-to', consumerTag: 'mine', noAck: true });
    },
  ),
  soft(
    404,
    'queue.declare',
    'a reply queue that nobody has',
    "NOT_FOUND - no queue 'amq.rabbitmq.reply-to.nobody' in vhost '/'",
    (client) => client.send(1, 'queue.declare', { queue: 'amq.rabbitmq.reply-to.nobody', passive: true }),
  ),
];

/** An exchange whose arguments are refused. */
function badExchange(type: string, args: Readonly<Record<string, FieldValue>>, reply: string): ErrorCase {
  const what = `an exchange of type ${type} with ${Object.keys(args).join(' and ') || 'no arguments'}`;
  return soft(406, 'exchange.declare', what, `PRECONDITION_FAILED - ${reply}`, (client) =>
    client.send(1, 'exchange.declare', { exchange: 'odd', type, arguments: table(args) }),
  );
}

/** A binding that an exchange of a type refuses. */
function badBinding(type: string, routingKey: string, reply: string): ErrorCase {
  const what = `the binding key '${routingKey}' at an exchange of type ${type}`;
  return soft(406, 'queue.bind', what, `PRECONDITION_FAILED - ${reply}`, async (client) => {
    await client.call(1, 'queue.declare', { queue: 'own', exclusive: true });
    await client.call(1, 'exchange.declare', { exchange: 'brief', type, autoDelete: true });
    await client.call(1, 'queue.bind', { queue: 'own', exchange: 'brief', routingKey: VALID_KEYS[type] ?? '' });
    client.send(1, 'queue.bind', { queue: 'own', exchange: 'brief', routingKey });
  });
}

/** A binding that makes the auto-delete exchange go with the connection. */
const VALID_KEYS: Readonly<Record<string, string>> = { 'x-consistent-hash': '1' };

const consistentHash: readonly ErrorCase[] = [
  badExchange(
    'x-consistent-hash',
    { 'hash-header': text('a'), 'hash-property': text('message_id') },
    'hash-header and hash-property are mutually exclusive',
  ),
  badExchange('x-consistent-hash', { 'hash-property': text('app_id') }, 'Unsupported property: app_id'),
  badBinding('x-consistent-hash', 'many', 'The binding key must be an integer: <<"many">>'),
  badBinding('x-consistent-hash', '', 'The binding key must be an integer: <<>>'),
  badBinding('x-consistent-hash', '0', 'The binding key must be greater than 0'),
  badBinding('x-consistent-hash', '-1', 'The binding key must be greater than 0'),
];

/** Errors that any RabbitMQ of 3.10 and later answers in the same words, with the plugins that it is shipped with. */
export const FEATURE_ERRORS: readonly ErrorCase[] = [...messages, ...replies, ...consistentHash];

/** Errors of what a RabbitMQ of today has, or has with plugins of others, or LavinMQ. */
export const NEWER_ERRORS: readonly ErrorCase[] = [
  badExchange(
    'x-recent-history',
    { 'x-recent-history-length': int(0) },
    "Invalid argument 0, 'x-recent-history-length' must be a positive integer",
  ),
  badExchange(
    'x-recent-history',
    { 'x-recent-history-length': text('3') },
    'Invalid argument <<"3">>, \'x-recent-history-length\' must be a positive integer',
  ),
  badBinding('x-local-random', 'key', "Non empty binding 'key' key not permitted"),
  badBinding('x-consistent-hash', '10001', 'The binding key must not be greater than 10000'),
  badExchange('x-consistent-hash', { 'x-algorithm': text('maglev') }, 'x-algorithm is ring or jump, not maglev'),
  badExchange('x-delayed-message', {}, "Invalid argument, 'x-delayed-type' must be an existing exchange type"),
  badExchange(
    'x-delayed-message',
    { 'x-delayed-type': text('odd') },
    "Invalid argument, 'x-delayed-type' must be an existing exchange type",
  ),
  badExchange(
    'x-delayed-message',
    { 'x-delayed-type': text('x-consistent-hash'), 'hash-property': text('app_id') },
    'Unsupported property: app_id',
  ),
  badExchange(
    'direct',
    { 'x-message-deduplication': text('yes') },
    "invalid arg 'x-message-deduplication' for exchange 'odd' in vhost '/': {unacceptable_type,longstr}",
  ),
  badExchange(
    'direct',
    { 'x-cache-size': int(0) },
    "invalid arg 'x-cache-size' for exchange 'odd' in vhost '/': {value_too_small,0}",
  ),
  soft(
    403,
    'queue.bind',
    'a binding of the reply queue',
    "ACCESS_REFUSED - queue 'amq.rabbitmq.reply-to' in vhost '/' cannot be bound",
    (client) => client.send(1, 'queue.bind', { queue: 'amq.rabbitmq.reply-to', exchange: 'amq.direct' }),
  ),
];
