import { expect, test } from 'vitest';
import { findOnStage } from './stage-filter';
import type { StageEdge, StageGraph, StageNode } from './stage-graph';

const exchange = (name: string): StageNode => ({
  id: `exchange:${name}`,
  kind: 'exchange',
  name,
  exchange: { name, type: 'topic', durable: true, autoDelete: false, internal: false, alternateExchange: null },
});
const queue = (name: string): StageNode => ({
  id: `queue:${name}`,
  kind: 'queue',
  name,
  queue: {
    name,
    type: 'classic',
    durable: true,
    autoDelete: false,
    exclusive: false,
    features: [],
    maxLength: null,
    isPaused: false,
    deadLetterExchange: null,
    deadLetterRoutingKey: null,
  },
});
const binding = (from: string, to: string, routingKey: string): StageEdge => ({
  id: `${from} ${to}`,
  source: `exchange:${from}`,
  target: `queue:${to}`,
  kind: 'binding',
  from,
  to,
  destinationType: 'queue',
  bindings: [
    { source: from, destination: to, destinationType: 'queue', routingKey, arguments: {}, propertiesKey: routingKey },
  ],
});
const nodes = [exchange('shop'), exchange('audit'), queue('Orders'), queue('orders.eu'), queue('bills')];
const edges = [
  binding('shop', 'Orders', 'order.*'),
  binding('shop', 'bills', 'paid.#'),
  binding('audit', 'orders.eu', '#'),
];
const graph: StageGraph = {
  nodes: new Map(nodes.map((node) => [node.id, node])),
  edges: new Map(edges.map((edge) => [edge.id, edge])),
  producerOf: new Map(),
  consumerOf: new Map(),
};
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
  expect(found('paid.')).toEqual({ nodes: ['exchange:shop', 'queue:bills'], edges: ['shop bills'], count: 0 });
});

test('kinds are found by their word, with the lines between them', () => {
  expect(found('topic')?.nodes).toEqual(['exchange:audit', 'exchange:shop']);
  expect(found('q')?.count).toBe(3);
});
