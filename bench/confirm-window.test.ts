import { expect, test } from 'vitest';
import { ConfirmWindow } from './confirm-window';

test('confirms one by one, in any order, are each counted once', () => {
  const window = new ConfirmWindow(4);
  for (const tag of [2, 1, 4, 3, 3]) window.settle(tag, false);
  expect(window.confirmed).toBe(4);
});

test('a multiple confirm does not count again what was confirmed alone', () => {
  const window = new ConfirmWindow(8);
  window.settle(2, false);
  window.settle(5, false);
  window.settle(4, true);
  expect(window.confirmed).toBe(5);
  window.settle(6, true);
  expect(window.confirmed).toBe(6);
});

test('the ring of flags is reused for ever', () => {
  const window = new ConfirmWindow(3);
  for (let tag = 1; tag <= 1000; tag += 2) {
    window.settle(tag + 1, false);
    window.settle(tag, false);
  }
  expect(window.confirmed).toBe(1000);
});
