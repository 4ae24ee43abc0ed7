import { expect, test } from 'vitest';
import { greeting, type SnippetSpec } from '@/lib/snippets/snippet';
import { whatItDoes } from './what-it-does';

const queue = { name: 'orders', type: 'classic', durable: true, arguments: {}, isNew: false };
const spec: SnippetSpec = {
  role: 'publish',
  host: 'localhost',
  port: 5672,
  httpUrl: 'http://localhost:15672',
  vhost: '/',
  user: 'guest',
  exchange: { name: '', type: 'direct', durable: true, arguments: {} },
  routingKey: 'orders',
  queue,
  message: greeting,
  prefetch: 10,
};
const events = { ...spec.exchange, name: 'events' };

test.each([
  [{}, {}, 'Publishes one persistent message to the queue orders, waits until the broker has it, and ends.'],
  [
    { queue: { ...queue, isNew: true } },
    {},
    'Declares the durable queue orders, which is not there yet. Publishes one',
  ],
  [{ exchange: events, routingKey: 'a.b', queue: null }, {}, 'to the exchange events with the routing key a.b,'],
  [{ role: 'consume' as const }, {}, 'Takes the messages of the queue orders, at most 10 at once, prints each'],
  [{ role: 'consume' as const, prefetch: 0 }, {}, 'queue orders, prints each and acknowledges it'],
  [{ role: 'consume' as const }, { id: 'curl' }, 'Shows the first message of the queue orders and puts it back.'],
  [{ role: 'consume' as const, exchange: events, queue: null, routingKey: '#' }, {}, 'bound to events with the key #'],
  [{ exchange: events }, { declaresOnly: true as const }, 'Declares the exchange events and the queue orders as here.'],
])('%j in %j', (change, language, said) => {
  expect(whatItDoes({ ...spec, ...change }, { id: 'python', ...language })).toContain(said);
});
