import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { around, type Box } from '@/lib/stage-align';
import { isTouching } from './boxes';
import { fitAround } from './fit-around';
import { type Fit, toScreen, type Viewport } from './viewport';

const FIT: Fit = { top: 40, right: 24, bottom: 24, left: 24, minZoom: 0.4, maxZoom: 1 };
const SIZE = { width: 1_360, height: 800 };
const NOTHING = { covers: [], focus: null };
const dock: Box = { x: 420, y: 720, width: 520, height: 70 };

function drawn(box: Box, view: Viewport): Box {
  return { ...toScreen(box, view), width: box.width * view.zoom, height: box.height * view.zoom };
}

const boxes = fc.array(
  fc.record({
    x: fc.integer({ min: 0, max: 2_000 }),
    y: fc.integer({ min: 0, max: 1_200 }),
    width: fc.constant(250),
    height: fc.constant(84),
  }),
  { minLength: 1, maxLength: 12 },
);

describe('a fit around what lies over the view', () => {
  it('shows everything inside its margins when that can be done', () => {
    fc.assert(
      fc.property(boxes, (all) => {
        const view = fitAround(all, SIZE, FIT, NOTHING);
        const whole = drawn(around(all, 0) as Box, view);
        expect(whole.x).toBeGreaterThanOrEqual(FIT.left - 0.01);
        expect(whole.y).toBeGreaterThanOrEqual(FIT.top - 0.01);
        expect(whole.x + whole.width).toBeLessThanOrEqual(SIZE.width - FIT.right + 0.01);
        expect(whole.y + whole.height).toBeLessThanOrEqual(SIZE.height - FIT.bottom + 0.01);
      }),
    );
  });

  it('goes further away, or aside, so that nothing is covered', () => {
    const column = Array.from({ length: 8 }, (_, row) => ({ x: 0, y: row * 106, width: 250, height: 84 }));
    const free = fitAround(column, SIZE, FIT, NOTHING);
    expect(column.some((box) => isTouching(drawn(box, free), dock))).toBe(true);
    const view = fitAround(column, SIZE, FIT, { covers: [dock], focus: null });
    expect(column.some((box) => isTouching(drawn(box, view), dock))).toBe(false);
    // There is room beside it: nothing has to become smaller.
    expect(view.zoom).toBe(free.zoom);
    const wide = column.map((box) => ({ ...box, width: 1_400 }));
    const above = fitAround(wide, SIZE, FIT, { covers: [dock], focus: null });
    expect(wide.some((box) => isTouching(drawn(box, above), dock))).toBe(false);
    expect(above.zoom).toBeLessThan(fitAround(wide, SIZE, FIT, NOTHING).zoom);
  });

  it('stays where it is when only what is covered lies between the nodes', () => {
    const apart = [0, 1_000].map((x) => ({ x, y: 0, width: 200, height: 700 }));
    const view = fitAround(apart, SIZE, FIT, { covers: [dock], focus: null });
    expect(view).toEqual(fitAround(apart, SIZE, FIT, NOTHING));
  });

  it('stays readable when not everything can be shown, and looks at what matters', () => {
    const column = Array.from({ length: 60 }, (_, row) => ({ x: 0, y: row * 106, width: 250, height: 84 }));
    const focus = { x: 125, y: 3_000 };
    const view = fitAround(column, SIZE, FIT, { covers: [dock], focus });
    expect(view.zoom).toBe(FIT.minZoom);
    expect(toScreen(focus, view)).toEqual({ x: SIZE.width / 2, y: SIZE.height / 2 });
    // At the ends no room is left unused.
    const top = fitAround(column, SIZE, FIT, { covers: [], focus: { x: 125, y: 0 } });
    expect(toScreen({ x: 0, y: 0 }, top).y).toBe(FIT.top);
    const bottom = fitAround(column, SIZE, FIT, { covers: [], focus: { x: 125, y: 60 * 106 } });
    expect(toScreen({ x: 0, y: 59 * 106 + 84 }, bottom).y).toBeCloseTo(SIZE.height - FIT.bottom);
  });
});
