import { describe, expect, test } from 'vitest';
import type { BindingEdge, ConsumerNode, ExchangeNode, ProducerNode, QueueNode } from './live-events';
import { type LiveModel, modelOf } from './live-model';
import type { StageGraph } from './stage-graph';
import { buildGraph } from './stage-graph-builder';
import { layoutAll, layoutChange, type Positions } from './stage-layout';
import { sizeOf } from './stage-size';
import { bindingOf, consumerFrom, exchangeNamed, producerTo, queueNamed, snapshotOf } from './testing/live-parts';

const exchange = (name: string) => exchangeNamed(name);
const queue = (name: string) => queueNamed(name);
const bind = (source: string, destination: string, destinationType: 'queue' | 'exchange' = 'queue') =>
  bindingOf(source, destination, { destinationType });
const producer = (name: string, to: string) => producerTo(to, name);
const consumer = (name: string, from: string) => consumerFrom(from, name);

interface Parts {
  readonly exchanges: readonly ExchangeNode[];
  readonly queues: readonly QueueNode[];
  readonly bindings: readonly BindingEdge[];
  readonly producers: readonly ProducerNode[];
  readonly consumers: readonly ConsumerNode[];
}

function graphOf(parts: Parts): StageGraph {
  const model: LiveModel = modelOf(snapshotOf(parts));
  return buildGraph(model, { clients: new Map(), defaultRoutes: new Set(), replyRoutes: new Map(), showAll: false });
}

function many(count: number): Parts {
  const names = Array.from({ length: count }, (_, index) => index);
  return {
    exchanges: names.filter((index) => index % 4 === 0).map((index) => exchange(`x${index}`)),
    queues: names.map((index) => queue(`q${index}`)),
    bindings: names.map((index) => bind(`x${index - (index % 4)}`, `q${index}`)),
    producers: names.filter((index) => index % 4 === 0).map((index) => producer(`p${index}`, `x${index}`)),
    consumers: names.map((index) => consumer(`c${index}`, `q${index}`)),
  };
}

function overlaps(graph: StageGraph, places: Positions): string[] {
  const boxes = [...places].map(([id, { x, y }]) => {
    const node = graph.nodes.get(id);
    return { id, x, y, ...(node === undefined ? { width: 0, height: 0 } : sizeOf(node)) };
  });
  return boxes.flatMap((a, index) =>
    boxes
      .slice(index + 1)
      .filter((b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height)
      .map((b) => `${a.id} covers ${b.id}`),
  );
}

describe('the layout', () => {
  test('a new node moves nobody', () => {
    const before = many(12);
    const first = graphOf(before);
    const places = layoutAll(first);
    const second = graphOf({
      ...before,
      queues: [...before.queues, queue('new')],
      bindings: [...before.bindings, bind('x0', 'new')],
      consumers: [...before.consumers, consumer('fresh', 'new')],
    });
    const after = layoutChange(second, places, new Map());
    for (const [id, place] of places) expect(after.get(id)).toEqual(place);
    expect(after.size).toBe(places.size + 2);
    expect(overlaps(second, after)).toEqual([]);
  });

  test('a node that was dragged stays where it was put, also in a full layout', () => {
    const graph = graphOf(many(8));
    const pins = new Map([['queue:q3', { x: 900, y: -400 }]]);
    expect(layoutAll(graph, pins).get('queue:q3')).toEqual({ x: 900, y: -400 });
    expect(overlaps(graph, layoutAll(graph, pins))).toEqual([]);
  });

  test('nobody stands on anybody and each kind has its lane', () => {
    const parts = many(40);
    const graph = graphOf({ ...parts, bindings: [...parts.bindings, bind('x0', 'x4', 'exchange')] });
    const places = layoutAll(graph);
    expect(overlaps(graph, places)).toEqual([]);
    const laneOf = (kind: string) =>
      new Set([...graph.nodes.values()].filter((node) => node.kind === kind).map(({ id }) => places.get(id)?.x));
    expect(laneOf('producer').size).toBe(1);
    expect(laneOf('exchange').size).toBe(2);
    expect(laneOf('queue').size).toBe(1);
    expect(laneOf('consumer').size).toBe(1);
  });

  test('lines do not cross when they need not', () => {
    const graph = graphOf({
      exchanges: [exchange('a'), exchange('b')],
      queues: ['q1', 'q2', 'q3', 'q4'].map(queue),
      bindings: [bind('a', 'q4'), bind('a', 'q2'), bind('b', 'q1'), bind('b', 'q3')],
      producers: [producer('p', 'a')],
      consumers: [consumer('c1', 'q3'), consumer('c2', 'q4'), consumer('c3', 'q1')],
    });
    const places = layoutAll(graph);
    const y = (id: string) => places.get(id)?.y ?? Number.NaN;
    const order = (ids: readonly string[]) => [...ids].sort((a, b) => y(a) - y(b));
    const queues = order(['queue:q1', 'queue:q2', 'queue:q3', 'queue:q4']);
    const ofA = queues.map((id) => id === 'queue:q2' || id === 'queue:q4');
    expect([
      [true, true, false, false],
      [false, false, true, true],
    ]).toContainEqual(ofA);
    const consumers = order([...graph.nodes.values()].filter(({ kind }) => kind === 'consumer').map(({ id }) => id));
    const consumed = consumers.map((id) => {
      const node = graph.nodes.get(id);
      return node?.kind === 'consumer' ? `queue:${node.queue}` : '';
    });
    expect(consumed).toEqual(queues.filter((id) => consumed.includes(id)));
  });

  test('the same graph gives the same picture', () => {
    expect(layoutAll(graphOf(many(20)))).toEqual(layoutAll(graphOf(many(20))));
  });

  test('three hundred nodes are laid out in well under a second', () => {
    const graph = graphOf(many(120));
    const start = performance.now();
    layoutAll(graph);
    expect(graph.nodes.size).toBe(300);
    expect(performance.now() - start).toBeLessThan(800);
  });
});
