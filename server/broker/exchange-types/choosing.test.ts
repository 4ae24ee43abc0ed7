import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkProperty } from '@/server/testing/seeds';
import type { Binding } from '../binding';
import type { FieldValue } from '../field-table';
import { consistentHash } from './consistent-hash';
import { modulusHash } from './modulus-hash';
import { localRandom, random } from './random';
import { bindingTo, destinationsOf, routerOf, table } from './test-router';

const KEYS = Array.from({ length: 20_000 }, (_, i) => `key-${i}`);
const text = (value: string): FieldValue => ({ type: 'longstr', value });

/** Destinations with different names and their weights. */
const weighted = fc.uniqueArray(fc.tuple(fc.string({ minLength: 1 }), fc.integer({ min: 1, max: 50 })), {
  minLength: 2,
  maxLength: 12,
  selector: ([name]) => name,
});

function hashRouter(weights: readonly (readonly [name: string, weight: number])[]) {
  const router = routerOf(consistentHash);
  const bindings = weights.map(([name, weight]) => bindingTo(name, String(weight)));
  for (const binding of bindings) router.add(binding);
  return { router, bindings };
}

describe('the consistent hash exchange', () => {
  test('gives each destination its share, by the weights', () => {
    checkProperty(
      fc.property(weighted, (weights) => {
        const { router } = hashRouter(weights);
        const counts = new Map<string, number>();
        for (const key of KEYS) {
          const [name = ''] = destinationsOf(router, key);
          counts.set(name, (counts.get(name) ?? 0) + 1);
        }
        const sum = weights.reduce((total, [, weight]) => total + weight, 0);
        for (const [name, weight] of weights) {
          const share = weight / sum;
          // Six standard deviations of as many independent draws.
          const tolerance = 6 * Math.sqrt(KEYS.length * share * (1 - share));
          expect(Math.abs((counts.get(name) ?? 0) - KEYS.length * share)).toBeLessThan(tolerance);
        }
      }),
      20,
    );
  });

  test('moves only the keys of a destination that comes or goes', () => {
    checkProperty(
      fc.property(weighted, (weights) => {
        const { router, bindings } = hashRouter(weights);
        const [leaving] = bindings;
        if (!leaving) return;
        const keys = KEYS.slice(0, 1000);
        const before = keys.map((key) => destinationsOf(router, key)[0]);
        router.remove(leaving);
        const between = keys.map((key) => destinationsOf(router, key)[0]);
        for (const [i, name] of before.entries()) if (name !== leaving.destination.name) expect(between[i]).toBe(name);
        router.add(leaving);
        expect(keys.map((key) => destinationsOf(router, key)[0])).toEqual(before);
      }),
      50,
    );
  });

  test('does not depend on the order of the bindings', () => {
    checkProperty(
      fc.property(weighted, (weights) => {
        const one = hashRouter(weights).router;
        const other = hashRouter([...weights].reverse()).router;
        for (const key of KEYS.slice(0, 200)) expect(destinationsOf(one, key)).toEqual(destinationsOf(other, key));
      }),
      50,
    );
  });

  test('sends each message to exactly one destination, and to none without bindings', () => {
    const { router, bindings } = hashRouter([
      ['a', 1],
      ['b', 2],
    ]);
    expect(KEYS.every((key) => destinationsOf(router, key).length === 1)).toBe(true);
    for (const binding of bindings) router.remove(binding);
    expect(destinationsOf(router, 'key')).toEqual([]);
  });

  test('counts the first of several weights of a destination', () => {
    const router = routerOf(consistentHash);
    const a = bindingTo('a', '1');
    const again = { ...a, bindingKey: '1000' } as Binding;
    const b = bindingTo('b', '1');
    for (const binding of [a, again, b]) router.add(binding);
    const ofA = KEYS.filter((key) => destinationsOf(router, key)[0] === 'a').length;
    expect(Math.abs(ofA / KEYS.length - 0.5)).toBeLessThan(0.03);
  });

  test.each([
    ['a header', { 'hash-header': text('h') }, (value: string) => ({ headers: table({ h: text(value) }) })],
    [
      'a header by the name of LavinMQ',
      { 'x-hash-on': text('h') },
      (value: string) => ({ headers: table({ h: text(value) }) }),
    ],
    ['the message id', { 'hash-property': text('message_id') }, (value: string) => ({ messageId: value })],
    ['the correlation id', { 'hash-property': text('correlation_id') }, (value: string) => ({ correlationId: value })],
  ])('goes by %s when told to, and not by the key', (_what, args, propertiesOf) => {
    const router = routerOf(consistentHash, table(args as Readonly<Record<string, FieldValue>>));
    for (let i = 0; i < 8; i++) router.add(bindingTo(`q${i}`, '1'));
    const found = new Set<string | undefined>();
    for (const value of KEYS.slice(0, 200)) {
      const [name] = destinationsOf(router, 'one', propertiesOf(value));
      found.add(name);
      expect(destinationsOf(router, 'other', propertiesOf(value))).toEqual([name]);
    }
    expect(found.size).toBe(8);
    expect(destinationsOf(router, 'any')).toEqual(destinationsOf(router, 'key'));
  });
});

describe('the modulus hash exchange', () => {
  test('spreads keys evenly, and the same key goes to the same destination', () => {
    const router = routerOf(modulusHash);
    for (const name of ['a', 'b', 'c', 'd']) router.add(bindingTo(name));
    const counts = new Map<string, number>();
    for (const key of KEYS) {
      const [name = ''] = destinationsOf(router, key);
      expect(destinationsOf(router, key)).toEqual([name]);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    for (const count of counts.values()) expect(Math.abs(count - KEYS.length / 4)).toBeLessThan(400);
  });
});

describe('the random exchanges', () => {
  test.each([random, localRandom])('$name chooses every destination, one at a time', (type) => {
    let last = 0;
    // All numbers from 0 to below 1 in turn.
    const router = routerOf(type, undefined, () => (last++ % 10) / 10);
    const bindings = ['a', 'b'].map((name) => bindingTo(name));
    for (const binding of bindings) router.add(binding);
    const chosen = Array.from({ length: 10 }, () => destinationsOf(router, 'any')).flat();
    expect(chosen).toEqual([...Array.from({ length: 5 }, () => 'a'), ...Array.from({ length: 5 }, () => 'b')]);
    router.remove(bindings[0] as (typeof bindings)[0]);
    expect(destinationsOf(router, 'any')).toEqual(['b']);
  });
});
