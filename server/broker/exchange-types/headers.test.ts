import { describe, expect, test } from 'vitest';
import { BrokerError } from '../errors';
import type { FieldTable, FieldValue } from '../field-table';
import type { Queue } from '../queue';
import { headers, headersMatch } from './headers';

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
