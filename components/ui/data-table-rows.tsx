import { type KeyboardEvent, memo, type ReactNode, type RefObject, useState } from 'react';
import type { Column } from './data-table-model';
import { DataRow } from './data-table-row';
import { RowSlots } from './row-slots';

/** What is done with rows, and how they are called: always the same, though the functions are others at each render. */
export interface RowActs<Row> {
  readonly rowKey: (row: Row) => string;
  readonly rowLabel: (row: Row) => string;
  readonly onSelect: (row: Row) => void;
  readonly checked?: ReadonlySet<string> | undefined;
  readonly onCheckedChange?: (keys: ReadonlySet<string>) => void;
  readonly setActiveKey: (key: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

export interface DataRowsProps<Row> {
  readonly rows: readonly Row[];
  /** The rows from `first` to before `last` are in the document. */
  readonly first: number;
  readonly last: number;
  readonly columns: readonly Column<Row>[];
  readonly isCompact: boolean;
  readonly activeIndex: number;
  readonly selectedKey: string | null;
  readonly checked: ReadonlySet<string> | undefined;
  readonly latest: RefObject<RowActs<Row>>;
  /** Around the table. */
  readonly scrollRef: RefObject<HTMLElement | null>;
}

function Rows<Row>({ rows, first, last, columns, isCompact, latest, ...state }: DataRowsProps<Row>): ReactNode {
  const { activeIndex, selectedKey, checked, scrollRef } = state;
  const { rowKey, rowLabel } = latest.current;
  const [slots] = useState(() => new RowSlots());
  const near = rows.slice(first, last);
  const names = near.map(rowKey);
  const keys = slots.assign(names, hasFocus(scrollRef.current));
  return near.map((row, offset) => {
    const index = first + offset;
    const name = names[offset] as string;
    return (
      <DataRow
        key={keys[offset]}
        {...{ row, name, index, columns, isCompact, latest }}
        isActive={index === activeIndex}
        isSelected={name === selectedKey}
        isChecked={checked?.has(name)}
        label={rowLabel(row)}
      />
    );
  });
}

function hasFocus(table: HTMLElement | null): boolean {
  return table?.contains(document.activeElement) ?? false;
}

/** The rows in the document. A render of the page that changes none of them leaves them as they are. */
export const DataRows = memo(Rows) as typeof Rows;
