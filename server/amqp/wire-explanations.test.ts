import { expect, test } from 'vitest';
import { wireExplanations } from '@/lib/wire-explanations';
import { METHODS } from './spec';

test('every method of the spec is explained, and nothing else', () => {
  expect(Object.keys(wireExplanations).sort()).toEqual(Object.keys(METHODS).sort());
  for (const text of Object.values(wireExplanations)) expect(text).toMatch(/^[A-Z].{15,}\.$/);
});
