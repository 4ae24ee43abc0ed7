import { type KeyboardEvent, memo, type ReactNode, type RefObject } from 'react';
import type { Column } from './data-table-model';
import { DataRow } from './data-table-row';

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
  /** In pixels. */
  readonly height: number;
  readonly isCompact: boolean;
  readonly activeIndex: number;
  readonly selectedKey: string | null;
  readonly checked: ReadonlySet<string> | undefined;
  readonly latest: RefObject<RowActs<Row>>;
}

function Rows<Row>({ rows, first, last, columns, height, isCompact, latest, ...state }: DataRowsProps<Row>): ReactNode {
  const { activeIndex, selectedKey, checked } = state;
  const { rowKey, rowLabel } = latest.current;
  return rows.slice(first, last).map((row, offset) => {
    const index = first + offset;
    const key = rowKey(row);
    return (
      <DataRow
        key={key}
        name={key}
        {...{ row, index, height, columns, isCompact, latest }}
        isActive={index === activeIndex}
        isSelected={key === selectedKey}
        isChecked={checked?.has(key)}
        label={rowLabel(row)}
      />
    );
  });
}

/** The rows in the document. A render of the page that changes none of them leaves them as they are. */
export const DataRows = memo(Rows) as typeof Rows;
