import { describe, expect, test } from 'vitest';
import { CompiledPermission } from './user';

describe('a permission', () => {
  test.each<readonly [pattern: string, name: string, allowed: boolean]>([
    ['.*', 'anything', true],
    ['.*', '', true],
    ['', '', true],
    ['', 'a', false],
    ['^$', 'a', false],
    ['^a', 'abc', true],
    ['^a', 'ba', false],
    ['b', 'abc', true],
    ['^(a|b)$', 'b', true],
    ['^amq\\.', 'amq.gen-1', true],
    ['^amq\\.', 'amqgen', false],
  ])('with the pattern %j for the name %j allows: %s', (pattern, name, allowed) => {
    const permission = new CompiledPermission({ configure: pattern, write: '', read: '' });
    expect(permission.allows('configure', name)).toBe(allowed);
  });

  test('keeps its three operations apart', () => {
    const permission = new CompiledPermission({ configure: '^c', write: '^w', read: '^r' });
    const allowed = (name: string) =>
      (['configure', 'write', 'read'] as const).filter((operation) => permission.allows(operation, name));
    expect([allowed('c'), allowed('w'), allowed('r'), allowed('x')]).toEqual([['configure'], ['write'], ['read'], []]);
  });

  test('refuses a pattern that is no regular expression', () => {
    expect(() => new CompiledPermission({ configure: '(', write: '', read: '' })).toThrow(SyntaxError);
  });
});
