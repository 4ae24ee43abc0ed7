import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Box } from './stage-align';
import { endOf, pointOn } from './stage-curve';
import type { StageEdge, StageGraph } from './stage-graph';
import { curveAround, detourBetween, overheadsOf } from './stage-ways';

const from = { x: 0, y: 0 };
const to = { x: 800, y: 0 };
const box = (y: number, x = 300) => ({ x, y, width: 200, height: 80 });

test('a free line goes straight, also past nodes beside it', () => {
  expect(detourBetween(from, to, [])).toBeNull();
  expect(detourBetween(from, to, [box(40), box(-120), box(-40, -400), box(-40, 900)])).toBeNull();
});

test('a node in the way is passed on its nearer side, in the middle of the gap', () => {
  expect(detourBetween(from, to, [box(-30)])).toMatchObject({ y: -43 });
  expect(detourBetween(from, to, [box(-50)])).toMatchObject({ y: 43 });
  // The gap between two nodes is 26 high.
  expect(detourBetween(from, to, [box(-70), box(36)])).toMatchObject({ y: 23 });
});

test('without a gap between the nodes it goes around all of them, and without any way it stays', () => {
  expect(detourBetween(from, to, [box(-30), box(50), box(-110)])).toMatchObject({ y: -123 });
  expect(detourBetween(from, { x: 260, y: 0 }, [box(-40, 30)])).toBeNull();
  expect(detourBetween(to, from, [box(-40)])).toBeNull();
});

test('a detour never runs under a node, begins and ends as the line does, and has no corner', () => {
  const boxes = fc.array(fc.record({ x: fc.integer({ min: 100, max: 500 }), y: fc.integer({ min: -300, max: 300 }) }), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(boxes, fc.integer({ min: -200, max: 200 }), (places, y) => {
      const others = places.map((place) => ({ ...place, width: 200, height: 80 }));
      const end = { x: 800, y };
      const detour = detourBetween(from, end, others);
      if (detour === null) return;
      const curve = curveAround(from, end, detour);
      expect([curve.from, endOf(curve).to]).toEqual([from, end]);
      for (let part = 0; part <= 1; part += 0.002) {
        const point = pointOn(curve, part);
        const under = others.filter(
          ({ x, y: top }) => point.x > x + 8 && point.x < x + 192 && point.y > top + 8 && point.y < top + 72,
        );
        expect(under).toEqual([]);
      }
      for (let piece = curve; piece.next !== undefined; piece = piece.next) {
        expect(piece.control2.y).toBe(piece.to.y);
        expect(piece.next.control1.y).toBe(piece.next.from.y);
      }
    }),
  );
});

test('dead letters go over the nodes where the way below would run under one', () => {
  const edge = { id: 'dead', kind: 'dead-letter', source: 'q', target: 'dlx' } as StageEdge;
  const graph = { edges: new Map([['dead', edge]]) } as unknown as StageGraph;
  const [queue, dlx] = [box(0, 800), box(-20)];
  const ways = (...others: readonly Box[]) =>
    overheadsOf(graph, new Map([['q', queue], ['dlx', dlx], ...others.map((one, i) => [`n${i}`, one] as const)]));
  expect(ways()).toEqual(new Set());
  const below = box(84);
  expect(ways(below)).toEqual(new Set(['dead']));
  // Neither way is free: it goes below, as everywhere.
  expect(ways(below, box(-90, 450))).toEqual(new Set());
});
