import { ArrowDown, ArrowUp } from 'lucide-react';
import { cn } from './cn';
import { type Column, type Sort, sortColumn } from './data-table-model';

export interface DataTableHeaderProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly sort: Sort;
  readonly onSortChange: (sort: Sort) => void;
  readonly isCompact: boolean;
}

export function DataTableHeader<Row>({ columns, sort, onSortChange, isCompact }: DataTableHeaderProps<Row>) {
  const { id, isDescending } = sortColumn(sort);
  return (
    <thead>
      <tr aria-rowindex={1}>
        {columns.map((column) => {
          const isSorted = column.id === id;
          return (
            <th
              key={column.id}
              scope="col"
              aria-sort={isSorted ? (isDescending ? 'descending' : 'ascending') : undefined}
              style={{ width: (isCompact ? column.compactWidth : undefined) ?? column.width }}
              className={cn(
                'sticky top-0 z-10 h-9 border-b bg-card px-3 text-left font-medium text-muted-foreground text-xs first:pl-4 last:pr-4',
                column.align === 'end' && 'text-right',
              )}
            >
              {column.sortValue ? (
                <button
                  type="button"
                  onClick={() => onSortChange(nextSort(column, sort))}
                  className={cn(
                    'inline-flex h-7 max-w-full items-center gap-1 rounded-sm hover:text-foreground',
                    column.align === 'end' && 'flex-row-reverse',
                    isSorted && 'text-foreground',
                  )}
                >
                  <span className="truncate">{column.header}</span>
                  <SortArrow isSorted={isSorted} isDescending={isDescending} />
                </button>
              ) : (
                column.header
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

function SortArrow({ isSorted, isDescending }: { readonly isSorted: boolean; readonly isDescending: boolean }) {
  const Arrow = isDescending ? ArrowDown : ArrowUp;
  return <Arrow aria-hidden className={cn('size-3 shrink-0', !isSorted && 'invisible')} />;
}

function nextSort<Row>(column: Column<Row>, sort: Sort): Sort {
  const current = sortColumn(sort);
  if (current.id === column.id) return current.isDescending ? column.id : `-${column.id}`;
  return column.align === 'end' ? `-${column.id}` : column.id;
}
