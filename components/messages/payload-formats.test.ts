import { expect, test } from 'vitest';
import { decodedBytes, hexDump, prettyJson } from './payload-formats';

test('only objects and lists are laid out as JSON', () => {
  expect(prettyJson('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
  expect(prettyJson('12')).toBeNull();
  expect(prettyJson('{not json')).toBeNull();
});

test('a hex dump shows offsets, bytes and printable characters', () => {
  expect(hexDump(decodedBytes('AAH/QUI=', 'base64'))).toBe('0000  00 01 ff 41 42           ...AB');
  expect(hexDump(new Uint8Array(5000)).split('\n').at(-1)).toBe('…');
});

test('text is counted in bytes of UTF-8', () => {
  expect(decodedBytes('é✓', 'string').length).toBe(5);
});
