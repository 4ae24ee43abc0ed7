import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkProperty } from '@/server/testing/seeds';
import type { Binding } from '../binding';
import { EMPTY_TABLE } from '../field-table';
import type { Router, RouterPorts } from './exchange-type';
import { topic } from './topic';

/** The topic router asks for nothing. */
const NO_PORTS = {} as RouterPorts;

/** The router looks at binding keys alone. */
function binding(bindingKey: string): Binding {
  return { bindingKey } as Binding;
}

function matches(bindings: readonly Binding[], routingKey: string): string[] {
  const router = topic.createRouter(EMPTY_TABLE, NO_PORTS);
  for (const each of bindings) router.add(each);
  return found(router, routingKey);
}

function found(router: Router, routingKey: string): string[] {
  const keys: string[] = [];
  router.match([routingKey], null, (each) => keys.push(each.bindingKey));
  return keys.sort();
}

/** The words of the spec, one by one: slow and plainly right. */
function naiveMatch(pattern: readonly string[], words: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return words.length === 0;
  if (first === '#') return naiveMatch(rest, words) || (words.length > 0 && naiveMatch(pattern, words.slice(1)));
  return words.length > 0 && (first === '*' || first === words[0]) && naiveMatch(rest, words.slice(1));
}

const split = (key: string): string[] => (key === '' ? [] : key.split('.'));

describe('the topic exchange', () => {
  test.each<readonly [bindingKey: string, routingKey: string, expected: boolean]>([
    ['a.b.c', 'a.b.c', true],
    ['a.b.c', 'a.b', false],
    ['a.b', 'a.b.c', false],
    ['*', 'a', true],
    ['*', 'a.b', false],
    ['*', '', false],
    ['*.b', 'a.b', true],
    ['a.*.c', 'a.b.c', true],
    ['a.*.c', 'a.c', false],
    ['#', '', true],
    ['#', 'a', true],
    ['#', 'a.b.c', true],
    ['a.#', 'a', true],
    ['a.#', 'a.b.c', true],
    ['a.#', 'b', false],
    ['#.c', 'c', true],
    ['#.c', 'a.b.c', true],
    ['#.c', 'a.c.b', false],
    ['a.#.c', 'a.c', true],
    ['a.#.c', 'a.b.b.c', true],
    ['#.b.#', 'b', true],
    ['#.b.#', 'a.b.c', true],
    ['#.b.#', 'a.c', false],
    ['#.#', '', true],
    ['#.#.#', 'a', true],
    ['#.*', '', false],
    ['#.*', 'a', true],
    ['*.#', 'a.b', true],
    ['*.#.*', 'a', false],
    ['*.#.*', 'a.b', true],
    ['', '', true],
    ['', 'a', false],
    ['a..b', 'a..b', true],
    ['a.*.b', 'a..b', true],
    ['a.', 'a.', true],
    ['a.*', 'a.', true],
    ['*.*', '.', true],
    ['a', 'A', false],
    ['a*', 'ab', false],
    ['*', '*', true],
    ['a', '*', false],
    ['a', '#', false],
    ['#', '#', true],
  ])('with the binding key %j and the routing key %j matches: %s', (bindingKey, routingKey, expected) => {
    expect(matches([binding(bindingKey)], routingKey)).toEqual(expected ? [bindingKey] : []);
  });

  test('visits a binding once, although several paths lead to it', () => {
    expect(matches([binding('#.a.#'), binding('#.#')], 'a.a.a')).toEqual(['#.#', '#.a.#']);
  });

  test('finds the same bindings as a naive matcher, also after some of them are gone', () => {
    const word = fc.constantFrom('a', 'b', 'c', '', '*', '#');
    const bindingKey = fc.array(word, { maxLength: 5 }).map((words) => words.join('.'));
    const routingKey = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 6 }).map((words) => words.join('.'));
    checkProperty(
      fc.property(
        fc.array(fc.tuple(bindingKey, fc.boolean()), { maxLength: 12 }),
        fc.array(routingKey),
        (given, keys) => {
          const router = topic.createRouter(EMPTY_TABLE, NO_PORTS);
          const bindings = given.map(([key, stays]) => ({ each: binding(key), stays }));
          for (const { each } of bindings) router.add(each);
          for (const { each, stays } of bindings) if (!stays) router.remove(each);
          const left = bindings.filter(({ stays }) => stays).map(({ each }) => each.bindingKey);
          for (const key of keys) {
            const wanted = left.filter((pattern) => naiveMatch(split(pattern), split(key)));
            expect(found(router, key)).toEqual(wanted.sort());
          }
        },
      ),
      500,
    );
  });

  test('is not slowed down by a binding key of many hashes', () => {
    const words = Array.from({ length: 60 }, () => 'a').join('.');
    const pattern = Array.from({ length: 20 }, () => '#.a').join('.');
    expect(matches([binding(`${pattern}.b`), binding(pattern)], words)).toEqual([pattern]);
  });
});
