import { beforeEach, describe, expect, test } from 'vitest';
import { createTestBroker } from '@/server/testing/start-test-broker';
import type { Exchange } from './exchange';
import type { Content } from './exchange-types/exchange-type';
import { EMPTY_TABLE, type FieldTable, type FieldValue } from './field-table';
import type { Message } from './message';
import type { Queue } from './queue';
import { type Destinations, resolve } from './route';
import type { VHost } from './vhost';

let vhost: VHost;

beforeEach(() => {
  vhost = createTestBroker().vhosts.get('/') as VHost;
});

function exchange(name: string, type = 'fanout', alternate?: string): Exchange {
  const args: FieldTable =
    alternate === undefined ? EMPTY_TABLE : new Map([['alternate-exchange', { type: 'longstr', value: alternate }]]);
  return vhost.addExchange(name, { type, durable: false, autoDelete: false, internal: false, arguments: args });
}

function queue(name: string): Queue {
  return vhost.addQueue(name, null, { durable: false, autoDelete: false, exclusive: false, arguments: EMPTY_TABLE });
}

function bind(source: Exchange, destination: Queue | Exchange, key = '', args = EMPTY_TABLE): void {
  vhost.bind(source, destination, key, args);
}

function route(start: Exchange, key = '', headers: FieldTable = EMPTY_TABLE): Destinations {
  const content: Content = { message: {} as Message, routingKeys: [key], headers, properties: { headers } };
  return resolve({ exchange: start, routingKeys: [key] }, content, vhost);
}

function queuesOf(found: Destinations): string[] {
  return found.queues.map(({ name }) => name).sort();
}

function edgesOf(found: Destinations): string[] {
  return found.edges.map(({ source, destination }) => `${source.name}>${destination.name}`).sort();
}

describe('a route', () => {
  test('through the default exchange leads to the queue that the key names, and to no other', () => {
    queue('a');
    queue('b');
    const start = vhost.getExchange('');
    expect(queuesOf(route(start, 'a'))).toEqual(['a']);
    expect(queuesOf(route(start, 'c'))).toEqual([]);
    expect(edgesOf(route(start, 'b'))).toEqual(['>b']);
  });

  test('reaches a queue once, whatever the number of bindings that match', () => {
    const source = exchange('t', 'topic');
    const one = queue('one');
    for (const key of ['#', '*', 'a', '*.#']) bind(source, one, key);
    const found = route(source, 'a');
    expect(queuesOf(found)).toEqual(['one']);
    expect(edgesOf(found)).toEqual(['t>one']);
  });

  test('goes on through exchanges that are bound to exchanges', () => {
    const [a, b, c] = [exchange('a'), exchange('b', 'direct'), exchange('c')];
    bind(a, b);
    bind(b, c, 'k');
    bind(c, queue('end'));
    expect(queuesOf(route(a, 'k'))).toEqual(['end']);
    expect(queuesOf(route(a, 'other'))).toEqual([]);
  });

  test('ends although exchanges are bound in a circle', () => {
    const [a, b] = [exchange('a'), exchange('b')];
    bind(a, b);
    bind(b, a);
    bind(a, a);
    bind(b, queue('end'));
    expect(queuesOf(route(a))).toEqual(['end']);
    expect(edgesOf(route(b))).toEqual(['a>a', 'a>b', 'b>a', 'b>end']);
  });

  test('turns to the alternate exchange when nothing matches, and only then', () => {
    const main = exchange('main', 'direct', 'other');
    bind(main, queue('known'), 'k');
    bind(exchange('other'), queue('rest'));
    expect(queuesOf(route(main, 'k'))).toEqual(['known']);
    expect(queuesOf(route(main, 'else'))).toEqual(['rest']);
  });

  test('follows alternate exchanges from one to the next, also in a circle', () => {
    const a = exchange('a', 'direct', 'b');
    exchange('b', 'direct', 'c');
    const c = exchange('c', 'direct', 'a');
    expect(queuesOf(route(a, 'k'))).toEqual([]);
    bind(c, queue('end'), 'k');
    expect(queuesOf(route(a, 'k'))).toEqual(['end']);
  });

  test('names the way to the alternate exchange among its edges, so that it is counted', () => {
    const start = exchange('first', 'direct', 'fallback');
    const fallback = exchange('fallback');
    bind(fallback, queue('lost'));
    expect(edgesOf(route(start, 'unknown'))).toEqual(['fallback>lost', 'first>fallback']);
    expect(vhost.alternateEdge(start, fallback)).toBe(route(start, 'unknown').edges[0]);
  });

  test('is empty when the alternate exchange does not exist', () => {
    expect(queuesOf(route(exchange('a', 'direct', 'missing')))).toEqual([]);
  });

  test('may use the default exchange as the alternate one', () => {
    queue('k');
    expect(queuesOf(route(exchange('a', 'direct', ''), 'k'))).toEqual(['k']);
  });

  test('is dynamic as soon as a headers exchange lies on the way', () => {
    const one: FieldValue = { type: 'signedint', value: 1 };
    const [a, h] = [exchange('a'), exchange('h', 'headers')];
    bind(a, h);
    bind(h, queue('end'), '', new Map([['n', one]]));
    expect(route(a).isDynamic).toBe(true);
    expect(route(exchange('plain')).isDynamic).toBe(false);
    expect(queuesOf(route(a, '', new Map([['n', one]])))).toEqual(['end']);
    expect(queuesOf(route(a))).toEqual([]);
  });

  test('forgets a queue, its bindings and its edges when the queue is deleted', () => {
    const source = exchange('a');
    const gone = queue('gone');
    bind(source, gone, 'x');
    bind(source, gone, 'y');
    vhost.removeQueue(gone);
    expect(route(source)).toMatchObject({ queues: [], edges: [] });
    expect([vhost.bindings.size, source.edges.size, source.outgoing.size]).toEqual([0, 0, 0]);
  });

  test('keeps an edge until the last of its bindings goes', () => {
    const source = exchange('a');
    const target = queue('q');
    bind(source, target, 'x');
    bind(source, target, 'y');
    const [identity, binding] = [...vhost.bindings][0] as [string, never];
    vhost.unbind(identity, binding);
    expect(edgesOf(route(source))).toEqual(['a>q']);
  });
});
