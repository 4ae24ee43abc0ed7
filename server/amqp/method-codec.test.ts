import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BrokerError } from '@/server/broker/errors';
import { EMPTY_TABLE } from '@/server/broker/field-table';
import { anyShortText, anyTable } from '@/server/testing/arbitraries';
import { checkProperty } from '@/server/testing/seeds';
import { decodeMethod, encodeMethod } from './method-codec';
import { type FieldType, METHODS, type MethodArgs, type MethodName } from './spec';

const byType: Readonly<Record<FieldType, fc.Arbitrary<unknown>>> = {
  bit: fc.boolean(),
  octet: fc.nat(0xff),
  short: fc.nat(0xffff),
  long: fc.nat(0xffff_ffff),
  longlong: fc.maxSafeNat(),
  shortstr: anyShortText,
  longstr: fc.string({ unit: 'grapheme', maxLength: 300 }),
  bytes: fc.uint8Array({ maxLength: 300 }),
  table: anyTable,
};

const isSent = ([field]: readonly [string, FieldType]): boolean => !field.startsWith('reserved');

function anyArgs(name: MethodName): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.entries(METHODS[name][2]) as [string, FieldType][];
  return fc.record(Object.fromEntries(fields.filter(isSent).map(([field, type]) => [field, byType[type]])));
}

/** What a peer reads in the fields that nobody sets. */
function withReserved(name: MethodName, args: Record<string, unknown>): Record<string, unknown> {
  const fields = Object.entries(METHODS[name][2]) as [string, FieldType][];
  const reserved = fields.filter((field) => !isSent(field));
  const zero = (type: FieldType): unknown => (type === 'bit' ? false : type === 'short' ? 0 : '');
  return { ...args, ...Object.fromEntries(reserved.map(([field, type]) => [field, zero(type)])) };
}

const names = Object.keys(METHODS) as MethodName[];

describe('the method codec', () => {
  test.each(names)('reads %s as it was written', (name) => {
    checkProperty(
      fc.property(anyArgs(name), (args) => {
        const decoded = decodeMethod(encodeMethod(name, args as MethodArgs<typeof name>));
        expect(decoded).toEqual({ name, args: withReserved(name, args) });
      }),
      20,
    );
  });

  test.each(names)('calls %s cut short a syntax error', (name) => {
    const [args] = fc.sample(anyArgs(name), { numRuns: 1, seed: 7 });
    const bytes = encodeMethod(name, args as MethodArgs<typeof name>).slice();
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeMethod(bytes, 0, length)).toThrow(expect.objectContaining({ reason: 'syntax-error' }));
    }
  });

  test('does not know class 60 method 99', () => {
    const unknown = new BrokerError('command-invalid', 'unimplemented method');
    expect(() => decodeMethod(Uint8Array.of(0, 60, 0, 99))).toThrow(unknown);
  });

  test.each<readonly [MethodName, Record<string, unknown>, string]>([
    ['connection.tune', { channelMax: 2047, frameMax: 131072, heartbeat: 60 }, '000a001e07ff00020000003c'],
    ['connection.open', { virtualHost: '/' }, '000a0028012f0000'],
    ['connection.close', { replyCode: 320, replyText: 'X', classId: 0, methodId: 0 }, '000a00320140015800000000'],
    ['channel.open', {}, '0014000a00'],
    [
      'exchange.declare',
      {
        exchange: 'x',
        type: 'topic',
        passive: false,
        durable: true,
        autoDelete: true,
        internal: false,
        noWait: false,
        arguments: EMPTY_TABLE,
      },
      '0028000a00000178' + '05746f706963' + '06' + '00000000',
    ],
    [
      'queue.declare',
      {
        queue: 'q',
        passive: true,
        durable: false,
        exclusive: true,
        autoDelete: false,
        noWait: true,
        arguments: new Map([['a', { type: 'bool', value: true }]]),
      },
      '0032000a00000171' + '15' + '00000004' + '01617401',
    ],
    ['basic.qos', { prefetchSize: 0, prefetchCount: 10, global: true }, '003c000a00000000000a01'],
    [
      'basic.deliver',
      { consumerTag: 'c', deliveryTag: 258, redelivered: true, exchange: '', routingKey: 'k' },
      '003c003c0163' + '0000000000000102' + '01' + '00' + '016b',
    ],
    ['basic.ack', { deliveryTag: 2 ** 40 + 1, multiple: true }, '003c0050000001000000000101'],
    ['basic.nack', { deliveryTag: 1, multiple: false, requeue: true }, '003c0078000000000000000102'],
    ['confirm.select', { noWait: false }, '0055000a00'],
  ])('writes %s as the specification has it', (name, args, hex) => {
    expect(Buffer.from(encodeMethod(name, args as never)).toString('hex')).toBe(hex);
  });
});
