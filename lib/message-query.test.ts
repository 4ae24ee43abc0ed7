import { expect, test } from 'vitest';
import type { PeekedMessage } from './contents-api';
import { matchesQuery, parseMessageQuery, pathIn, peekWishOf } from './message-query';

const message: PeekedMessage = {
  state: 'ready',
  order: 1,
  redelivered: true,
  exchange: 'shop',
  routing_key: 'orders.created.eu',
  properties: { headers: { tenant: 'acme', 'x.y': 1, tries: 3 }, type: 'created', timestamp: 1000 },
  payload_bytes: 2000,
  payload: '{"total":120,"items":[{"sku":"a b"}],"note":"out of stock"}'.padEnd(2000),
  payload_encoding: 'string',
};

const nowMs = 1_120_000;

function matches(text: string): boolean {
  const query = parseMessageQuery(text);
  expect(query.problem).toBeNull();
  return matchesQuery(query, message, nowMs);
}

for (const [text, isMatch] of [
  ['', true],
  ['key:orders.created.eu', true],
  ['key:orders.*', true],
  ['key:orders', false],
  ['-key:orders.*', false],
  ['exchange:shop redelivered:true', true],
  ['header.tenant=acme', true],
  ['header.tenant!=acme', false],
  ['header.tenant', true],
  ['header.nothing', false],
  ['header.tries>2', true],
  ['header.x.y=1', true],
  ['body.total>100', true],
  ['body.total>=121', false],
  ['body.items[0].sku="a b"', true],
  ['"out of stock"', true],
  ['stock', true],
  ['"in stock"', false],
  ['size>1k', true],
  ['size<1k', false],
  ['age<5m', true],
  ['age>5m', false],
  ['type:created', true],
  ['type:cre*', true],
] as const) {
  test(`${text || 'nothing'} ${isMatch ? 'matches' : 'does not match'}`, () => expect(matches(text)).toBe(isMatch));
}

test('a text that may be in the bytes that are not here hides nothing', () => {
  const beginning = { ...message, payload_bytes: 5000 };
  for (const text of ['"in stock"', '-"in stock"', '"out of stock"']) {
    expect(matchesQuery(parseMessageQuery(text), beginning, nowMs)).toBe(true);
  }
  expect(matchesQuery(parseMessageQuery('-"out of stock"'), beginning, nowMs)).toBe(false);
});

test('a field that does not exist is named', () => {
  expect(parseMessageQuery('colour:red').problem).toContain('colour');
});

test('the broker is asked for what it can look for', () => {
  expect(peekWishOf(parseMessageQuery('key:*.orders.* header.tenant=acme header.tries>2 "out of" -key:x'))).toEqual({
    routingKey: '.orders.',
    payload: 'out of',
    headers: ['tenant=acme', 'tries'],
  });
  expect(peekWishOf(parseMessageQuery('key:*'))).toEqual({ routingKey: null, payload: null, headers: [] });
});

test('a path that leads nowhere is undefined', () => {
  expect(pathIn({ a: { b: 1 } }, 'a.c')).toBeUndefined();
  expect(pathIn({ a: [1, 2] }, 'a[1]')).toBe(2);
  expect(pathIn({ a: 1 }, '')).toBeUndefined();
  expect(pathIn({}, '__proto__.x')).toBeUndefined();
});
