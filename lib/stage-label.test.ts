import { expect, test } from 'vitest';
import type { StageEdge } from './stage-graph';
import { labelPlace } from './stage-label';

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

test('a label stands where it is wanted when nothing is in the way', () => {
  expect(
    labelPlace(
      edge,
      0.6,
      new Map([
        ['a', a],
        ['b', b],
      ]),
    ),
  ).toBe(0.6);
});

test('a node in the way moves it along the line, and the lines of others do not', () => {
  const between = { x: 700, y: 0, width: 200, height: 80 };
  const place = labelPlace(
    edge,
    0.6,
    new Map([
      ['a', a],
      ['b', b],
      ['c', between],
    ]),
  );
  expect(place).not.toBe(0.6);
  const above = { ...between, y: -200 };
  expect(
    labelPlace(
      edge,
      0.6,
      new Map([
        ['a', a],
        ['b', b],
        ['c', above],
      ]),
    ),
  ).toBe(0.6);
});

test('without a free place it stays', () => {
  const wall = { x: 100, y: -100, width: 1_200, height: 200 };
  expect(
    labelPlace(
      edge,
      0.6,
      new Map([
        ['a', a],
        ['b', b],
        ['c', wall],
      ]),
    ),
  ).toBe(0.6);
});
