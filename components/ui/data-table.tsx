'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { cn } from './cn';
import { DataTableHeader } from './data-table-header';
import { type Column, type Sort, sortRows } from './data-table-model';
import { useElementWidth } from './use-element-width';

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
  /** What stands in place of rows when there are none. */
  readonly empty: ReactNode;
}

const compactBelow = 560;
const overscan = 12;

/**
 * A table of any length. Only the rows near the viewport are in the document; one row is in the tab order and the arrow
 * keys, Home, End, Page Up and Page Down move it.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rows, isShown, rowKey, sort, selectedKey, empty } = props;
  const scrollRef = useRef<HTMLDivElement>(null);
  const width = useElementWidth(scrollRef);
  const isCompact = width < compactBelow;
  const shown = useMemo(() => columns.filter((column) => (column.minTableWidth ?? 0) <= width), [columns, width]);
  const all = useMemo(() => sortRows(rows, columns, sort), [rows, columns, sort]);
  const sorted = useMemo(() => all.filter(isShown), [all, isShown]);
  const rowHeight = isCompact ? 56 : 41;
  const virtualizer = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeight,
    overscan,
    scrollPaddingStart: 36,
  });
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const currentKey = activeKey ?? selectedKey;
  const found = sorted.findIndex((row) => rowKey(row) === currentKey);
  const activeIndex = found === -1 ? 0 : found;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height of a row is read through the closure.
  useEffect(() => virtualizer.measure(), [rowHeight, virtualizer]);

  function moveTo(index: number) {
    const target = Math.max(0, Math.min(sorted.length - 1, index));
    const row = sorted[target];
    if (row === undefined) return;
    setActiveKey(rowKey(row));
    virtualizer.scrollToIndex(target);
    requestAnimationFrame(() => {
      scrollRef.current?.querySelector<HTMLElement>(`[data-row="${target}"]`)?.focus({ preventScroll: true });
    });
  }

  function onKeyDown(event: KeyboardEvent) {
    const page = Math.max(1, Math.floor((scrollRef.current?.clientHeight ?? 0) / rowHeight) - 2);
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: activeIndex + 1,
      ArrowUp: activeIndex - 1,
      PageDown: activeIndex + page,
      PageUp: activeIndex - page,
      Home: 0,
      End: sorted.length - 1,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    moveTo(target);
  }

  const items = virtualizer.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);

  return (
    <div ref={scrollRef} className="relative h-full overflow-auto overscroll-contain">
      <table
        aria-label={props.label}
        aria-rowcount={sorted.length + 1}
        className="w-full table-fixed border-separate border-spacing-0 text-[0.8125rem]"
      >
        <DataTableHeader columns={shown} sort={sort} onSortChange={props.onSortChange} isCompact={isCompact} />
        <tbody>
          <Spacer height={before} columns={shown.length} />
          {items.map((item) => {
            const row = sorted[item.index];
            return row === undefined ? null : (
              <DataRow
                key={rowKey(row)}
                row={row}
                index={item.index}
                height={rowHeight}
                columns={shown}
                isCompact={isCompact}
                isActive={item.index === activeIndex}
                isSelected={rowKey(row) === selectedKey}
                label={props.rowLabel(row)}
                onKeyDown={onKeyDown}
                onSelect={() => {
                  setActiveKey(rowKey(row));
                  props.onSelect(row);
                }}
              />
            );
          })}
          <Spacer height={after} columns={shown.length} />
        </tbody>
      </table>
      {sorted.length === 0 && empty}
    </div>
  );
}

interface DataRowProps<Row> {
  readonly row: Row;
  readonly index: number;
  readonly height: number;
  readonly columns: readonly Column<Row>[];
  readonly isCompact: boolean;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly label: string;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onSelect: () => void;
}

function DataRow<Row>(props: DataRowProps<Row>) {
  const { row, index, columns, isSelected, isCompact } = props;
  return (
    <tr
      aria-rowindex={index + 2}
      aria-current={isSelected || undefined}
      style={{ height: props.height }}
      onClick={props.onSelect}
      className="group/row cursor-pointer transition-colors hover:bg-muted/70 aria-[current]:bg-accent"
    >
      {columns.map((column, position) => {
        const className = cn(
          'truncate border-b px-3 first:pl-4 last:pr-4',
          column.align === 'end' && 'text-right tabular-nums',
        );
        if (position > 0) {
          return (
            <td key={column.id} className={className}>
              {column.cell(row, { isCompact })}
            </td>
          );
        }
        return (
          <th key={column.id} scope="row" className={cn(className, 'relative font-normal text-left')}>
            {column.cell(row, { isCompact })}
            <button
              type="button"
              data-row={index}
              tabIndex={props.isActive ? 0 : -1}
              aria-label={props.label}
              aria-pressed={isSelected}
              onKeyDown={props.onKeyDown}
              className="absolute inset-1 rounded-md -outline-offset-2"
            />
          </th>
        );
      })}
    </tr>
  );
}

function Spacer({ height, columns }: { readonly height: number; readonly columns: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden>
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}
