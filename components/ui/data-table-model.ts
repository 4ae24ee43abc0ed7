import type { ReactNode } from 'react';

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  /** A CSS width; columns without one share what is left. */
  readonly width?: string;
  readonly compactWidth?: string;
  readonly align?: 'start' | 'end';
  /** The column is shown when the table is at least this many pixels wide. */
  readonly minTableWidth?: number;
  readonly sortValue?: (row: Row) => string | number;
  readonly cell: (row: Row, context: { readonly isCompact: boolean }) => ReactNode;
}

/** A column id, with `-` before it for descending. */
export type Sort = string;

export function sortColumn(sort: Sort): { readonly id: string; readonly isDescending: boolean } {
  return sort.startsWith('-') ? { id: sort.slice(1), isDescending: true } : { id: sort, isDescending: false };
}

const collator = new Intl.Collator('en', { numeric: true });

export function sortRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sort: Sort): readonly Row[] {
  const { id, isDescending } = sortColumn(sort);
  const sortValueOf = columns.find((column) => column.id === id)?.sortValue;
  if (!sortValueOf) return rows;
  const direction = isDescending ? -1 : 1;
  return rows
    .map((row) => ({ row, value: sortValueOf(row) }))
    .sort((a, b) => direction * compare(a.value, b.value))
    .map(({ row }) => row);
}

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
}
