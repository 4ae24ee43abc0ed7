import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkProperty } from '@/server/testing/seeds';
import type { Message } from './message';
import { OrderHeap } from './order-heap';

/** The heap looks at order numbers alone. */
const message = {} as Message;

const distinctOrders = fc.uniqueArray(fc.nat(1000), { maxLength: 100 });

describe('OrderHeap', () => {
  test('gives back the lowest order number first, whatever the order of pushes and pops', () => {
    const step = fc.oneof(fc.record({ push: fc.nat(100_000) }), fc.constant('pop' as const));
    checkProperty(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const heap = new OrderHeap();
        const model: number[] = [];
        for (const each of steps) {
          if (each === 'pop') {
            expect(heap.pop()?.order).toBe(model.shift());
          } else {
            heap.push({ order: each.push, message, redelivered: true });
            model.push(each.push);
            model.sort((a, b) => a - b);
          }
          expect(heap.size).toBe(model.length);
          expect(heap.peek()?.order).toBe(model[0]);
        }
      }),
    );
  });

  test('lists its messages in order without losing one', () => {
    checkProperty(
      fc.property(distinctOrders, fc.nat(1000), fc.nat(20), fc.nat(5), (orders, behind, count, popped) => {
        const heap = new OrderHeap();
        for (const order of orders) heap.push({ order, message, redelivered: true });
        for (let i = 0; i < popped; i++) heap.pop();
        const wanted = orders.toSorted((a, b) => a - b).slice(popped);
        const some = wanted.filter((order) => order > behind).slice(0, count);
        expect(heap.after(behind, count).map((item) => item.order)).toEqual(some);
        expect(heap.all().map((item) => item.order)).toEqual(wanted);
        expect(Array.from(wanted, () => heap.pop()?.order)).toEqual(wanted);
      }),
    );
  });
});
