import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PeekedMessage } from '@/lib/contents-api';
import { diffLines, linesOf } from './message-diff';

const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 30 });

test('both texts can be read from the difference', () => {
  fc.assert(
    fc.property(words, words, (before, after) => {
      const lines = diffLines(before, after);
      const without = (kind: string) => lines.filter((line) => line.kind !== kind).map(({ text }) => text);
      expect(without('added')).toEqual(before);
      expect(without('removed')).toEqual(after);
    }),
  );
});

test('equal texts have no difference, whatever the order of their keys', () => {
  const message = (payload: string): PeekedMessage => ({
    state: 'ready',
    order: 0,
    exchange: '',
    routing_key: 'q',
    properties: { headers: { b: 1, a: 2 } },
    payload_bytes: payload.length,
    payload,
    payload_encoding: 'string',
  });
  const one = linesOf(message('{"x":1,"y":[{"b":1,"a":2}]}'));
  const two = linesOf(message('{"y":[{"a":2,"b":1}],"x":1}'));
  expect(diffLines(one, two).filter(({ kind }) => kind !== 'same')).toEqual([]);
  const three = linesOf(message('{"y":[{"a":3,"b":1}],"x":1}'));
  expect(diffLines(one, three).filter(({ kind }) => kind !== 'same')).toEqual([
    { kind: 'removed', text: '      "a": 2,' },
    { kind: 'added', text: '      "a": 3,' },
  ]);
});
