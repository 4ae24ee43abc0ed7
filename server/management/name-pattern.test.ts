import { describe, expect, test } from 'vitest';
import { NamePattern, PatternError } from './name-pattern';

const NAMES = [
  '',
  'a',
  'ab',
  'orders',
  'Orders.eu',
  'orders-2',
  'a.b.c',
  'x_1',
  'ÄÖ',
  '😀x',
  'line\nbreak',
  '[x]',
  'aaab',
];

/** Patterns on which JavaScript's own engine agrees. */
const PATTERNS = [
  'a',
  '^a',
  'b$',
  '^$',
  '.',
  '^.$',
  'o.d',
  'a*b',
  '^a+b$',
  'a?b',
  'a{2}',
  'a{2,}',
  'a{2,3}b',
  '(a|b)c?',
  '^(?:orders|a)(-\\d)?$',
  'o(r|x)*d',
  '[a-c]{2}',
  '[^a-z]',
  '[0-9_]$',
  '\\d',
  '^\\w+$',
  '\\.',
  '\\[x\\]',
  'x|^a|$',
  '(a*)*b',
  'ä',
  '[.-]',
  '.*?s',
  '()',
  'a||b',
  '\\s',
  '{',
  'a{,2}',
  '^(?!a)',
  '^(?=.*b)a',
  'a(?!b)',
  '\\bb',
  '\\Bb',
];

describe('a name pattern', () => {
  test.each(PATTERNS)('%s matches what JavaScript matches', (pattern) => {
    const own = new NamePattern(pattern);
    const reference = new RegExp(pattern.replace('{,2}', '\\{,2\\}').replace(/^\{$/, '\\{'), 'iu');
    for (const name of NAMES) expect([name, own.test(name)]).toEqual([name, reference.test(name)]);
  });

  test.each([
    '(',
    ')',
    'a)',
    '[a',
    '[]',
    '*a',
    'a**',
    '\\',
    '(?<!a)b',
    '(?=a(?!b))c',
    '(a)\\1',
    '^*',
    '[z-a]',
    'a{3,2}',
    'a{999}',
    'a'.repeat(201),
    '((a{50}){50}){50}',
  ])('%s is refused', (pattern) => {
    expect(() => new NamePattern(pattern)).toThrow(PatternError);
  });

  test.each(['(a+)+$', '(a|a)*$', '(.*)*x', '.*.*.*.*.*x', '(a?){60}a{60}'])('%s does not take for ever', (pattern) => {
    const started = performance.now();
    try {
      const own = new NamePattern(pattern);
      for (let i = 0; i < 2000; i++) own.test(`${'a'.repeat(250)}!`);
    } catch (failure) {
      expect(failure).toBeInstanceOf(PatternError);
    }
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
