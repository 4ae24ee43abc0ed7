import { expect, test } from 'vitest';
import { readCollection, writeCollection } from './collection-file';
import { baseName, copyName, foldersOf } from './folders';

const message = {
  name: 'orders/created',
  value: {
    exchange: 'shop',
    body: { routing_key: 'a', properties: {}, payload: '{{n}}', payload_encoding: 'string' as const },
  },
};

test('names with slashes stand in folders, and those without come first', () => {
  const folders = foldersOf(['a/b/x', 'b', 'a/y', 'a/b/z'].map((name) => ({ name, value: 0 })));
  expect(folders.map(({ path, items }) => [path, items.map(({ name }) => baseName(name))])).toEqual([
    ['', ['b']],
    ['a', ['y']],
    ['a/b', ['x', 'z']],
  ]);
});

test('a copy has a name of its own in the same folder', () => {
  const taken = ['a/x', 'a/x copy'].map((name) => ({ name }));
  expect([copyName('b', taken), copyName('a/x', taken)]).toEqual(['b copy', 'a/x copy 2']);
});

test('what was exported comes back', () => {
  const collection = { messages: [message], producers: [] };
  expect(readCollection(writeCollection(collection))).toEqual(collection);
});

test.each([
  ['{oops', 'not JSON'],
  ['[]', 'No saved messages'],
  ['null', 'No saved messages'],
  ['{"messages":{}}', 'No saved messages'],
  ['{"messages":[{"name":"x","value":{"exchange":7}}]}', 'Its message 1 (x) is not well formed'],
  ['{"producers":[{"name":"","value":{}}]}', 'Its producer 1'],
])('%s is refused with a reason', (text, reason) => {
  expect(() => readCollection(text)).toThrow(reason);
});
