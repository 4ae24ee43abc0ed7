import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkProperty } from '@/server/testing/seeds';
import { type Unacked, UnackedList } from './unacked';

/** The list never looks into a delivery; its order number tells one from another here. */
function delivery(order: number): Unacked {
  return { order, consumer: null } as Unacked;
}

type Step =
  | { readonly kind: 'add'; readonly skipped: number }
  | { readonly kind: 'take' | 'takeUpTo'; readonly tag: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), skipped: fc.nat(3) }),
  fc.record({ kind: fc.constantFrom('take' as const, 'takeUpTo' as const), tag: fc.integer({ min: -1, max: 150 }) }),
);

describe('UnackedList', () => {
  test('behaves as a sorted map of delivery tags does', () => {
    checkProperty(
      fc.property(fc.array(step, { maxLength: 150 }), (steps) => {
        const list = new UnackedList();
        const model = new Map<number, Unacked>();
        let lastTag = 0;
        for (const each of steps) {
          if (each.kind === 'add') {
            lastTag += 1 + each.skipped;
            list.add(lastTag, delivery(lastTag));
            model.set(lastTag, delivery(lastTag));
          } else {
            const oldest = [...model.keys()][0] ?? Number.POSITIVE_INFINITY;
            const tag = each.kind === 'take' ? each.tag : oldest <= each.tag ? oldest : Number.NaN;
            expect(list[each.kind](each.tag)).toEqual(model.get(tag));
            model.delete(tag);
          }
          expect(list.size).toBe(model.size);
        }
        expect([...list.entries()]).toEqual([...model]);
        const tags = Array.from({ length: lastTag + 2 }, (_, tag) => tag);
        expect(tags.filter((tag) => list.has(tag))).toEqual([...model.keys()]);
      }),
    );
  });

  test('takes everything when asked up to infinity', () => {
    const list = new UnackedList();
    for (const tag of [3, 4, 7]) list.add(tag, delivery(tag));
    const taken: (number | undefined)[] = [];
    for (let i = 0; i < 4; i++) taken.push(list.takeUpTo(Number.POSITIVE_INFINITY)?.order);
    expect(taken).toEqual([3, 4, 7, undefined]);
  });
});
