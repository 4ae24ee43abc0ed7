import { describe, expect, test } from 'vitest';
import type { TraceEvent } from './live-events';
import { type EdgeMap, hopDuration, StreamPlanner, TokenPlanner } from './stage-planner';

const LENGTH = 200;
const HOP = hopDuration(LENGTH);

const edges: EdgeMap = {
  publish: (channel, exchange) => `publish ${channel} ${exchange}`,
  route: (source, _type, destination) => `route ${source} ${destination}`,
  deliver: (queue, channel, consumerTag) => (consumerTag === '' ? null : `deliver ${queue} ${channel}`),
  deadLetter: (queue, exchange) => `dead ${queue} ${exchange}`,
  exchange: (name) => `exchange:${name}`,
  queue: (name) => `queue:${name}`,
  targetOf: (edge) => `consumer of ${edge}`,
  lengthOf: () => LENGTH,
  colourOf: (channel) => (channel === null ? 0 : 3),
};

const published: TraceEvent = {
  at: 0,
  message: 1,
  type: 'published',
  channel: 'p',
  exchange: 'x',
  routingKey: 'k',
  bodyBytes: 2,
  persistent: true,
  priority: 7,
  expires: false,
};
const routed = (destination: string): TraceEvent => ({
  at: 0,
  message: 1,
  type: 'routed',
  exchange: 'x',
  destination,
  destinationType: 'queue',
});
const delivered = (queue: string, consumerTag = 't', redelivered = false): TraceEvent => ({
  at: 0,
  message: 1,
  type: 'delivered',
  queue,
  channel: 'c',
  consumerTag,
  redelivered,
});
const fate = (type: 'acked' | 'rejected' | 'requeued', queue: string): TraceEvent => ({
  at: 0,
  message: 1,
  type,
  queue,
});

