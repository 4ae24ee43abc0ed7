import { expect, test } from 'vitest';
import { modelOf } from './live-model';
import { findOnStage } from './stage-filter';
import { edgeId } from './stage-graph';
import { buildGraph } from './stage-graph-builder';
import { bindingOf, exchangeNamed, queueNamed, snapshotOf } from './testing/live-parts';

const model = modelOf(
  snapshotOf({
    exchanges: [exchangeNamed('shop'), exchangeNamed('audit')],
    queues: [queueNamed('Orders'), queueNamed('orders.eu'), queueNamed('bills')],
    bindings: [
      bindingOf('shop', 'Orders', { routingKey: 'order.*' }),
      bindingOf('shop', 'bills', { routingKey: 'paid.#' }),
      bindingOf('audit', 'orders.eu', { routingKey: '#' }),
    ],
  }),
);
const graph = buildGraph(model, {
  clients: new Map(),
  defaultRoutes: new Set(),
  replyRoutes: new Map(),
  showAll: false,
});
const found = (filter: string) => {
  const result = findOnStage(graph, filter);
  return result && { nodes: [...result.nodes].sort(), edges: [...result.edges], count: result.count };
};

test('an empty filter finds nothing in particular', () => {
  expect(found('  ')).toBeNull();
});

test('names are found whatever their case, with no line to what was not found', () => {
  expect(found('ORDERS')).toEqual({ nodes: ['queue:Orders', 'queue:orders.eu'], edges: [], count: 2 });
});

test('a key finds its line and both of its ends', () => {
  expect(found('paid.')).toEqual({
    nodes: ['exchange:shop', 'queue:bills'],
    edges: [edgeId.binding('shop', 'queue', 'bills')],
    count: 0,
  });
});

test('kinds are found by their word, with the lines between them', () => {
  expect(found('topic')?.nodes).toEqual(['exchange:audit', 'exchange:shop']);
  expect(found('q')?.count).toBe(3);
});
