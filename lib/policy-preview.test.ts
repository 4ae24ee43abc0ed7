import { expect, test } from 'vitest';
import type { Policy } from './admin-api';
import { previewPolicy } from './policy-preview';

const queues = [
  { name: 'orders', type: 'classic' },
  { name: 'orders.eu', type: 'quorum' },
  { name: 'mail', type: 'classic' },
];
const exchanges = [{ name: 'orders' }];
const draft = { name: 'ttl', pattern: '^orders', applyTo: 'all', priority: 1 } as const;
const rival: Policy = { vhost: '/', name: 'old', pattern: 'eu$', 'apply-to': 'queues', definition: {}, priority: 0 };

function names(...args: Parameters<typeof previewPolicy>): string[] {
  return previewPolicy(...args).map(({ kind, name }) => `${kind} ${name}`);
}

test('a pattern matches anywhere in the names of queues and exchanges', () => {
  const facts = { queues, exchanges, policies: [] };
  expect(names(draft, facts)).toEqual(['queue orders', 'queue orders.eu', 'exchange orders']);
  expect(names({ ...draft, applyTo: 'quorum_queues' }, facts)).toEqual(['queue orders.eu']);
  expect(names({ ...draft, applyTo: 'exchanges' }, facts)).toEqual(['exchange orders']);
  expect(names({ ...draft, pattern: '(' }, facts)).toEqual([]);
});

test('the policy of the highest priority applies, and the one that was there first wins a draw', () => {
  const facts = { queues, exchanges: [], policies: [rival] };
  expect(previewPolicy(draft, facts)).toMatchObject([
    { name: 'orders', outrankedBy: null, replaces: null },
    { name: 'orders.eu', outrankedBy: null, replaces: 'old' },
  ]);
  expect(previewPolicy({ ...draft, priority: 0 }, facts)[1]).toMatchObject({ outrankedBy: 'old', replaces: null });
});

test('a policy that is being changed is no rival of its own', () => {
  expect(
    previewPolicy({ ...draft, name: 'old', priority: -1 }, { queues, exchanges, policies: [rival] }),
  ).toMatchObject([{ outrankedBy: null }, { outrankedBy: null }, { outrankedBy: null }]);
});
