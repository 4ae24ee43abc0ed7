import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Box } from '@/lib/stage-align';
import { driftAt, stepInto } from './auto-pan';
import { boxBetween, idsInside, isInside, isTouching } from './boxes';
import { areaAround, crossesArea, drawnIn, isEnough } from './culling';
import { stepsOf } from './drag-gesture';
import { endAt, nearestEnd } from './ends';
import { frameOf } from './minimap-frame';
import { panBy, visibleBox } from './viewport';

const SIZE = { width: 1_000, height: 800 };
const NODE = { width: 200, height: 80 };
const boxes = new Map<string, Box>([
  ['a', { x: 0, y: 0, ...NODE }],
  ['b', { x: 400, y: 0, ...NODE }],
  ['c', { x: 400, y: 200, ...NODE }],
]);
const coordinate = fc.integer({ min: -2_000, max: 2_000 });
const anyBox = fc.record({
  x: coordinate,
  y: coordinate,
  width: fc.integer({ min: 1, max: 900 }),
  height: fc.integer({ min: 1, max: 700 }),
});

describe('the selection box', () => {
  it('is the same from whichever corner it is drawn', () => {
    const drawn = { x: 10, y: 20, width: 90, height: 180 };
    expect(boxBetween({ x: 10, y: 20 }, { x: 100, y: 200 })).toEqual(drawn);
    expect(boxBetween({ x: 100, y: 20 }, { x: 10, y: 200 })).toEqual(drawn);
    expect(boxBetween({ x: 100, y: 200 }, { x: 10, y: 20 })).toEqual(drawn);
  });

  it('takes what lies wholly in it, and nothing that it only touches', () => {
    expect([...idsInside(boxes, { x: 390, y: -10, width: 220, height: 300 })]).toEqual(['b', 'c']);
    expect([...idsInside(boxes, { x: 390, y: -10, width: 220, height: 289 })]).toEqual(['b']);
    expect([...idsInside(boxes, { x: 100, y: -10, width: 200, height: 100 })]).toEqual([]);
  });
});

describe('the magnet', () => {
  const magnet = { side: 'target', radius: 44, accepts: () => true } as const;

  it('draws to the nearest end that accepts', () => {
    expect(nearestEnd(boxes, { x: 380, y: 50 }, magnet)).toBe('b');
    expect(nearestEnd(boxes, { x: 380, y: 150 }, magnet)).toBeNull();
    expect(nearestEnd(boxes, { x: 400, y: 139 }, { ...magnet, radius: 200 })).toBe('b');
    expect(nearestEnd(boxes, { x: 400, y: 141 }, { ...magnet, radius: 200 })).toBe('c');
    expect(nearestEnd(boxes, { x: 400, y: 40 }, { ...magnet, radius: 300, accepts: (id) => id !== 'b' })).toBe('c');
  });

  it('knows the two sides of a node', () => {
    expect(endAt({ x: 400, y: 200, ...NODE }, 'source')).toEqual({ x: 600, y: 240 });
    expect(nearestEnd(boxes, { x: 590, y: 240 }, { ...magnet, side: 'source' })).toBe('c');
    expect(nearestEnd(boxes, { x: 590, y: 240 }, magnet)).toBeNull();
  });
});

describe('the rim', () => {
  it('moves the picture away from it, faster the nearer', () => {
    expect(driftAt({ x: 500, y: 400 }, SIZE)).toEqual({ x: 0, y: 0 });
    expect(driftAt({ x: 10, y: 400 }, SIZE).x).toBeGreaterThan(driftAt({ x: 30, y: 400 }, SIZE).x);
    expect(driftAt({ x: 990, y: 795 }, SIZE)).toMatchObject({ x: expect.closeTo(-0.675), y: expect.closeTo(-0.7875) });
    expect(driftAt({ x: -900, y: 400 }, SIZE).x).toBe(driftAt({ x: 0, y: 400 }, SIZE).x);
  });
});

