import { describe, expect, test } from 'vitest';
import { LoginGuard } from './login-guard';

function createGuard() {
  const clock = { time: 0, now: () => clock.time };
  const limits = { windowMs: 60_000, failuresPerName: 3, failuresPerAddress: 5, addresses: 2 };
  const guard = new LoginGuard(limits, clock);
  return { clock, guard };
}

function fail(guard: LoginGuard, address: string, name: string, times: number): void {
  for (let i = 0; i < times; i++) guard.failed({ address, name });
}

describe('the login guard', () => {
  test('lets an address wait that was wrong about a name too often', () => {
    const { guard, clock } = createGuard();
    fail(guard, '10.0.0.1', 'ann', 2);
    expect(guard.waitSeconds({ address: '10.0.0.1', name: 'ann' })).toBe(0);
    clock.time = 20_000;
    fail(guard, '10.0.0.1', 'ann', 1);
    expect(guard.waitSeconds({ address: '10.0.0.1', name: 'ann' })).toBe(40);
    expect(guard.waitSeconds({ address: '10.0.0.1', name: 'bob' })).toBe(0);
    expect(guard.waitSeconds({ address: '10.0.0.2', name: 'ann' })).toBe(0);
    clock.time = 59_999;
    expect(guard.waitSeconds({ address: '10.0.0.1', name: 'ann' })).toBe(1);
    clock.time = 60_000;
    expect(guard.waitSeconds({ address: '10.0.0.1', name: 'ann' })).toBe(0);
  });

  test('lets an address wait that tried too many names', () => {
    const { guard } = createGuard();
    for (const name of ['a', 'b', 'c', 'd', 'e']) fail(guard, '10.0.0.1', name, 1);
    expect(guard.waitSeconds({ address: '10.0.0.1', name: 'f' })).toBe(60);
  });

  test('forgives the failures with a name to who signs in with it, and no others', () => {
    const { guard } = createGuard();
    fail(guard, '10.0.0.1', 'ann', 2);
    guard.succeeded({ address: '10.0.0.1', name: 'ann' });
    fail(guard, '10.0.0.1', 'ann', 2);
    expect(guard.waitSeconds({ address: '10.0.0.1', name: 'ann' })).toBe(0);
    fail(guard, '10.0.0.1', 'bob', 1);
    expect(guard.waitSeconds({ address: '10.0.0.1', name: 'ann' })).toBe(60);
  });

  test.each([
    ['::ffff:10.0.0.1', '10.0.0.1', true],
    ['2001:db8::1', '2001:db8:0:0:ffff::2', true],
    ['2001:db8:1::1', '2001:db8:2::1', false],
    ['::1', '::2', true],
    ['10.0.0.1', '10.0.0.2', false],
  ])('takes %s and %s for one: %s', (first, second, isOne) => {
    const { guard } = createGuard();
    fail(guard, first, 'ann', 3);
    expect(guard.waitSeconds({ address: second, name: 'ann' }) > 0).toBe(isOne);
  });

  test('remembers so many addresses and no more', () => {
    const { guard } = createGuard();
    for (const address of ['10.0.0.1', '10.0.0.2', '10.0.0.3']) fail(guard, address, 'ann', 3);
    const waits = ['10.0.0.1', '10.0.0.2', '10.0.0.3'].map((address) => guard.waitSeconds({ address, name: 'ann' }));
    expect(waits).toEqual([0, 60, 60]);
  });
});
