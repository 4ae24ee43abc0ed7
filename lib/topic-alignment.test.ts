import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alignTopic } from './topic-alignment';
import { topicMatches } from './topic-pattern';

/** `orange=orange *=b`, with a `!` at parts that are not met. */
function written(pattern: string, key: string): string {
  const { parts, rest } = alignTopic(pattern, key);
  const texts = parts.map(({ part, words, isMet }) => `${isMet ? '' : '!'}${part}=${words.join('.')}`);
  return [...texts, ...(rest.length > 0 ? [`rest=${rest.join('.')}`] : [])].join(' ');
}

test.each([
  ['*.orange.*', 'quick.orange.rabbit', '*=quick orange=orange *=rabbit'],
  ['lazy.#', 'lazy', 'lazy=lazy #='],
  ['#.error', 'a.b.error', '#=a.b error=error'],
  ['#.a.#', 'b.a.c', '#=b a=a #=c'],
  ['*.orange.*', 'quick.blue.fox', '*=quick !orange=blue !*=fox'],
  ['a', 'a.b', 'a=a rest=b'],
  ['a.b', 'a', 'a=a !b='],
  ['', 'a', 'rest=a'],
  ['#', '', '#='],
])('%s over %s', (pattern, key, expected) => {
  expect(written(pattern, key)).toBe(expected);
});

test('all parts are met and nothing is left over exactly when the pattern matches', () => {
  const word = fc.constantFrom('a', 'b', 'c');
  const pattern = fc.array(fc.oneof(word, fc.constantFrom('*', '#')), { maxLength: 5 });
  fc.assert(
    fc.property(pattern, fc.array(word, { maxLength: 6 }), (parts, words) => {
      const [text, key] = [parts.join('.'), words.join('.')];
      const { parts: aligned, rest } = alignTopic(text, key);
      const isMet = aligned.every((part) => part.isMet) && rest.length === 0;
      return isMet === topicMatches(text, key);
    }),
    { numRuns: 5_000 },
  );
});
