import { describe, expect, test } from 'vitest';
import { foldFrames, foldGraph } from './stage-fold';
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

describe('folded frames', () => {
  const open = { graph: shop, hidden: new Map(), standIns: new Map() };
  const frame = (id: string, ...members: string[]) => ({ id, name: id, members });

  test('stand for their nodes, with the lines to and from them drawn as one', () => {
    const { graph, standIns } = foldFrames(open, [frame('f', 'mail', 'mailer', 'audit')]);
    expect([...graph.nodes.keys()].sort()).toEqual(['events', 'f', 'log', 'other', 'p', 'shared']);
    const bundles = [...graph.edges.values()].flatMap((edge) => (edge.kind === 'bundle' ? [edge] : []));
    expect(bundles.map(({ source, target, edges }) => [source, target, edges.map(({ id }) => id)])).toEqual([
      ['events', 'f', ['binding events audit', 'binding events mail']],
      ['f', 'log', ['binding audit log']],
    ]);
    expect(standIns.get('mail')).toBe('f');
    expect(standIns.get('binding events mail')).toBe(bundles[0]?.id);
    // A line inside the frame is drawn nowhere.
    expect(standIns.get('consume mail mailer')).toBeNull();
    const node = graph.nodes.get('f');
    if (node?.kind !== 'frame') throw new Error('the frame is not there');
    expect(node.members.map(({ id }) => id)).toEqual(['audit', 'mail', 'mailer']);
    expect([node.incoming.length, node.outgoing.length]).toEqual([2, 1]);
  });

  test('two of them are joined by one line, and a node in both goes into the first', () => {
    const { graph } = foldFrames(open, [frame('f', 'events', 'mail'), frame('g', 'mail', 'audit', 'log')]);
    const node = graph.nodes.get('g');
    expect(node?.kind === 'frame' && node.members.map(({ id }) => id)).toEqual(['audit', 'log']);
    expect([...graph.edges.values()].filter(({ source, target }) => source === 'f' && target === 'g')).toHaveLength(1);
  });

  test('without a node on the stage there is none', () => {
    expect(foldFrames(open, [frame('f', 'nobody')])).toBe(open);
  });
});
