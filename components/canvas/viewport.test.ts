import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { around, type Box } from '@/lib/stage-align';
import { isInside } from './boxes';
import {
  between,
  type Fit,
  fitBox,
  panBy,
  pinch,
  toCanvas,
  toScreen,
  type Viewport,
  visibleBox,
  wheelFactor,
  zoomAt,
} from './viewport';

const RANGE = { minZoom: 0.12, maxZoom: 2.4 };
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const point = fc.record({ x: number(-5_000, 5_000), y: number(-5_000, 5_000) });
const viewport: fc.Arbitrary<Viewport> = fc.record({
  x: number(-5_000, 5_000),
  y: number(-5_000, 5_000),
  zoom: number(RANGE.minZoom, RANGE.maxZoom),
});
const box: fc.Arbitrary<Box> = fc.record({
  x: number(-3_000, 3_000),
  y: number(-3_000, 3_000),
  width: number(1, 4_000),
  height: number(1, 4_000),
});

function expectNear(a: { x: number; y: number }, b: { x: number; y: number }): void {
  expect(a.x).toBeCloseTo(b.x, 4);
  expect(a.y).toBeCloseTo(b.y, 4);
}

describe('places', () => {
  it('are the same after the way from the screen to the canvas and back', () => {
    fc.assert(fc.property(point, viewport, (at, view) => expectNear(toScreen(toCanvas(at, view), view), at)));
  });

  it('move with the view', () => {
    fc.assert(
      fc.property(point, viewport, point, (at, view, by) => {
        const before = toScreen(at, view);
        expectNear(toScreen(at, panBy(view, by)), { x: before.x + by.x, y: before.y + by.y });
      }),
    );
  });
});

describe('zooming', () => {
  it('keeps what is under the pointer there, and stays in its range', () => {
    fc.assert(
      fc.property(viewport, point, number(0.01, 10), (view, at, wanted) => {
        const zoomed = zoomAt(view, at, wanted, RANGE);
        expectNear(toCanvas(at, zoomed), toCanvas(at, view));
        expect(zoomed.zoom).toBe(Math.min(RANGE.maxZoom, Math.max(RANGE.minZoom, wanted)));
      }),
    );
  });

  it('goes back by the same turn of the wheel the other way', () => {
    fc.assert(
      fc.property(number(-400, 400), fc.boolean(), (deltaY, ctrlKey) => {
        const there = wheelFactor({ deltaY, deltaMode: 0, ctrlKey });
        const back = wheelFactor({ deltaY: -deltaY, deltaMode: 0, ctrlKey });
        expect(there * back).toBeCloseTo(1);
      }),
    );
    expect(wheelFactor({ deltaY: -100, deltaMode: 0, ctrlKey: false })).toBeGreaterThan(1);
    expect(wheelFactor({ deltaY: 3, deltaMode: 1, ctrlKey: false })).toBeLessThan(1);
  });

  it('with two fingers keeps what they hold under them', () => {
    const view = { x: 30, y: -20, zoom: 0.8 };
    const [a, b] = [
      { x: 100, y: 100 },
      { x: 200, y: 100 },
    ];
    const [a2, b2] = [
      { x: 90, y: 160 },
      { x: 240, y: 160 },
    ];
    const now = pinch(view, [a, b], [a2, b2], RANGE);
    expect(now.zoom).toBeCloseTo(1.2);
    expectNear(toCanvas(a2, now), toCanvas(a, view));
    expectNear(toCanvas(b2, now), toCanvas(b, view));
  });

  it('with two fingers only moves when they keep their distance', () => {
    fc.assert(
      fc.property(viewport, point, point, point, (view, a, b, by) => {
        fc.pre(Math.hypot(a.x - b.x, a.y - b.y) > 2);
        const move = ({ x, y }: typeof a) => ({ x: x + by.x, y: y + by.y });
        const now = pinch(view, [a, b], [move(a), move(b)], RANGE);
        expectNear(now, panBy(view, by));
      }),
    );
  });
});

describe('fitting', () => {
  const fit: Fit = { top: 36, right: 40, bottom: 88, left: 40, minZoom: 0.01, maxZoom: 1.05 };
  const size = fc.record({ width: number(320, 2_560), height: number(320, 1_440) });

  it('puts everything into the free room', () => {
    fc.assert(
      fc.property(fc.array(box, { minLength: 1, maxLength: 12 }), size, (boxes, room) => {
        const all = around(boxes, 0) as Box;
        const view = fitBox(all, room, fit);
        const corner = toScreen(all, view);
        const drawn = { ...corner, width: all.width * view.zoom, height: all.height * view.zoom };
        const free = {
          x: fit.left - 0.01,
          y: fit.top - 0.01,
          width: room.width - fit.left - fit.right + 0.02,
          height: room.height - fit.top - fit.bottom + 0.02,
        };
        expect(isInside(drawn, free)).toBe(true);
        expect(view.zoom).toBeLessThanOrEqual(fit.maxZoom);
      }),
    );
  });

  it('centres what is small, and what is too large at its smallest', () => {
    const small = fitBox({ x: 500, y: 500, width: 100, height: 100 }, { width: 1_000, height: 800 }, fit);
    expectNear(toScreen({ x: 550, y: 550 }, small), { x: 500, y: 400 });
    const wide = fitBox(
      { x: 0, y: 0, width: 20_000, height: 100 },
      { width: 1_000, height: 800 },
      { ...fit, minZoom: 0.2 },
    );
    expect(wide.zoom).toBe(0.2);
    expect(toScreen({ x: 10_000, y: 0 }, wide).x).toBeCloseTo(500);
  });

  it('says what is in view', () => {
    fc.assert(
      fc.property(viewport, size, (view, room) => {
        const seen = visibleBox(view, room);
        expectNear(toScreen(seen, view), { x: 0, y: 0 });
        expectNear(toScreen({ x: seen.x + seen.width, y: seen.y + seen.height }, view), {
          x: room.width,
          y: room.height,
        });
      }),
    );
  });
});

describe('gliding', () => {
  it('begins and ends where it should', () => {
    fc.assert(
      fc.property(viewport, viewport, (from, to) => {
        expectNear(between(from, to, 0), from);
        expectNear(between(from, to, 1), to);
      }),
    );
  });

  it('holds the place about which it zooms', () => {
    fc.assert(
      fc.property(viewport, point, number(0.12, 2.4), number(0, 1), (from, at, zoom, part) => {
        const to = zoomAt(from, at, zoom, RANGE);
        fc.pre(Math.abs(to.zoom - from.zoom) > 0.01);
        const held = toScreen(toCanvas(at, from), between(from, to, part));
        expect(Math.hypot(held.x - at.x, held.y - at.y)).toBeLessThan(0.01);
      }),
    );
  });
});
