import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkProperty } from '@/server/testing/seeds';
import type { Binding } from '../binding';
import { BrokerError } from '../errors';
import type { FieldTable, FieldValue } from '../field-table';
import type { Queue } from '../queue';
import { headers, headersMatch } from './headers';
import { routerOf } from './test-router';

const text = (value: string): FieldValue => ({ type: 'longstr', value });
const int = (value: number): FieldValue => ({ type: 'signedint', value });
const nothing: FieldValue = { type: 'void' };

function table(fields: Readonly<Record<string, FieldValue>>): FieldTable {
  return new Map(Object.entries(fields));
}

type Row = readonly [
  what: string,
  args: Readonly<Record<string, FieldValue>>,
  given: Readonly<Record<string, FieldValue>>,
  expected: readonly [all: boolean, any: boolean, allWithX: boolean, anyWithX: boolean],
];

const MODES = ['all', 'any', 'all-with-x', 'any-with-x'];

describe('the headers exchange', () => {
  test.each<Row>([
    ['no arguments', {}, { a: int(1) }, [true, false, true, false]],
    ['no arguments and no headers', {}, {}, [true, false, true, false]],
    ['an equal header', { a: int(1) }, { a: int(1) }, [true, true, true, true]],
    ['another value', { a: int(1) }, { a: int(2) }, [false, false, false, false]],
    ['a missing header', { a: int(1) }, { b: int(1) }, [false, false, false, false]],
    ['one of two', { a: int(1), b: text('x') }, { a: int(1) }, [false, true, false, true]],
    [
      'both of two, and one more',
      { a: int(1), b: text('x') },
      { a: int(1), b: text('x'), c: nothing },
      [true, true, true, true],
    ],
    ['a void argument and any value', { a: nothing }, { a: text('whatever') }, [true, true, true, true]],
    ['a void argument and no header', { a: nothing }, {}, [false, false, false, false]],
    [
      'an x- header that differs',
      { a: int(1), 'x-b': int(1) },
      { a: int(1), 'x-b': int(2) },
      [true, true, false, true],
    ],
    ['an x- header alone that is equal', { 'x-b': int(1) }, { 'x-b': int(1) }, [true, false, true, true]],
    ['text that looks like the number', { a: int(1) }, { a: text('1') }, [false, false, false, false]],
    ['the same integer in another width', { a: int(1) }, { a: { type: 'long', value: 1n } }, [true, true, true, true]],
  ])('with %s decides each of the four modes', (_what, args, given, expected) => {
    const decided = MODES.map((mode) => headersMatch(table({ ...args, 'x-match': text(mode) }), table(given)));
    expect(decided).toEqual(expected);
  });

  test('asks for all when the binding names no mode', () => {
    const args = table({ a: int(1), b: int(2) });
    expect(headersMatch(args, table({ a: int(1) }))).toBe(false);
    expect(headersMatch(args, table({ a: int(1), b: int(2) }))).toBe(true);
  });

  test.each(MODES)('takes a binding with x-match %s', (mode) => {
    expect(() => headers.validateBinding?.('', table({ 'x-match': text(mode) }), {} as Queue)).not.toThrow();
  });

  test.each<readonly [FieldValue, string]>([
    [text('some'), 'Invalid x-match field value <<"some">>; expected all, any, all-with-x, or any-with-x'],
    [int(1), 'Invalid x-match field type signedint (value 1); expected longstr'],
  ])('refuses a binding with x-match %j', (field, message) => {
    const refusal = new BrokerError('precondition-failed', message);
    expect(() => headers.validateBinding?.('', table({ 'x-match': field }), {} as Queue)).toThrow(refusal);
  });
});

/** Few names and few values, so that they meet; some that are equal by value and not by type, and void. */
const anyValue: fc.Arbitrary<FieldValue> = fc.constantFrom<FieldValue>(
  ...[text('1'), text('x'), int(1), int(2), { type: 'long', value: 1n } as const, { type: 'void' } as const],
  ...[{ type: 'bool', value: true } as const, { type: 'array', value: [int(1)] } as const],
);
const anyHeaders = fc.dictionary(fc.constantFrom('a', 'b', 'x-a', 'x-b'), anyValue, { maxKeys: 4 }).map(table);
const anyArguments = fc
  .tuple(anyHeaders, fc.constantFrom(...MODES, undefined))
  .map(([args, mode]) => (mode === undefined ? args : new Map([...args, ['x-match', text(mode)]])));

describe('the index of the bindings', () => {
  test('finds just what matches, each binding once, whatever was bound and unbound', () => {
    const anyBindings = fc.array(fc.record({ args: anyArguments, isUnbound: fc.boolean() }), { maxLength: 20 });
    checkProperty(
      fc.property(anyBindings, anyHeaders, (wanted, given) => {
        const router = routerOf(headers);
        const bindings = wanted.map(({ args }) => ({ arguments: args }) as Binding);
        for (const binding of bindings) router.add(binding);
        for (const [i, { isUnbound }] of wanted.entries()) if (isUnbound) router.remove(bindings[i] as Binding);
        const found: Binding[] = [];
        const content = { message: null, routingKeys: [''], headers: given, properties: {} };
        router.match([''], content, (binding) => found.push(binding));
        const expected = bindings.filter(
          (_, i) => !wanted[i]?.isUnbound && headersMatch(wanted[i]?.args ?? given, given),
        );
        expect(found.length).toBe(expected.length);
        expect(new Set(found)).toEqual(new Set(expected));
      }),
      2000,
    );
  });
});
