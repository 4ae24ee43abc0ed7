import { expect, test } from 'vitest';
import { exchangesFor, readPublishWish } from './publish-commands';

test.each([
  ['publish orders.created to shop', { routingKey: 'orders.created', exchange: 'shop' }],
  ['Publish  orders.created', { routingKey: 'orders.created', exchange: '' }],
  ['publish x to ', { routingKey: 'x', exchange: '' }],
  ['publish x into my exchange', { routingKey: 'x', exchange: 'my exchange' }],
  ['publish', null],
  ['publisher x', null],
  ['publish a b', null],
])('%j is understood', (text, wish) => {
  expect(readPublishWish(text)).toEqual(wish);
});

test('the exchanges that are meant come first, and internal ones not at all', () => {
  const exchanges = ['', 'workshop', 'shop.eu', 'shop', 'amq.topic'].map((name) => ({ name, internal: false }));
  const all = [...exchanges, { name: 'shop.internal', internal: true }];
  const names = (exchange: string) => exchangesFor({ routingKey: 'k', exchange }, all).map(({ name }) => name);
  expect(names('shop')).toEqual(['shop', 'shop.eu', 'workshop']);
  expect(names('default')).toEqual(['']);
  expect(names('')).toHaveLength(5);
});
