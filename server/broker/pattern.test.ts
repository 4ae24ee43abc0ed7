import { describe, expect, test } from 'vitest';
import { compilePattern } from './pattern';
import { PatternMachine } from './pattern-machine';
import { PatternError, parsePattern } from './pattern-syntax';

const NAMES = [
  '',
  'a',
  'A',
  'ab',
  'amq.gen-1',
  'amqgen',
  'orders',
  'orders.eu',
  'Orders',
  'x orders',
  'aaab',
  'a-b',
  'ü',
];

describe('a pattern', () => {
  test.each([
    ...['', '.*', '^$', '^amq\\.', '^(?!amq\\.).*', '^(?!amq\\.)(?!orders).+$', '^[a-z]+$', 'orders$', '(a|b)+$'],
    ...['^(orders|a)(\\..*)?$', '\\borders', '\\Brders', 'a{2,3}b', '(?=.*b)a', '^(?:a|aa)+b$', '.*\\..*\\..*', 'A'],
  ])('%s matches what JavaScript matches, by both engines', (source) => {
    const reference = new RegExp(source);
    const machine = new PatternMachine(parsePattern(source).node);
    for (const name of NAMES) {
      expect([name, compilePattern(source).test(name)]).toEqual([name, reference.test(name)]);
      expect([name, machine.test(name)]).toEqual([name, reference.test(name)]);
    }
  });

  test.each<readonly [source: string, matching: readonly string[]]>([
    ['(?i)^ORDERS$', ['orders', 'Orders']],
    ['\\Aorders\\z', ['orders']],
    ['\\Aorders\\Z', ['orders']],
    ['^[[:alpha:]]+$', ['a', 'A', 'ab', 'amqgen', 'orders', 'Orders', 'aaab']],
    ['^[[:upper:]]', ['A', 'Orders']],
    ['^(?<head>o)r', ['orders', 'orders.eu']],
    ['^(?P<head>o)r', ['orders', 'orders.eu']],
  ])('%s means what it means to RabbitMQ', (source, matching) => {
    expect(NAMES.filter((name) => compilePattern(source).test(name))).toEqual(matching);
  });

  test.each([
    ...['(', ')', '[a', '*', 'a**', '\\', '(a)\\1', '(?<=a)b', '(?>a)', 'a{3,2}', '[[:nope:]]', '(?=a(?=b))'],
    ...['('.repeat(50_000), 'a'.repeat(10_001), '((a{50}){50}){50}'],
  ])('%.20s is refused', (source) => {
    expect(() => compilePattern(source)).toThrow(PatternError);
  });

  test.each([
    ...[
      '(a+)+$',
      '(a|a)*$',
      '^(a|aa)+$',
      '(.*)*x',
      '.*.*.*.*.*x',
      '(a?){60}a{60}',
      '(a|a)'.repeat(40),
      '^(\\w+\\s?)*$',
    ],
    ...['^(?!(a+)+$)x', '(?=(a|a)*$)x', '^(?!.*.*.*.*!).*'],
  ])('%.20s does not take for ever', (source) => {
    const pattern = compilePattern(source);
    const name = `${'a'.repeat(250)}!`;
    const started = performance.now();
    for (let i = 0; i < 10; i++) pattern.test(name);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
