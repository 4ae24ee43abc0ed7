import { expect, test } from 'vitest';
import { emptyEntry, entriesOf, entryProblem, hasProblem, newEntry, toRecord } from './key-value-model';

test('entries become typed values and blank rows are left out', () => {
  const entries = [
    newEntry('x-message-ttl', 'number', '60000'),
    newEntry('x-single-active-consumer', 'boolean', 'false'),
    newEntry('tags', 'json', '["a", 1]'),
    newEntry('note', 'string', ''),
    emptyEntry(),
  ];
  expect(hasProblem(entries)).toBe(false);
  expect(toRecord(entries)).toEqual({
    'x-message-ttl': 60000,
    'x-single-active-consumer': false,
    tags: ['a', 1],
    note: '',
  });
});

test('a record survives the way through entries', () => {
  const record = { text: '1', number: 1.5, yes: true, nested: { a: [null] } };
  expect(toRecord(entriesOf(record))).toEqual(record);
});

test.each([
  [newEntry('', 'string', 'value'), 'This value needs a name.'],
  [newEntry('a', 'number', ''), 'This is not a number.'],
  [newEntry('a', 'number', '1e999'), 'This is not a number.'],
  [newEntry('a', 'json', '{a}'), 'This is not valid JSON.'],
  [newEntry('twice', 'string', ''), '"twice" is here twice.'],
  [newEntry('a', 'json', 'null'), null],
])('entry %o has the problem %s', (entry, problem) => {
  expect(entryProblem(entry, [entry, newEntry('twice', 'string', '')])).toBe(problem);
});
