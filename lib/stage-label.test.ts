import { expect, test } from 'vitest';
import type { Box } from './stage-align';
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

/** Where the label goes with these boxes in the way. */
const place = (...others: Box[]) =>
  labelPlace(edge, 0.6, new Map([a, b, ...others].map((box, index) => [String.fromCharCode(97 + index), box])));

test('a label stands where it is wanted when nothing is in the way', () => {
  expect(place()).toBe(0.6);
});

test('a node in the way moves it along the line, and the lines of others do not', () => {
  const between = { x: 700, y: 0, width: 200, height: 80 };
  expect(place(between)).not.toBe(0.6);
  expect(place({ ...between, y: -200 })).toBe(0.6);
});

test('without a free place it stays', () => {
  expect(place({ x: 100, y: -100, width: 1_200, height: 200 })).toBe(0.6);
});
