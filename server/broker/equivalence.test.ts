import { describe, expect, test } from 'vitest';
import { assertSameExchange, assertSameQueue } from './equivalence';
import { BrokerError } from './errors';
import { Exchange, type ExchangeOptions, type ExchangePorts } from './exchange';
import { EMPTY_TABLE, type FieldTable, type FieldValue } from './field-table';
import { Queue } from './queue';
import type { QueueHost, QueueOptions } from './queue-host';

const plainQueue: QueueOptions = { durable: false, autoDelete: false, exclusive: false, arguments: EMPTY_TABLE };
const plainExchange: ExchangeOptions = {
  type: 'direct',
  durable: false,
  autoDelete: false,
  internal: false,
  arguments: EMPTY_TABLE,
};

function args(fields: Readonly<Record<string, FieldValue>>): { readonly arguments: FieldTable } {
  return { arguments: new Map(Object.entries(fields)) };
}

function redeclareQueue(current: Partial<QueueOptions>, received: Partial<QueueOptions>): void {
  const queue = new Queue({ name: '/' } as QueueHost, 'q', null, { ...plainQueue, ...current });
  assertSameQueue(queue, { ...plainQueue, ...received });
}

function redeclareExchange(current: Partial<ExchangeOptions>, received: Partial<ExchangeOptions>): void {
  const exchange = new Exchange('/', 'x', { ...plainExchange, ...current }, {} as ExchangePorts);
  assertSameExchange(exchange, { ...plainExchange, ...received });
}

const ttl = (value: FieldValue) => args({ 'x-message-ttl': value });
const int = (value: number): FieldValue => ({ type: 'signedint', value });

describe('declaring a queue again', () => {
  test.each<readonly [what: string, current: Partial<QueueOptions>, received: Partial<QueueOptions>, text: string]>([
    ['durable', {}, { durable: true }, "'durable' for queue 'q' in vhost '/': received 'true' but current is 'false'"],
    [
      'auto-delete',
      { autoDelete: true },
      {},
      "'auto_delete' for queue 'q' in vhost '/': received 'false' but current is 'true'",
    ],
    [
      'an argument that was absent',
      {},
      ttl(int(60000)),
      "'x-message-ttl' for queue 'q' in vhost '/': received the value '60000' of type 'signedint' but current is none",
    ],
    [
      'an argument left out',
      ttl(int(60000)),
      {},
      "'x-message-ttl' for queue 'q' in vhost '/': received none but current is the value '60000' of type 'signedint'",
    ],
    [
      'another value in another width',
      ttl(int(1)),
      ttl({ type: 'long', value: 2n }),
      "'x-message-ttl' for queue 'q' in vhost '/': received '2' but current is '1'",
    ],
    [
      'a flag',
      args({ 'x-single-active-consumer': { type: 'bool', value: false } }),
      args({ 'x-single-active-consumer': { type: 'bool', value: true } }),
      "'x-single-active-consumer' for queue 'q' in vhost '/': received 'true' but current is 'false'",
    ],
    [
      'the type',
      {},
      args({ 'x-queue-type': { type: 'longstr', value: 'quorum' } }),
      "'x-queue-type' for queue 'q' in vhost '/': received 'quorum' but current is 'classic'",
    ],
  ])('is refused with another %s', (_what, current, received, text) => {
    const refusal = new BrokerError('precondition-failed', `inequivalent arg ${text}`);
    expect(() => redeclareQueue(current, received)).toThrow(refusal);
  });

  test.each<readonly [what: string, current: Partial<QueueOptions>, received: Partial<QueueOptions>]>([
    ['the same properties', { durable: true }, { durable: true }],
    ['the same number in another width', ttl(int(5)), ttl({ type: 'short', value: 5 })],
    ['the default type named', {}, args({ 'x-queue-type': { type: 'longstr', value: 'classic' } })],
    ['another argument that nobody knows', args({ colour: int(1) }), args({ colour: int(2) })],
  ])('is fine with %s', (_what, current, received) => {
    expect(() => redeclareQueue(current, received)).not.toThrow();
  });
});

describe('declaring an exchange again', () => {
  const alternate = (value: string) => args({ 'alternate-exchange': { type: 'longstr', value } });

  test.each<
    readonly [what: string, current: Partial<ExchangeOptions>, received: Partial<ExchangeOptions>, text: string]
  >([
    ['type', {}, { type: 'topic' }, "'type' for exchange 'x' in vhost '/': received 'topic' but current is 'direct'"],
    [
      'durable',
      { durable: true },
      {},
      "'durable' for exchange 'x' in vhost '/': received 'false' but current is 'true'",
    ],
    [
      'auto-delete',
      {},
      { autoDelete: true },
      "'auto_delete' for exchange 'x' in vhost '/': received 'true' but current is 'false'",
    ],
    [
      'internal',
      {},
      { internal: true },
      "'internal' for exchange 'x' in vhost '/': received 'true' but current is 'false'",
    ],
    [
      'alternate exchange',
      alternate('a'),
      alternate('b'),
      "'alternate-exchange' for exchange 'x' in vhost '/': received 'b' but current is 'a'",
    ],
  ])('is refused with another %s', (_what, current, received, text) => {
    const refusal = new BrokerError('precondition-failed', `inequivalent arg ${text}`);
    expect(() => redeclareExchange(current, received)).toThrow(refusal);
  });

  test('is fine with arguments that nobody knows', () => {
    expect(() =>
      redeclareExchange(alternate('a'), args({ 'alternate-exchange': { type: 'longstr', value: 'a' }, b: int(1) })),
    ).not.toThrow();
  });
});
