import { expect, test } from 'vitest';
import { compileTemplate, keyTemplateProblem } from './payload-template';

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

test.each([
  'orders.created',
  '',
  'o.{{n}}.{{uuid}}',
  '{{pick:eu,us}}.{{now}}',
  '{x} }} {',
  '{{pick:a,}}',
  'é'.repeat(127),
])('the routing key %s is right', (key) => {
  expect(keyTemplateProblem(key)).toBeNull();
});

test.each([
  ['o.{{uid}}', '{{uid}} is not a variable. There are {{n}}, {{uuid}}, {{now}} and {{pick:a,b}}.'],
  ['{{ n }}', '{{ n }} is not a variable.'],
  ['o.{{n', 'Its {{ is not closed.'],
  ['{{pick:a,{{n}}}}', 'Its {{ is not closed.'],
  ['{{pick:}}', 'nothing to pick from'],
  ['é'.repeat(128), 'It can become 256 bytes long, and a routing key has at most 255.'],
  [`${'k'.repeat(230)}{{pick:a,${'b'.repeat(30)}}}`, '260 bytes'],
  [`${'k'.repeat(220)}{{uuid}}`, '256 bytes'],
])('the routing key %s is refused with a reason', (key, reason) => {
  expect(keyTemplateProblem(key)).toContain(reason);
});
