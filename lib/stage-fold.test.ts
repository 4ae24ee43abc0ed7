import { expect, test } from 'vitest';
import { foldGraph } from './stage-fold';
import type { StageEdge, StageGraph, StageNode } from './stage-graph';

/** Edges as `kind source target`. */
function graphOf(...lines: string[]): StageGraph {
  const edges = lines.map((line) => {
    const [kind, source, target] = line.split(' ') as [StageEdge['kind'], string, string];
    return { id: line, kind, source, target } as StageEdge;
  });
  const ids = new Set(edges.flatMap(({ source, target }) => [source, target]));
  const nodes = [...ids].map((id): [string, StageNode] => [id, { id, kind: 'queue', name: id } as StageNode]);
  return {
    nodes: new Map(nodes),
    edges: new Map(edges.map((edge) => [edge.id, edge])),
    producerOf: new Map(),
    consumerOf: new Map(),
  };
}

const shop = graphOf(
  'publish p events',
  'binding events audit',
  'binding audit log',
  'binding events mail',
  'binding other shared',
  'binding events shared',
  'consume mail mailer',
);

test('folding an exchange hides what only it reaches, and says how much', () => {
  const { graph, hidden } = foldGraph(shop, new Set(['events']));
  expect([...graph.nodes.keys()].sort()).toEqual(['events', 'other', 'p', 'shared']);
  expect(hidden).toEqual(new Map([['events', 4]]));
  expect([...graph.edges.keys()]).toEqual(['publish p events', 'binding other shared', 'binding events shared']);
});

test('two folded nodes together hide what has only them as ways in', () => {
  const { graph, hidden } = foldGraph(shop, new Set(['events', 'other']));
  expect(graph.nodes.has('shared')).toBe(false);
  expect([...hidden.values()].reduce((sum, count) => sum + count, 0)).toBe(5);
});

test('a fold inside a fold and a fold that is gone do no harm', () => {
  expect(foldGraph(shop, new Set(['nobody'])).graph).toBe(shop);
  const { graph } = foldGraph(graphOf('binding a b', 'binding b a', 'binding b c'), new Set(['a', 'b']));
  expect([...graph.nodes.keys()]).toEqual(['a', 'b']);
});
