import { expect, test } from 'vitest';
import { formatStage, NOTHING_SAVED, parseStage, type SavedStage } from './stage-saved';

test('an arrangement comes back as it was written', () => {
  const saved: SavedStage = {
    pins: new Map([['queue:a "b"', { x: 1.5, y: -2 }]]),
    folded: new Set(['exchange:x']),
    notes: [{ id: 'note:1', text: '<b>look</b>', at: { x: 3, y: 4 } }],
    regions: [{ id: 'region:1', name: '<i>Payments</i>', members: ['queue:a "b"', 'exchange:x'], isFolded: true }],
    hasLanes: false,
    hasMinimap: false,
  };
  expect(parseStage(formatStage(saved))).toEqual(saved);
});

test.each([
  null,
  'not json',
  '[]',
  '7',
  '{"pins":[["a","x",1],7,["b",1,null]],"folded":[3],"notes":[{"id":1},{"id":"n","text":"t","at":{"x":"1"}}]}',
  '{"regions":[{"id":"r","name":"n","members":[]},{"id":"r","members":["a"]},{"id":1,"name":"n","members":["a"]},7]}',
])('what is damaged is left out: %s', (text) => {
  expect(parseStage(text)).toEqual(NOTHING_SAVED);
});