describe('the token planner', () => {
  test('carries what dies in a queue over the edge of the dead, as a dead letter from there on', () => {
    const died: readonly TraceEvent[] = [
      { at: 0, message: 1, type: 'expired', queue: 'q' },
      { at: 0, message: 1, type: 'dead-lettered', queue: 'q', exchange: 'x', reason: 'expired' },
      routed('dead'),
    ];
    const planner = new TokenPlanner(edges);
    const before = planner.plan([published, routed('q')], 0);
    expect(before.hops.map(({ isDead }) => isDead)).toEqual([false, false]);
    const { hops, marks } = planner.plan(died, 10_000);
    expect(marks.map(({ node, fate, start }) => [node, fate, start])).toEqual([
      ['queue:q', 'expired', 10_000],
      ['queue:q', 'dead-lettered', 10_450],
    ]);
    expect(hops.map(({ edge, start, isDead }) => [edge, start, isDead])).toEqual([
      ['dead q x', 10_000, true],
      ['route x dead', 10_000 + HOP, true],
    ]);
  });

  test('lets a rejected message die where the rejection is seen', () => {
    const planner = new TokenPlanner(edges);
    const { hops, marks } = planner.plan(
      [
        published,
        routed('q'),
        delivered('q'),
        fate('rejected', 'q'),
        { at: 0, message: 1, type: 'dead-lettered', queue: 'q', exchange: 'x', reason: 'rejected' },
      ],
      0,
    );
    expect(hops.at(-1)).toMatchObject({ edge: 'dead q x', start: 3 * HOP, isDead: true });
    expect(marks.map(({ fate, start }) => [fate, start])).toEqual([
      ['rejected', 3 * HOP],
      ['dead-lettered', 3 * HOP],
    ]);
  });

  test('keeps on the dot what the properties of the message say', () => {
    const { hops } = new TokenPlanner(edges).plan([published, routed('q')], 0);
    for (const { looks } of hops) expect(looks).toEqual({ persistent: true, priority: 7, expires: false });
  });

  test('starts each hop when the one before has arrived, however fast the broker was', () => {
    const { hops, marks } = new TokenPlanner(edges).plan(
      [published, routed('q'), delivered('q'), fate('acked', 'q')],
      1_000,
    );
    expect(hops.map(({ edge, start, end }) => [edge, start, end])).toEqual([
      ['publish p x', 1_000, 1_000 + HOP],
      ['route x q', 1_000 + HOP, 1_000 + 2 * HOP],
      ['deliver q c', 1_000 + 2 * HOP, 1_000 + 3 * HOP],
    ]);
    expect(marks).toEqual([{ node: 'consumer of deliver q c', fate: 'acked', start: 1_000 + 3 * HOP }]);
    expect(new Set(hops.map(({ colour }) => colour))).toEqual(new Set([3]));
  });

  test('sends the copies of a message on their ways at the same moment', () => {
    const { hops } = new TokenPlanner(edges).plan([published, routed('q1'), routed('q2')], 0);
    expect(hops.slice(1).map(({ edge, start }) => [edge, start])).toEqual([
      ['route x q1', HOP],
      ['route x q2', HOP],
    ]);
  });

  test('lets a message wait in its queue until it is delivered', () => {
    const planner = new TokenPlanner(edges);
    planner.plan([published, routed('q')], 0);
    const { hops } = planner.plan([delivered('q')], 60_000);
    expect(hops.map(({ start }) => start)).toEqual([60_000]);
  });

  test('carries a requeued message back and delivers it again with a mark', () => {
    const planner = new TokenPlanner(edges);
    planner.plan([published, routed('q'), delivered('q')], 0);
    const { hops, marks } = planner.plan([fate('requeued', 'q'), delivered('q', 't', true)], 10_000);
    expect(hops.map(({ reverse, redelivered, start }) => [reverse, redelivered, start])).toEqual([
      [true, true, 10_000],
      [false, true, 10_000 + HOP],
    ]);
    expect(marks[0]?.fate).toBe('requeued');
  });

  test('shows an unroutable message at its exchange, and sends a returned one back', () => {
    const planner = new TokenPlanner(edges);
    const lost = planner.plan(
      [published, { at: 0, message: 1, type: 'unroutable', exchange: 'x', returned: false }],
      0,
    );
    expect(lost.marks).toEqual([{ node: 'exchange:x', fate: 'unroutable', start: HOP }]);
    const back = planner.plan([published, { at: 0, message: 1, type: 'unroutable', exchange: 'x', returned: true }], 0);
    expect(back.marks[0]?.fate).toBe('returned');
    expect(back.hops.at(-1)).toMatchObject({ edge: 'publish p x', reverse: true });
  });

  test('takes the way over the alternate exchange when that one routes the message', () => {
    const { hops } = new TokenPlanner(edges).plan([published, { ...routed('q'), exchange: 'alt' } as TraceEvent], 0);
    expect(hops.map(({ edge, start }) => [edge, start])).toEqual([
      ['publish p x', 0],
      ['route x alt', HOP],
      ['route alt q', 2 * HOP],
    ]);
  });

  test('shows the fate at the queue when nobody saw the delivery', () => {
    const { marks } = new TokenPlanner(edges).plan([fate('acked', 'q')], 5);
    expect(marks).toEqual([{ node: 'queue:q', fate: 'acked', start: 5 }]);
  });

  test('basic.get leaves the queue without an edge', () => {
    const { hops, marks } = new TokenPlanner(edges).plan([delivered('q', ''), fate('acked', 'q')], 5);
    expect(hops).toEqual([]);
    expect(marks[0]?.node).toBe('queue:q');
  });
});

describe('the stream planner', () => {
  test('draws one dot for every k messages and keeps the rest for later', () => {
    const planner = new StreamPlanner(edges);
    const count = { kind: 'publish', channel: 'p', exchange: 'x', count: 30 } as const;
    let dots = 0;
    for (let round = 0; round < 10; round += 1) dots += planner.plan([count], 200, 25, round * 200).length;
    expect(dots).toBe(12);
  });

  test('spreads the dots over the time that the counts cover', () => {
    const hops = new StreamPlanner(edges).plan(
      [{ kind: 'deliver', queue: 'q', channel: 'c', consumerTag: 't', count: 4 }],
      200,
      1,
      1_000,
    );
    expect(hops.map(({ start }) => start)).toEqual([1_025, 1_075, 1_125, 1_175]);
    expect(hops[0]?.colour).toBe('deliver');
  });

  test('the same k holds for every edge, so that edges can be compared', () => {
    const planner = new StreamPlanner(edges);
    const hops = planner.plan(
      [
        { kind: 'publish', channel: 'p', exchange: 'x', count: 100 },
        { kind: 'route', source: 'x', destination: 'q', destinationType: 'queue', count: 50 },
      ],
      200,
      10,
      0,
    );
    expect(hops.filter(({ colour }) => colour === 'publish')).toHaveLength(10);
    expect(hops.filter(({ colour }) => colour === 'route')).toHaveLength(5);
  });
});
