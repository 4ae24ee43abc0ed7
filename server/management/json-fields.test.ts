import { describe, expect, test } from 'vitest';
import type { FieldTable } from '@/server/broker/field-table';
import { tableFromJson, tableToJson } from './json-fields';
import { propertiesFromJson, propertiesToJson } from './json-properties';

describe('a field table from JSON', () => {
  test('keeps the types that JSON has', () => {
    const table = tableFromJson('arguments', { i: 5, d: 1.5, s: 'x', t: true, n: null, a: [1, 'y', {}], o: { k: -1 } });
    expect(table).toEqual(
      new Map<string, unknown>([
        ['i', { type: 'long', value: 5n }],
        ['d', { type: 'double', value: 1.5 }],
        ['s', { type: 'longstr', value: 'x' }],
        ['t', { type: 'bool', value: true }],
        ['n', { type: 'void' }],
        [
          'a',
          {
            type: 'array',
            value: [
              { type: 'long', value: 1n },
              { type: 'longstr', value: 'y' },
              { type: 'table', value: new Map() },
            ],
          },
        ],
        ['o', { type: 'table', value: new Map([['k', { type: 'long', value: -1n }]]) }],
      ]),
    );
    expect(tableToJson(table)).toEqual({ i: 5, d: 1.5, s: 'x', t: true, n: null, a: [1, 'y', {}], o: { k: -1 } });
  });

  test('a whole number that 64 bits cannot hold is a double', () => {
    expect(tableFromJson('x', { big: 1e20 }).get('big')).toEqual({ type: 'double', value: 1e20 });
    expect(tableFromJson('x', { edge: -(2 ** 63) }).get('edge')).toEqual({ type: 'long', value: -(2n ** 63n) });
  });

  test.each([3, 'x', null, [1]])('%j is refused', (value) => {
    expect(() => tableFromJson('arguments', value)).toThrow('not_object: arguments');
  });

  test('a key of more than 255 bytes is refused', () => {
    expect(() => tableFromJson('arguments', { ['é'.repeat(128)]: 1 })).toThrow('more than 255 bytes');
  });

  test('deep nesting is refused', () => {
    const table = JSON.parse(`${'{"a":'.repeat(100)}1${'}'.repeat(100)}`);
    const list = { a: JSON.parse(`${'['.repeat(100)}1${']'.repeat(100)}`) };
    expect(() => tableFromJson('arguments', table)).toThrow('nests deeper');
    expect(() => tableFromJson('arguments', list)).toThrow('nests deeper');
  });

  test('a key named __proto__ is a key like any other', () => {
    const table = tableFromJson('arguments', JSON.parse('{"__proto__":{"x":1}}'));
    expect(JSON.stringify(tableToJson(table))).toBe('{"__proto__":{"x":1}}');
  });
});

test('types that JSON lacks are written as RabbitMQ writes them', () => {
  const table: FieldTable = new Map([
    ['text', { type: 'binary', value: Buffer.from('text') }],
    ['bytes', { type: 'binary', value: Uint8Array.of(1, 255) }],
    ['when', { type: 'timestamp', value: 1_700_000_000n }],
    ['decimal', { type: 'decimal', scale: 2, value: 314 }],
    ['float', { type: 'float', value: Math.fround(1.1) }],
  ]);
  expect(tableToJson(table)).toEqual({
    text: 'text',
    bytes: 'Not UTF-8, base64 is: Af8=',
    when: 1_700_000_000,
    decimal: 3.14,
    float: 1.100000023841858,
  });
});

describe('message properties', () => {
  const all = {
    content_type: 'text/plain',
    content_encoding: 'utf8',
    headers: { a: 1 },
    delivery_mode: 2,
    priority: 0,
    correlation_id: 'c',
    reply_to: 'r',
    expiration: '60000',
    message_id: 'm',
    timestamp: 1_700_000_000,
    type: '',
    user_id: 'guest',
    app_id: 'a',
    cluster_id: 'q',
  };

  test('go from JSON and back', () => {
    expect(propertiesToJson(propertiesFromJson(all))).toEqual(all);
  });

  test('are an empty list when there are none', () => {
    expect(propertiesToJson({})).toEqual([]);
    expect(propertiesFromJson([])).toEqual({});
  });

  test('unknown keys and null are passed over', () => {
    expect(propertiesFromJson({ bogus: 1, type: null })).toEqual({});
  });

  test.each([
    [{ delivery_mode: '2' }, 'not_int: delivery_mode'],
    [{ delivery_mode: -1 }, 'not_int: delivery_mode'],
    [{ priority: 256 }, 'priority is above 255'],
    [{ timestamp: 1.5 }, 'not_int: timestamp'],
    [{ content_type: 2 }, 'not_string: content_type'],
    [{ message_id: 'x'.repeat(256) }, 'message_id is longer than 255 bytes'],
    [{ headers: 3 }, 'not_object: headers'],
    [3, 'not_object: properties'],
    ['x', 'not_object: properties'],
    [[1], 'not_object: properties'],
  ])('%j is refused', (given, reason) => {
    expect(() => propertiesFromJson(given)).toThrow(reason);
  });
});
