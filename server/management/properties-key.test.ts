import { expect, test } from 'vitest';
import type { FieldTable } from '@/server/broker/field-table';
import { findByPropertiesKey, propertiesKey } from './properties-key';

const NONE: FieldTable = new Map();

/** What RabbitMQ 3.10 answered. */
test.each([
  ['', '~'],
  ['key', 'key'],
  ['a b', 'a+b'],
  ['~', '%7E'],
  ['k.#', 'k.%23'],
  ['*.x', '%2A.x'],
  ['a+b', 'a%2Bb'],
  ['é/ü', '%C3%A9%2F%C3%BC'],
  ['a\0b', 'a%00b'],
])('the key of %j is %j', (bindingKey, expected) => {
  expect(propertiesKey(bindingKey, NONE)).toBe(expected);
});

test('arguments are told apart by a hash that does not depend on their order', () => {
  const ab: FieldTable = new Map([
    ['a', { type: 'long', value: 1n }],
    ['b', { type: 'bool', value: true }],
  ]);
  const ba: FieldTable = new Map([...ab].reverse());
  expect(propertiesKey('k', ab)).toMatch(/^k~[\w-]{12}$/);
  expect(propertiesKey('k', ab)).toBe(propertiesKey('k', ba));
  expect(propertiesKey('', ab)).toMatch(/^~[\w-]{12}$/);
  expect(propertiesKey('k', new Map([['a', { type: 'long', value: 2n }]]))).not.toBe(propertiesKey('k', ab));
});

test('the exact name wins over a looser reading', () => {
  const space = { bindingKey: 'a b', arguments: NONE };
  const plus = { bindingKey: 'a+b', arguments: NONE };
  expect(findByPropertiesKey([plus, space], 'a+b')).toBe(space);
  expect(findByPropertiesKey([plus, space], 'a%2Bb')).toBe(plus);
  expect(findByPropertiesKey([plus], 'a+b')).toBe(plus);
  expect(findByPropertiesKey([plus, space], 'a b')).toBe(space);
  expect(findByPropertiesKey([plus, space], '~')).toBeUndefined();
});
