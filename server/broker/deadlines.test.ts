import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FakeTime } from '@/server/testing/fake-time';
import { checkProperty } from '@/server/testing/seeds';
import { Deadline, Deadlines } from './deadlines';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Sets the deadline with this number; an infinite time takes it off. */
const setting = fc.record({
  which: fc.nat(9),
  afterMs: fc.oneof(fc.nat(1000), fc.constant(Number.POSITIVE_INFINITY)),
  passMs: fc.nat(100),
});

describe('deadlines', () => {
  test('run each at its time, whatever was set, moved and taken off before', () => {
    checkProperty(
      fc.property(fc.array(setting, { maxLength: 40 }), (settings) => {
        const time = new FakeTime();
        const ran: string[] = [];
        const deadlines = new Deadlines(time, time, () => {});
        const all = Array.from({ length: 10 }, (_, i) => new Deadline((now) => ran.push(`${i} at ${now}`)));
        const due = new Map<number, number>();
        const expected: string[] = [];
        const pass = (milliseconds: number): void => {
          const end = time.now() + milliseconds;
          const over = [...due].filter(([, at]) => at <= end).sort(([a, x], [b, y]) => x - y || a - b);
          for (const [which, at] of over) {
            expected.push(`${which} at ${at}`);
            due.delete(which);
          }
          time.pass(milliseconds);
        };
        for (const { which, afterMs, passMs } of settings) {
          // A timer needs at least a millisecond.
          const at = time.now() + afterMs + 1;
          deadlines.set(all[which] as Deadline, at);
          if (at === Number.POSITIVE_INFINITY) due.delete(which);
          else due.set(which, at);
          expect(time.running).toBeLessThanOrEqual(1);
          pass(passMs);
        }
        pass(2000);
        // What is due in the same millisecond may run in any order.
        expect([...ran].sort()).toEqual([...expected].sort());
        expect(ran.map((text) => text.split(' at ')[1])).toEqual(expected.map((text) => text.split(' at ')[1]));
        expect(all.every(({ place }) => place === -1)).toBe(true);
      }),
      500,
    );
  });

  test('that lie years ahead are waited for in days', () => {
    const time = new FakeTime();
    let runs = 0;
    const deadlines = new Deadlines(time, time, () => {});
    const deadline = new Deadline(() => {
      runs += 1;
    });
    deadlines.set(deadline, time.now() + 400 * DAY_MS);
    time.pass(400 * DAY_MS - 1);
    expect(runs).toBe(0);
    time.pass(1);
    expect(runs).toBe(1);
  });

  test('say when something was done', () => {
    const time = new FakeTime();
    let ends = 0;
    const deadlines = new Deadlines(time, time, () => {
      ends += 1;
    });
    for (const afterMs of [10, 10, 20]) deadlines.set(new Deadline(() => {}), time.now() + afterMs);
    time.pass(100);
    expect(ends).toBe(2);
  });
});
