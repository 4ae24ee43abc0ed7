import { expect, test } from 'vitest';
import { preselectedQueue } from './preselected-queue';

const queues = [
  { name: 'amq.gen-1', exclusive: false },
  { name: 'a.reply', exclusive: true },
  { name: 'orders', exclusive: false },
  { name: 'invoices', exclusive: false },
];

test.each([
  ['the last one, while it is there', queues, 'orders', 'orders'],
  ['the first one that others may use, when the last one is gone', queues, 'gone', 'invoices'],
  ['the first one, when there is no last one', queues, null, 'invoices'],
  ['one with a name of the broker, when there is no other', queues.slice(0, 2), null, 'amq.gen-1'],
  ['a suggestion, when there is none', [], null, 'hello'],
  ['the last one, when there is none', [], 'mine', 'mine'],
])('%s', (_what, list, last, wanted) => {
  expect(preselectedQueue(list, last)).toBe(wanted);
});
