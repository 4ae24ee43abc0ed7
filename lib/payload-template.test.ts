import { expect, test } from 'vitest';
import { compileTemplate } from './payload-template';

test('the number, a new id and the time are filled in', () => {
  const { fill } = compileTemplate('{{n}} {{uuid}} {{now}} {{other}}');
  expect(fill(7)).toMatch(
    /^7 [0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12} \d{4}-\d\d-\d\dT[\d:.]+Z \{\{other\}\}$/,
  );
  expect(fill(8)).not.toBe(fill(8));
});

test('text without a place to fill is the same for each message', () => {
  const { fill, isFixed } = compileTemplate('{"n": 1, "m": "{{x}}"}');
  expect([isFixed, fill(1), fill(2)]).toEqual([true, '{"n": 1, "m": "{{x}}"}', fill(1)]);
});

test('one of several texts is picked for each message, and each of them now and then', () => {
  const { fill } = compileTemplate('{"colour":"{{pick:red,green,}}"}');
  const seen = new Set(Array.from({ length: 200 }, (_, n) => fill(n)));
  expect([...seen].sort()).toEqual(['{"colour":""}', '{"colour":"green"}', '{"colour":"red"}']);
});
