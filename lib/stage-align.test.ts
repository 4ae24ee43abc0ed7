import { describe, expect, test } from 'vitest';
import { align, around, type Box } from './stage-align';

const boxes = new Map<string, Box>([
  ['a', { x: 0, y: 10, width: 100, height: 20 }],
  ['b', { x: 50, y: 200, width: 60, height: 60 }],
  ['c', { x: 300, y: 40, width: 40, height: 40 }],
]);
const placesOf = (alignment: Parameters<typeof align>[1]) =>
  [...align(boxes, alignment)].sort(([a], [b]) => a.localeCompare(b)).map(([id, { x, y }]) => [id, x, y]);

describe('aligning', () => {
  test.each([
    ['left', [0, 0, 0]],
    ['center', [120, 140, 150]],
    ['right', [240, 280, 300]],
  ] as const)('%s moves to the side only', (alignment, xs) => {
    expect(placesOf(alignment)).toEqual([
      ['a', xs[0], 10],
      ['b', xs[1], 200],
      ['c', xs[2], 40],
    ]);
  });

  test.each([
    ['top', [10, 10, 10]],
    ['middle', [125, 105, 115]],
    ['bottom', [240, 200, 220]],
  ] as const)('%s moves up and down only', (alignment, ys) => {
    expect(placesOf(alignment)).toEqual([
      ['a', 0, ys[0]],
      ['b', 50, ys[1]],
      ['c', 300, ys[2]],
    ]);
  });

  test('spreading leaves equal gaps and the outermost where they are', () => {
    const places = align(boxes, 'spread-down');
    expect([...places].map(([id, { y }]) => [id, y])).toEqual([
      ['a', 10],
      ['c', 95],
      ['b', 200],
    ]);
    const across = align(boxes, 'spread-across');
    expect(across.get('a')).toEqual({ x: 0, y: 10 });
    expect(across.get('c')).toEqual({ x: 300, y: 40 });
    expect(across.get('b')?.x).toBe(170);
  });

  test('two are not spread', () => {
    const two = new Map([...boxes].slice(0, 2));
    expect(align(two, 'spread-down')).toEqual(
      new Map([
        ['a', { x: 0, y: 10 }],
        ['b', { x: 50, y: 200 }],
      ]),
    );
  });
});

test('a frame goes around all of them', () => {
  expect(around([...boxes.values()], 10)).toEqual({ x: -10, y: 0, width: 360, height: 270 });
  expect(around([], 10)).toBeNull();
});
