import { ArrowDown, ArrowUp } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { cn } from './cn';
import { type Column, explanationOf, nextSort, type Sort, sortKeys } from './data-table-model';
import { Tooltip } from './tooltip';

export interface DataTableHeaderProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly sort: Sort;
  readonly onSortChange: (sort: Sort) => void;
  readonly isCompact: boolean;
  /** The box that chooses every row. */
  readonly checkAll: ReactNode;
}

export function DataTableHeader<Row>({ columns, sort, onSortChange, isCompact, checkAll }: DataTableHeaderProps<Row>) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {checkAll !== null && (
          <td className="sticky top-0 z-10 h-9 w-11 border-b bg-card pl-4 align-middle">{checkAll}</td>
        )}
        {columns.map((column) => (
          <HeaderCell key={column.id} {...{ column, sort, onSortChange, isCompact }} />
        ))}
      </tr>
    </thead>
  );
}

interface HeaderCellProps<Row> {
  readonly column: Column<Row>;
  readonly sort: Sort;
  readonly onSortChange: (sort: Sort) => void;
  readonly isCompact: boolean;
}

function HeaderCell<Row>({ column, sort, onSortChange, isCompact }: HeaderCellProps<Row>) {
  const keys = sortKeys(sort);
  const place = keys.findIndex(({ id }) => id === column.id);
  const key = keys[place];
  const id = useId();
  const explanation = explanationOf(column);
  return (
    <th
      scope="col"
      aria-sort={place === 0 ? (key?.isDescending ? 'descending' : 'ascending') : undefined}
      style={{ width: (isCompact ? column.compactWidth : undefined) ?? column.width }}
      className={cn(
        'sticky top-0 z-10 h-9 border-b bg-card px-3 text-left font-medium text-muted-foreground text-xs first:pl-4 last:pr-4',
        column.align === 'end' && 'text-right',
      )}
    >
      {column.sortValue ? (
        <Tooltip content={<HeaderTip explanation={explanation} />}>
          <button
            type="button"
            aria-describedby={explanation === undefined ? undefined : id}
            onClick={(event) => onSortChange(nextSort(column, sort, event.shiftKey))}
            className={cn(
              'inline-flex h-7 max-w-full items-center gap-1 rounded-sm hover:text-foreground',
              column.align === 'end' && 'flex-row-reverse',
              key && 'text-foreground',
            )}
          >
            <span className="truncate">{column.header}</span>
            <SortArrow isSorted={key !== undefined} isDescending={key?.isDescending ?? false} />
            {key && keys.length > 1 && <span className="text-[0.625rem]">{place + 1}</span>}
          </button>
        </Tooltip>
      ) : (
        <span aria-describedby={explanation === undefined ? undefined : id}>{column.header}</span>
      )}
      {explanation !== undefined && (
        <span id={id} hidden>
          {explanation}
        </span>
      )}
    </th>
  );
}

function HeaderTip({ explanation }: { readonly explanation: string | undefined }) {
  return (
    <>
      {explanation}
      <span className="block opacity-80">Press to sort; with Shift, to sort by this as well.</span>
    </>
  );
}

function SortArrow({ isSorted, isDescending }: { readonly isSorted: boolean; readonly isDescending: boolean }) {
  const Arrow = isDescending ? ArrowDown : ArrowUp;
  return <Arrow aria-hidden className={cn('size-3 shrink-0', !isSorted && 'invisible')} />;
}
