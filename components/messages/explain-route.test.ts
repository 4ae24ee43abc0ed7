import { expect, test } from 'vitest';
import type { Binding } from '@/lib/management-api';
import { explainUnroutable, knownDestinations } from './explain-route';

function binding(routingKey: string, destination: string): Binding {
  return {
    source: 'x',
    vhost: '/',
    destination,
    destination_type: 'queue',
    routing_key: routingKey,
    arguments: {},
    properties_key: routingKey,
  };
}

const bindings = [binding('a', 'q1'), binding('b', 'q2'), binding('a', 'q3'), binding('', 'q1')];

function destinations(type: string, routingKey: string): string[] {
  return knownDestinations({ exchange: 'x', type, routingKey, bindings }).destinations.map((one) => one.destination);
}

test('the default exchange leads to the queue named by the key', () => {
  const question = { exchange: '', type: 'direct', routingKey: 'orders', bindings: [] };
  expect(knownDestinations(question)).toEqual({
    destinations: [{ destination: 'orders', destination_type: 'queue' }],
    isExact: true,
  });
  expect(explainUnroutable(question)).toContain('no queue is called "orders"');
});

test('a direct exchange leads to equal keys, a fanout exchange everywhere once', () => {
  expect(destinations('direct', 'a')).toEqual(['q1', 'q3']);
  expect(destinations('fanout', 'a')).toEqual(['q1', 'q2', 'q3']);
});

test('patterns and headers are left to the broker', () => {
  expect(knownDestinations({ exchange: 'x', type: 'topic', routingKey: 'a', bindings }).isExact).toBe(false);
});

test('an unroutable message is explained by the bindings there are', () => {
  expect(explainUnroutable({ exchange: 'x', type: 'direct', routingKey: 'c', bindings: [] })).toBe(
    'Nothing is bound to this exchange.',
  );
  expect(explainUnroutable({ exchange: 'x', type: 'direct', routingKey: 'c', bindings })).toBe(
    'No binding has the key "c". Its bindings have: a, b, (empty).',
  );
});
