import { expect, test } from 'vitest';
import { compileTemplate } from './payload-template';

test('the number, a new id and the time are filled in', () => {
  const fill = compileTemplate('{{n}} {{uuid}} {{now}} {{other}}');
  expect(fill(7).toString()).toMatch(/^7 [0-9a-f-]{36} \d{4}-\d\d-\d\dT[\d:.]+Z \{\{other\}\}$/);
  expect(fill(8).toString()).not.toBe(fill(8).toString());
});

test('text without a place to fill is the same for each message', () => {
  const fill = compileTemplate('{"n": 1}');
  expect(fill(1)).toBe(fill(2));
});

test('one of several texts is picked for each message, and each of them now and then', () => {
  const fill = compileTemplate('{"colour":"{{pick:red,green,}}"}');
  const seen = new Set(Array.from({ length: 200 }, (_, n) => fill(n).toString()));
  expect([...seen].sort()).toEqual(['{"colour":""}', '{"colour":"green"}', '{"colour":"red"}']);
});
