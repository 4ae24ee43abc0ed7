import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RowSlots } from './row-slots';

describe('the slots of rows', () => {
  test('a row keeps its slot while others come and go', () => {
    const slots = new RowSlots();
    const [a, b, c] = slots.assign(['a', 'b', 'c'], false);
    expect(slots.assign(['b', 'c', 'd'], false)).toEqual([b, c, a]);
    expect(slots.assign(['c', 'd', 'b'], false)).toEqual([c, a, b]);
  });

  test('rows that have gone give their slots in order to those that come', () => {
    const slots = new RowSlots();
    const former = slots.assign(['a', 'b', 'c'], false);
    expect(slots.assign(['x', 'y', 'z'], false)).toEqual(former);
  });

  test('while they are held, rows that come get slots of their own', () => {
    const slots = new RowSlots();
    const [a, b] = slots.assign(['a', 'b'], false);
    const [kept, fresh] = slots.assign(['b', 'c'], true);
    expect(kept).toBe(b);
    expect([a, b]).not.toContain(fresh);
  });

  test('no two rows ever have the same slot, and those that stay keep theirs', () => {
    const names = fc.uniqueArray(fc.constantFrom(...'abcdefghij'), { maxLength: 8 });
    fc.assert(
      fc.property(fc.array(fc.tuple(names, fc.boolean()), { maxLength: 20 }), (steps) => {
        const slots = new RowSlots();
        let former = new Map<string, number>();
        for (const [rows, isHeld] of steps) {
          const given = slots.assign(rows, isHeld);
          expect(new Set(given).size).toBe(rows.length);
          const now = new Map(rows.map((row, at) => [row, given[at] as number]));
          for (const [row, slot] of former) if (now.has(row)) expect(now.get(row)).toBe(slot);
          former = now;
        }
      }),
    );
  });
});
