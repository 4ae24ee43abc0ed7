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
