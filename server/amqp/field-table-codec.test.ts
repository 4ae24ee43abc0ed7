import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FieldTable, FieldValue } from '@/server/broker/field-table';
import { anyField, anyScalar, anyTable } from '@/server/testing/arbitraries';
import { checkProperty } from '@/server/testing/seeds';
import { readTable, writeTable } from './field-table-codec';
import { Reader } from './reader';
import { Writer } from './writer';

function encode(table: FieldTable): Uint8Array {
  const writer = new Writer();
  writeTable(writer, table);
  return writer.done().slice();
}

const decode = (bytes: Uint8Array): FieldTable => readTable(new Reader(bytes));

/** A table with one field named `a` whose type octet and value are given in hex. */
function decodeField(hex: string): FieldValue | undefined {
  const field = Buffer.from(hex, 'hex');
  const size = Buffer.alloc(4);
  size.writeUInt32BE(field.length + 2);
  return decode(Uint8Array.from([...size, 1, 0x61, ...field])).get('a');
}

describe('the field table codec', () => {
  test.each(Object.entries(anyScalar))('reads a field of type %s as it was written', (_type, arbitrary) => {
    checkProperty(
      fc.property(arbitrary, (field) => {
        expect(decode(encode(new Map([['key', field]])))).toEqual(new Map([['key', field]]));
      }),
      50,
    );
  });

  test('reads tables and arrays in each other as they were written', () => {
    checkProperty(
      fc.property(anyTable, anyField, (table, field) => {
        const whole = new Map(table).set('one more', field);
        expect(decode(encode(whole))).toEqual(whole);
      }),
    );
  });

  test.each<readonly [hex: string, field: FieldValue]>([
    ['7401', { type: 'bool', value: true }],
    ['62ff', { type: 'byte', value: -1 }],
    ['42ff', { type: 'unsignedbyte', value: 255 }],
    ['73fffe', { type: 'short', value: -2 }],
    ['75fffe', { type: 'unsignedshort', value: 65534 }],
    ['49ffffffff', { type: 'signedint', value: -1 }],
    ['69ffffffff', { type: 'unsignedint', value: 4294967295 }],
    ['6cffffffffffffffff', { type: 'long', value: -1n }],
    ['4c0000000000000001', { type: 'long', value: 1n }],
    ['663fc00000', { type: 'float', value: 1.5 }],
    ['643ff8000000000000', { type: 'double', value: 1.5 }],
    ['44020000007b', { type: 'decimal', scale: 2, value: 123 }],
    ['530000000161', { type: 'longstr', value: 'a' }],
    ['780000000200ff', { type: 'binary', value: Uint8Array.of(0, 255) }],
    ['540000000000000001', { type: 'timestamp', value: 1n }],
    ['56', { type: 'void' }],
    ['410000000256' + '56', { type: 'array', value: [{ type: 'void' }, { type: 'void' }] }],
    ['4600000003016256', { type: 'table', value: new Map([['b', { type: 'void' }]]) }],
  ])('reads %s as RabbitMQ does', (hex, field) => {
    expect(decodeField(hex)).toEqual(field);
  });

  test.each<readonly [what: string, hex: string]>([
    ['of an unknown type', '5a00'],
    ['that ends within its value', '4900'],
    ['whose text is longer than the table', '53000000ff61'],
    ['whose array is longer than the table', '41000000ff'],
    ['whose inner table ends within a name', '460000000205' + '61'],
    ['without a type', ''],
  ])('calls a field %s a syntax error', (_what, hex) => {
    expect(() => decodeField(hex)).toThrow(expect.objectContaining({ reason: 'syntax-error' }));
  });

  test('calls a table cut short at any place a syntax error', () => {
    checkProperty(
      fc.property(anyTable, (table) => {
        const bytes = encode(table);
        const cut = Array.from(bytes, (_, length) => bytes.subarray(0, length));
        for (const part of cut) expect(() => decode(part)).toThrow(expect.objectContaining({ reason: 'syntax-error' }));
      }),
      20,
    );
  });

  test.each(['table', 'array'] as const)('refuses a %s that nests without end', (type) => {
    let field: FieldValue = { type: 'void' };
    for (let depth = 0; depth < 1000; depth++) {
      field = type === 'array' ? { type, value: [field] } : { type, value: new Map([['a', field]]) };
    }
    const bytes = encode(new Map([['a', field]]));
    expect(() => decode(bytes)).toThrow(expect.objectContaining({ reason: 'syntax-error' }));
  });
});
