import { expect, test } from 'vitest';
import { cheapFirst, matchesQuery, parseMessageQuery, pathIn, type Searchable } from './message-query';

const payload = '{"total":120,"items":[{"sku":"a b"}],"note":"out of stock"}';

const message: Searchable = {
  redelivered: true,
  exchange: 'shop',
  routing_key: 'orders.created.eu',
  properties: { headers: { tenant: 'acme', 'x.y': 1, tries: 3 }, type: 'created', timestamp: 1000 },
  payload_bytes: 2000,
  due_in_ms: 90_000,
  includes: (text) => payload.includes(text),
  json: () => JSON.parse(payload),
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
  ['type:*e*', true],
  ['type:*created*', true],
  ['type:created*d', false],
  ['type:*ea*at*', false],
  ['due<2m', true],
  ['due<1m', false],
] as const) {
  test(`${text || 'nothing'} ${isMatch ? 'matches' : 'does not match'}`, () => expect(matches(text)).toBe(isMatch));
}

test('no pattern takes long', () => {
  const long = { ...message, routing_key: `${'a'.repeat(100_000)}b` };
  const before = performance.now();
  expect(matchesQuery(parseMessageQuery(`key:${'*a'.repeat(50)}*c`), long, nowMs)).toBe(false);
  expect(performance.now() - before).toBeLessThan(200);
});

test('a field that does not exist is named', () => {
  expect(parseMessageQuery('colour:red').problem).toContain('colour');
});

test('what is looked at quickly comes first', () => {
  const { terms } = cheapFirst(parseMessageQuery('body.total>1 "text" header.x key:a'));
  expect(terms.map(({ field }) => field)).toEqual(['key', 'header.x', 'text', 'body.total']);
});

test('a path that leads nowhere is undefined', () => {
  expect(pathIn({ a: { b: 1 } }, 'a.c')).toBeUndefined();
  expect(pathIn({ a: [1, 2] }, 'a[1]')).toBe(2);
  expect(pathIn({ a: 1 }, '')).toBeUndefined();
  expect(pathIn({}, '__proto__.x')).toBeUndefined();
});
