import { expect, test } from 'vitest';
import { type Column, nextSort, sortRows } from './data-table-model';

interface Row {
  readonly name: string;
  readonly ready: number;
}

const columns: readonly Column<Row>[] = [
  { id: 'name', header: 'Name', sortValue: (row) => row.name, cell: (row) => row.name },
  { id: 'ready', header: 'Ready', sortValue: (row) => row.ready, cell: (row) => row.ready },
  { id: 'plain', header: 'Plain', cell: () => null },
];

const rows: readonly Row[] = [
  { name: 'q10', ready: 5 },
  { name: 'q2', ready: 5 },
  { name: 'q1', ready: 40 },
];

function names(sort: string): string[] {
  return sortRows(rows, columns, sort).map((row) => row.name);
}

test('text sorts with its numbers as numbers', () => {
  expect(names('name')).toEqual(['q1', 'q2', 'q10']);
  expect(names('-name')).toEqual(['q10', 'q2', 'q1']);
});

test('numbers sort as numbers and equal rows keep their order', () => {
  expect(names('-ready')).toEqual(['q1', 'q10', 'q2']);
});

test('an unknown or unsortable column leaves the order alone', () => {
  expect(names('plain')).toEqual(['q10', 'q2', 'q1']);
  expect(names('nothing')).toEqual(['q10', 'q2', 'q1']);
});

test('several columns sort one after the other', () => {
  expect(names('ready,-name')).toEqual(['q10', 'q2', 'q1']);
  expect(names('-ready,name')).toEqual(['q1', 'q2', 'q10']);
});

test('a press sorts by a column alone, with Shift after the others, and again the other way round', () => {
  const [name, ready] = columns as [Column<Row>, Column<Row>];
  expect(nextSort(ready, 'name', false)).toBe('ready');
  expect(nextSort(ready, 'name', true)).toBe('name,ready');
  expect(nextSort(name, 'name,ready', true)).toBe('-name,ready');
  expect(nextSort({ ...ready, align: 'end' }, 'name', false)).toBe('-ready');
});
