import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { modelOf } from './live-model';
import type { Box } from './stage-align';
import type { StageEdge, StageGraph } from './stage-graph';
import { buildGraph } from './stage-graph-builder';
import { labelBoxAt, labelPlaces, PLACES } from './stage-label';
import { layoutAll } from './stage-layout';
import { sizeOf } from './stage-size';
import { detoursOf, overheadsOf } from './stage-ways';
import { bindingOf, consumerFrom, exchangeNamed, producerTo, queueNamed, snapshotOf } from './testing/live-parts';

const NO_WAYS = { detours: new Map(), overheads: new Set<string>(), titles: [] };

const edge: StageEdge = {
  id: 'e',
  source: 'a',
  target: 'b',
  kind: 'binding',
  from: 'a',
  to: 'b',
  destinationType: 'queue',
  bindings: [],
};
const a = { x: 0, y: 0, width: 200, height: 80 };
const b = { x: 1_200, y: 0, width: 200, height: 80 };

/** Where the label goes with these boxes in the way. */
function place(others: readonly Box[], titles: readonly Box[] = []): number | undefined {
  const graph = { edges: new Map([['e', edge]]) } as unknown as StageGraph;
  const boxes = new Map([a, b, ...others].map((box, index) => [String.fromCharCode(97 + index), box]));
  return labelPlaces(graph, boxes, { ...NO_WAYS, titles }).get('e');
}

test('a label stands where it is wanted when nothing is in the way', () => {
  expect(place([])).toBe(0.48);
});

test('a node or the title of a frame in the way moves it along the line, and the lines of others do not', () => {
  const between = { x: 500, y: 0, width: 200, height: 80 };
  expect(place([between])).not.toBe(0.48);
  expect(place([], [between])).not.toBe(0.48);
  expect(place([{ ...between, y: -200 }])).toBe(0.48);
});

test('without a free place it stands where it covers the least', () => {
  expect(place([{ x: 100, y: -100, width: 1_200, height: 200 }])).toBeDefined();
});

/** Some exchanges, queues and clients, and who is bound to whom. */
const topologies = fc
  .record({
    exchanges: fc.integer({ min: 1, max: 6 }),
    queues: fc.integer({ min: 1, max: 12 }),
    bindings: fc.array(
      fc.tuple(fc.nat(), fc.nat(), fc.constantFrom('#', 'order.*', 'order.created', 'a.very.long.routing.key')),
      {
        minLength: 1,
        maxLength: 40,
      },
    ),
    producers: fc.array(fc.nat(), { maxLength: 6 }),
    consumers: fc.array(fc.nat(), { maxLength: 8 }),
    dead: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 3 }),
  })
  .map(({ exchanges, queues, bindings, producers, consumers, dead }) => {
    const x = (index: number) => `x${index % exchanges}`;
    const q = (index: number) => `q${index % queues}`;
    const letters = new Map(dead.map(([queue, exchange]) => [q(queue), x(exchange)]));
    return pictureOf({
      exchanges: Array.from({ length: exchanges }, (_, index) => exchangeNamed(x(index))),
      queues: Array.from({ length: queues }, (_, index) =>
        queueNamed(q(index), { deadLetterExchange: letters.get(q(index)) ?? null }),
      ),
      bindings: bindings.map(([from, to, routingKey]) => bindingOf(x(from), q(to), { routingKey })),
      producers: producers.map((to, index) => producerTo(x(to), `p${index}`)),
      consumers: consumers.map((from, index) => consumerFrom(q(from), `c${index}`)),
    });
  });

function pictureOf(parts: Parameters<typeof snapshotOf>[0]) {
  const model = modelOf(snapshotOf(parts));
  const options = { clients: new Map(), defaultRoutes: new Set<string>(), replyRoutes: new Map(), showAll: false };
  const graph = buildGraph(model, options);
  const boxes = new Map<string, Box>();
  for (const [id, point] of layoutAll(graph)) {
    const node = graph.nodes.get(id);
    if (node !== undefined) boxes.set(id, { ...point, ...sizeOf(node) });
  }
  return { graph, boxes, ways: { detours: detoursOf(graph, boxes), overheads: overheadsOf(graph, boxes), titles: [] } };
}

type Picture = ReturnType<typeof pictureOf>;

function isOver(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

/** The labels that lie on another one, or under a node; each with all that is in its way. */
function covered({ graph, boxes, ways }: Picture, places: ReadonlyMap<string, number>) {
  const labels = [...graph.edges.values()].flatMap((edge) => {
    const box = labelBoxAt(edge, places.get(edge.id) ?? 0, boxes, ways);
    return box === null ? [] : [{ edge, box }];
  });
  return labels.flatMap(({ edge, box }) => {
    const others = [...boxes.values(), ...labels.flatMap((label) => (label.edge === edge ? [] : [label.box]))];
    return others.some((other) => isOver(box, other)) ? [{ edge, others }] : [];
  });
}

describe('on the layouts of random topologies', () => {
  test('a label covers something only where its line has no free place', () => {
    fc.assert(
      fc.property(topologies, (picture) => {
        const places = labelPlaces(picture.graph, picture.boxes, picture.ways);
        for (const { edge, others } of covered(picture, places)) {
          const free = PLACES.filter((part) => {
            const box = labelBoxAt(edge, part, picture.boxes, picture.ways);
            return box !== null && !others.some((other) => isOver(box, other));
          });
          expect(free, edge.id).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('far fewer labels are covered than when each stands where it is wanted', () => {
    const counts = { before: 0, after: 0 };
    for (const picture of fc.sample(topologies, { numRuns: 100, seed: 7 })) {
      const none = new Map<string, Box>();
      counts.before += covered(picture, labelPlaces(picture.graph, none, picture.ways)).length;
      counts.after += covered(picture, labelPlaces(picture.graph, picture.boxes, picture.ways)).length;
    }
    expect(counts.before).toBeGreaterThan(100);
    expect(counts.after).toBeLessThan(counts.before / 3);
  });

  test('the same picture gives the same places', () => {
    fc.assert(
      fc.property(topologies, (picture) => {
        expect(labelPlaces(picture.graph, picture.boxes, picture.ways)).toEqual(
          labelPlaces(picture.graph, picture.boxes, picture.ways),
        );
      }),
      { numRuns: 20 },
    );
  });
});

test('a thousand lines have their labels quickly', () => {
  const names = Array.from({ length: 250 }, (_, index) => index);
  const picture = pictureOf({
    exchanges: names.slice(0, 40).map((index) => exchangeNamed(`x${index}`)),
    queues: names.map((index) => queueNamed(`q${index}`)),
    bindings: names.flatMap((index) =>
      [1, 7, 13, 19].map((step) => bindingOf(`x${(index * step) % 40}`, `q${index}`, { routingKey: `key.${step}` })),
    ),
  });
  expect(picture.graph.edges.size).toBeGreaterThan(800);
  const startedAt = performance.now();
  labelPlaces(picture.graph, picture.boxes, picture.ways);
  expect(performance.now() - startedAt).toBeLessThan(300);
});
