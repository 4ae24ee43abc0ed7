import { describe, expect, test } from 'vitest';
import { modelOf } from './live-model';
import { lanesOf } from './stage-columns';
import type { StageGraph } from './stage-graph';
import { buildGraph } from './stage-graph-builder';
import { hubOf } from './stage-hub';
import { layoutAll } from './stage-layout';
import { EXCHANGE_SIZE, QUEUE_SIZE } from './stage-size';
import { bindingOf, consumerFrom, exchangeNamed, producerTo, queueNamed, snapshotOf } from './testing/live-parts';

function graphOf(parts: Parameters<typeof snapshotOf>[0]): StageGraph {
  const options = { clients: new Map(), defaultRoutes: new Set<string>(), replyRoutes: new Map(), showAll: false };
  return buildGraph(modelOf(snapshotOf(parts)), options);
}

function boundBy(routingKey: string, queues = 1): StageGraph {
  const names = Array.from({ length: queues }, (_, index) => `q${index}`);
  return graphOf({
    exchanges: [exchangeNamed('shop')],
    queues: names.map((name) => queueNamed(name)),
    bindings: names.map((name) => bindingOf('shop', name, { routingKey })),
    producers: [producerTo('shop', 'p')],
    consumers: [consumerFrom('q0', 'c')],
  });
}

function gapBeforeQueues(graph: StageGraph): number {
  const { xOf } = lanesOf(graph);
  return xOf('queue:q0') - xOf('exchange:shop') - EXCHANGE_SIZE.width;
}

describe('the columns of the stage', () => {
  test('are as close as the labels between them allow', () => {
    const [short, long] = [gapBeforeQueues(boundBy('a')), gapBeforeQueues(boundBy('order.shipped.eu'))];
    expect(short).toBeLessThan(100);
    expect(long).toBeGreaterThan(short + 60);
    expect(gapBeforeQueues(boundBy('a.key.that.is.longer.than.any.label.may.be'))).toBeLessThan(240);
  });

  test('part when the graph is so tall that there is room at its sides', () => {
    expect(gapBeforeQueues(boundBy('a', 40))).toBeGreaterThan(2 * gapBeforeQueues(boundBy('a', 4)));
  });

  test('stay where most of their nodes stand, and new ones keep clear of them', () => {
    const graph = boundBy('order.shipped.eu', 4);
    const kept = new Map([
      ['exchange:shop', { x: 300, y: 0 }],
      ['queue:q0', { x: 2_000, y: 0 }],
      ['queue:q1', { x: 700, y: 100 }],
      ['queue:q2', { x: 700, y: 200 }],
    ]);
    const { xOf } = lanesOf(graph, kept);
    const client = (kind: string) => [...graph.nodes.values()].find((node) => node.kind === kind)?.id ?? '';
    expect(xOf('queue:q3')).toBe(700);
    expect(xOf(client('consumer'))).toBeGreaterThan(700 + QUEUE_SIZE.width);
    expect(xOf(client('producer'))).toBeLessThan(300 - 196);
  });

  test('an exchange for dead letters alone stands beside the queues that they come from', () => {
    const graph = graphOf({
      exchanges: ['in', 'middle', 'dead'].map((name) => exchangeNamed(name)),
      queues: [queueNamed('work', { deadLetterExchange: 'dead' }), queueNamed('buried'), queueNamed('other')],
      bindings: [
        bindingOf('in', 'middle', { destinationType: 'exchange' }),
        bindingOf('in', 'other'),
        bindingOf('middle', 'work'),
        bindingOf('dead', 'buried'),
      ],
    });
    const { laneOf } = lanesOf(graph);
    expect(laneOf('exchange:dead')).toBe(laneOf('exchange:middle'));
    const places = layoutAll(graph);
    const y = (id: string) => places.get(id)?.y ?? Number.NaN;
    expect(Math.abs(y('queue:buried') - y('queue:work'))).toBeLessThan(2 * QUEUE_SIZE.height);
  });
});

test('the hub is the node with the most lines, and nothing when there are none', () => {
  expect(hubOf(boundBy('a', 5))).toBe('exchange:shop');
  expect(hubOf(graphOf({ queues: [queueNamed('alone')] }))).toBe(null);
});
