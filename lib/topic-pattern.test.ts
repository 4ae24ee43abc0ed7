import { describe, expect, test } from 'vitest';
import { topicMatches } from './topic-pattern';

describe('a topic pattern', () => {
  test.each([
    ['order.*', 'order.created', true],
    ['order.*', 'order', false],
    ['order.*', 'order.eu.created', false],
    ['order.#', 'order', true],
    ['order.#', 'order.eu.created', true],
    ['#', '', true],
    ['#', 'a.b', true],
    ['#.error', 'a.b', false],
    ['#.error', 'a.b.error', true],
    ['#.error', 'error', true],
    ['a.#.b.#', 'a.b', true],
    ['a.#.b.#', 'a.x.y.b.z', true],
    ['*.*', 'a', false],
    ['', '', true],
    ['*', '', false],
    ['*.#', '', false],
    ['a..b', 'a..b', true],
  ])('%s and %s: %s', (pattern, key, expected) => {
    expect(topicMatches(pattern, key)).toBe(expected);
  });
});
