import { describe, expect, test } from 'vitest';
import { Block } from '@/server/broker/block';
import { Address } from '@/server/broker/message';
import type { Route } from '@/server/broker/route';
import { RouteCache } from './route-cache';

function routeTo(key: string, version = 1): Route {
  const bytes = Buffer.from(`\x01x${String.fromCharCode(key.length)}${key}`, 'latin1');
  return { address: new Address('x', key, bytes), version } as Route;
}

/** Looks for the address of a route among other bytes, as it stands in a chunk. */
function find(cache: RouteCache, { address }: Route, version = 1): Route | null {
  const { bytes } = address.block;
  return cache.find(new Block(Buffer.concat([Buffer.of(1, 2, 3), bytes, bytes])), 3, 3 + bytes.length, version);
}

describe('the route cache', () => {
  test.each([1, 8, 9, 1000])('knows each of %i addresses, and no other', (count) => {
    const cache = new RouteCache();
    const routes = Array.from({ length: count }, (_, i) => routeTo(`key.${i}`));
    for (const route of routes) {
      expect(find(cache, route)).toBeNull();
      cache.add(route);
    }
    const missing = routes.filter((route) => find(cache, route) !== route);
    // Addresses with one hash push each other out.
    expect(missing.length).toBeLessThanOrEqual(count > 8 ? 2 : 0);
    expect(find(cache, routeTo('key.other'))).toBeNull();
    for (const route of routes) expect(find(cache, route, 2)).toBeNull();
  });

  test('takes the route of the new topology for the former one', () => {
    const cache = new RouteCache();
    for (let i = 0; i < 20; i++) cache.add(routeTo(`key.${i}`));
    const fresh = routeTo('key.7', 2);
    cache.add(fresh);
    cache.add(routeTo('key.8', 2));
    expect(find(cache, fresh, 2)).toBe(fresh);
    expect(find(cache, fresh, 1)).toBeNull();
  });

  test('does not take one address for another with the same hash', () => {
    const PRIME = 0x01000193;
    const words = (...all: number[]): Buffer => {
      const bytes = Buffer.alloc(4 * all.length);
      for (const [i, word] of all.entries()) bytes.writeInt32BE(word, 4 * i);
      return bytes;
    };
    // Behind a first word that both have, the third makes good for what the second does to the hash.
    const first = 0x01780941;
    const hash = Math.imul(0x811c9dc5 ^ first, PRIME);
    const [one, other] = [0x61616161, 0x62626262];
    const last = one ^ Math.imul(hash ^ one, PRIME) ^ Math.imul(hash ^ other, PRIME);
    const route = { address: new Address('x', 'one', words(first, one, one)), version: 1 } as Route;
    const twin = { address: new Address('x', 'other', words(first, other, last)), version: 1 } as Route;
    const cache = new RouteCache();
    for (let i = 0; i < 20; i++) cache.add(routeTo(`key.${i}`));
    cache.add(route);
    cache.add(routeTo('key.20'));
    expect(find(cache, route)).toBe(route);
    cache.add(routeTo('key.21'));
    expect(find(cache, twin)).toBeNull();
    cache.add(twin);
    cache.add(routeTo('key.22'));
    // They push each other out: so they do have the same hash.
    expect([find(cache, twin), find(cache, route)]).toEqual([twin, null]);
  });

  test('begins anew when it is full', () => {
    const cache = new RouteCache();
    const routes = Array.from({ length: 5000 }, (_, i) => routeTo(`key.${i}`));
    for (const route of routes) cache.add(route);
    expect(find(cache, routes[0] as Route)).toBeNull();
    expect(find(cache, routes[4999] as Route)).toBe(routes[4999]);
  });
});
