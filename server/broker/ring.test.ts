import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkProperty } from '@/server/testing/seeds';
import { Ring } from './ring';

type Step = { readonly push: number } | { readonly set: number } | 'shift' | 'clear';

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ push: fc.integer() }) },
  { weight: 4, arbitrary: fc.constant('shift' as const) },
  { weight: 1, arbitrary: fc.record({ set: fc.integer() }) },
  { weight: 1, arbitrary: fc.constant('clear' as const) },
);

function apply(ring: Ring<number>, model: number[], step: Step): void {
  if (step === 'shift') {
    expect(ring.shift()).toBe(model.shift());
  } else if (step === 'clear') {
    ring.clear();
    model.length = 0;
  } else if ('push' in step) {
    ring.push(step.push);
    model.push(step.push);
  } else if (model.length > 0) {
    const index = Math.abs(step.set) % model.length;
    ring.set(index, step.set);
    model[index] = step.set;
  }
}

describe('Ring', () => {
  test('behaves as an array does, however it is filled, emptied and wrapped around', () => {
    checkProperty(
      fc.property(fc.array(step, { maxLength: 150, size: 'max' }), (steps) => {
        const ring = new Ring<number>();
        const model: number[] = [];
        for (const each of steps) {
          apply(ring, model, each);
          expect([ring.size, ring.at(0), ring.at(-1)]).toEqual([model.length, model[0], undefined]);
        }
        expect(ring.at(model.length)).toBeUndefined();
        expect(model.map((_, index) => ring.at(index))).toEqual(model);
      }),
      100,
    );
  });

  test('keeps the order of more items than it gives its memory back at', () => {
    const ring = new Ring<number>();
    const count = 200_000;
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < count; i++) ring.push(i);
      let inOrder = 0;
      for (let i = 0; i < count; i++) if (ring.shift() === i) inOrder += 1;
      expect(inOrder).toBe(count);
      expect(ring.size).toBe(0);
    }
  });
});