describe('what has the focus', () => {
  it('is wholly seen after one step, and does not move when it is seen already', () => {
    fc.assert(
      fc.property(anyBox, (box) => {
        const by = stepInto(box, SIZE);
        const now = { ...box, x: box.x + by.x, y: box.y + by.y };
        expect(isInside(now, { x: 0, y: 0, ...SIZE })).toBe(true);
        expect(stepInto(now, SIZE)).toEqual({ x: 0, y: 0 });
      }),
    );
  });

  it('is seen in part when it is larger than the view', () => {
    const wide = { x: 1_200, y: 10, width: 3_000, height: 40 };
    expect(stepInto(wide, SIZE)).toEqual({ x: -1_176, y: 0 });
    expect(stepInto({ ...wide, x: 400 }, SIZE)).toEqual({ x: 0, y: 0 });
    expect(stepInto({ ...wide, x: -3_100 }, SIZE).x).toBe(1_076);
  });
});

describe('culling', () => {
  const view = { x: 0, y: 0, zoom: 1 };

  it('draws what is in view and around it, until the view leaves that', () => {
    const area = areaAround(view, SIZE);
    expect(isInside(visibleBox(view, SIZE), area)).toBe(true);
    expect(isEnough(area, panBy(view, { x: 400, y: 0 }), SIZE)).toBe(true);
    expect(isEnough(area, panBy(view, { x: 600, y: 0 }), SIZE)).toBe(false);
    expect(isEnough(area, { ...view, zoom: 2.4 }, SIZE)).toBe(true);
    expect(isEnough(areaAround({ ...view, zoom: 0.2 }, SIZE), view, SIZE)).toBe(false);
  });

  it('keeps lines that pass through, and nodes that are held', () => {
    const area = { x: 0, y: 0, width: 1_000, height: 800 };
    const [left, right] = [
      { x: -900, y: 100, ...NODE },
      { x: 2_000, y: 300, ...NODE },
    ];
    expect(crossesArea(area, left, right)).toBe(true);
    expect(crossesArea(area, left, left)).toBe(false);
    const all = new Map([...boxes, ['left', left], ['right', right]]);
    const isDrawn = drawnIn(area, all, new Set(['right']));
    expect([...all.keys()].filter(isDrawn)).toEqual(['a', 'b', 'c', 'right']);
    expect([...all.keys()].filter(drawnIn(null, all, new Set()))).toHaveLength(5);
  });
});

describe('the small picture', () => {
  it('shows all nodes and the view, in its own shape', () => {
    fc.assert(
      fc.property(fc.array(anyBox, { minLength: 1, maxLength: 9 }), anyBox, (all, seen) => {
        const nodes = new Map(all.map((box, index) => [`${index}`, box]));
        const frame = frameOf(nodes, seen, { width: 168, height: 104 });
        for (const box of [...all, seen]) expect(isInside(box, frame) && isTouching(box, frame)).toBe(true);
        expect(frame.width / frame.height).toBeCloseTo(168 / 104);
      }),
    );
  });
});

describe('arrow keys', () => {
  it('move all that are selected, further with Shift, and nothing else does', () => {
    const selected = new Set(['a', 'c']);
    expect(stepsOf({ key: 'ArrowRight', shiftKey: false }, boxes, selected)).toEqual(
      new Map([
        ['a', { x: 5, y: 0 }],
        ['c', { x: 405, y: 200 }],
      ]),
    );
    expect(stepsOf({ key: 'ArrowUp', shiftKey: true }, boxes, new Set(['a']))).toEqual(
      new Map([['a', { x: 0, y: -20 }]]),
    );
    expect(stepsOf({ key: 'Enter', shiftKey: false }, boxes, selected)).toBeNull();
    expect(stepsOf({ key: 'ArrowUp', shiftKey: false }, boxes, new Set())).toBeNull();
  });
});
