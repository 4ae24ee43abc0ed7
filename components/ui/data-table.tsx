'use client';

import { type ReactNode, useMemo, useRef } from 'react';
import { DataTableHeader } from './data-table-header';
import { type Column, type Sort, sortRows } from './data-table-model';
import { CheckAll } from './data-table-row';
import { DataRows, type RowActs } from './data-table-rows';
import { useDensity } from './density';
import { useElementWidth } from './use-element-width';
import { useRowKeys } from './use-row-keys';
import { useRowWindow } from './use-row-window';

export interface DataTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** All rows; they are sorted once and filtered as often as the filter changes. */
  readonly rows: readonly Row[];
  readonly isShown: (row: Row) => boolean;
  readonly rowKey: (row: Row) => string;
  readonly rowLabel: (row: Row) => string;
  readonly sort: Sort;
  readonly onSortChange: (sort: Sort) => void;
  readonly selectedKey: string | null;
  readonly onSelect: (row: Row) => void;
  /** The ids of columns that are left out. */
  readonly hidden?: readonly string[];
  /** The keys of the rows that are chosen for an act upon many; without it rows cannot be chosen. */
  readonly checked?: ReadonlySet<string> | undefined;
  readonly onCheckedChange?: (keys: ReadonlySet<string>) => void;
  /** What stands in place of rows when there are none. */
  readonly empty: ReactNode;
}

const compactBelow = 560;
/** In pixels. A row of a narrow table has a second line, for what has no column there. */
const rowHeights = { oneLine: { airy: 41, dense: 33 }, twoLines: { airy: 56, dense: 45 } } as const;
/** Of a column without a width of its own. */
const leastColumnWidth = '8rem';
/** Of the column of boxes. */
const checkWidth = '2.75rem';

/** With more columns than fit, the table is wider than its place and scrolls, so that none of them vanishes. */
function leastWidth<Row>(columns: readonly Column<Row>[], isCompact: boolean, hasChecks: boolean): string {
  const widths = columns.map(
    ({ width, compactWidth }) => (isCompact ? compactWidth : undefined) ?? width ?? leastColumnWidth,
  );
  return `calc(${[...widths, hasChecks ? checkWidth : '0rem'].join(' + ')})`;
}

/** The style sheet takes one of the two by the density that somebody has chosen, which the server does not know. */
function heightStyle(isCompact: boolean): Readonly<Record<string, string>> {
  const { airy, dense } = rowHeights[isCompact ? 'twoLines' : 'oneLine'];
  return { '--row-airy': `${airy}px`, '--row-dense': `${dense}px` };
}

const none: readonly string[] = [];

/**
 * A table of any length. Only the rows near the viewport are in the document; one row is in the tab order and the arrow
 * keys, Home, End, Page Up and Page Down move it.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rows, isShown, rowKey, sort, selectedKey, empty, hidden = none, checked, onCheckedChange } = props;
  const scrollRef = useRef<HTMLDivElement>(null);
  const width = useElementWidth(scrollRef);
  const isCompact = width < compactBelow;
  const isDense = useDensity() === 'compact';
  const shown = useMemo(
    () => columns.filter(({ id, minTableWidth = 0 }) => minTableWidth <= width && !hidden.includes(id)),
    [columns, width, hidden],
  );
  const all = useMemo(() => sortRows(rows, columns, sort), [rows, columns, sort]);
  const sorted = useMemo(() => all.filter(isShown), [all, isShown]);
  const rowHeight = rowHeights[isCompact ? 'twoLines' : 'oneLine'][isDense ? 'dense' : 'airy'];
  const { first, last, scrollTo } = useRowWindow({ scrollRef, count: sorted.length, rowHeight });
  const { activeIndex, setActiveKey, onKeyDown } = useRowKeys({
    scrollRef,
    rows: sorted,
    rowKey,
    selectedKey,
    rowHeight,
    scrollTo,
  });

  const latest = useRef<RowActs<Row>>({ ...props, setActiveKey, onKeyDown });
  latest.current = { ...props, setActiveKey, onKeyDown };

  const checkAll =
    checked && onCheckedChange ? (
      <CheckAll keys={() => sorted.map(rowKey)} count={sorted.length} checked={checked} onChange={onCheckedChange} />
    ) : null;

  return (
    <div ref={scrollRef} className="relative h-full overflow-auto overscroll-contain">
      <table
        aria-label={props.label}
        aria-rowcount={sorted.length + 1}
        style={{ minWidth: leastWidth(shown, isCompact, checkAll !== null), ...heightStyle(isCompact) }}
        className="data-table w-full table-fixed border-separate border-spacing-0 text-[0.8125rem]"
      >
        <DataTableHeader
          columns={shown}
          sort={sort}
          onSortChange={props.onSortChange}
          isCompact={isCompact}
          checkAll={checkAll}
        />
        <tbody>
          <Spacer height={first * rowHeight} />
          <DataRows
            rows={sorted}
            latest={latest}
            columns={shown}
            {...{ first, last, isCompact, activeIndex, selectedKey, checked, scrollRef }}
          />
          <Spacer height={(sorted.length - last) * rowHeight} />
        </tbody>
      </table>
      {sorted.length === 0 && empty}
    </div>
  );
}

function Spacer({ height }: { readonly height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden>
      <td style={{ height }} />
    </tr>
  );
}
