import type { ReactNode } from 'react';
import { glossary, type TermName, termNamed } from './glossary';

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  /** The term of the field behind the header, when the header is not the term itself. */
  readonly explained?: TermName;
  /** A CSS width; columns without one share what is left. */
  readonly width?: string;
  readonly compactWidth?: string;
  readonly align?: 'start' | 'end';
  /** The column is shown when the table is at least this many pixels wide. */
  readonly minTableWidth?: number;
  readonly sortValue?: (row: Row) => string | number;
  readonly cell: (row: Row, context: { readonly isCompact: boolean }) => ReactNode;
}

/** What a column is about, in plain words; undefined where the header says it. */
export function explanationOf({ header, explained }: Pick<Column<never>, 'header' | 'explained'>): string | undefined {
  const name = explained ?? termNamed(header);
  return name === undefined ? undefined : glossary[name];
}

/** A column id, with `-` before it for descending; several with commas between them, the most important first. */
export type Sort = string;

export interface SortKey {
  readonly id: string;
  readonly isDescending: boolean;
}

export function sortKeys(sort: Sort): readonly SortKey[] {
  return sort
    .split(',')
    .filter((key) => key !== '')
    .map((key) => (key.startsWith('-') ? { id: key.slice(1), isDescending: true } : { id: key, isDescending: false }));
}

/** The sort after a press on a column's head; with `isAdded` the column comes after those that sort already. */
export function nextSort<Row>(column: Column<Row>, sort: Sort, isAdded: boolean): Sort {
  const keys = sortKeys(sort);
  const current = keys.find(({ id }) => id === column.id);
  const isDescending = current ? !current.isDescending : column.align === 'end';
  const key = `${isDescending ? '-' : ''}${column.id}`;
  if (!isAdded) return key;
  const text = (one: SortKey): string => (one.id === column.id ? key : `${one.isDescending ? '-' : ''}${one.id}`);
  return current ? keys.map(text).join(',') : [...keys.map(text), key].join(',');
}

let collator: Intl.Collator | undefined;

/** It takes a browser some milliseconds to make, and a table of numbers needs none. */
function collate(a: string, b: string): number {
  collator ??= new Intl.Collator('en', { numeric: true });
  return collator.compare(a, b);
}

export function sortRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sort: Sort): readonly Row[] {
  const orders = sortKeys(sort).flatMap(({ id, isDescending }) => {
    const sortValueOf = columns.find((column) => column.id === id)?.sortValue;
    return sortValueOf ? [{ sortValueOf, direction: isDescending ? -1 : 1 }] : [];
  });
  if (orders.length === 0) return rows;
  return rows
    .map((row) => ({ row, values: orders.map(({ sortValueOf }) => sortValueOf(row)) }))
    .sort((a, b) => {
      for (const [i, { direction }] of orders.entries()) {
        const order = direction * compare(a.values[i] as Value, b.values[i] as Value);
        if (order !== 0) return order;
      }
      return 0;
    })
    .map(({ row }) => row);
}

type Value = string | number;

function compare(a: Value, b: Value): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collate(String(a), String(b));
}
