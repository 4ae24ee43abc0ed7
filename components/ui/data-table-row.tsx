import type { KeyboardEvent } from 'react';
import { CheckBox } from './checkbox';
import { cn } from './cn';
import type { Column } from './data-table-model';

export interface DataRowProps<Row> {
  readonly row: Row;
  readonly index: number;
  readonly height: number;
  readonly columns: readonly Column<Row>[];
  readonly isCompact: boolean;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  /** Undefined where rows cannot be chosen for an act upon many. */
  readonly isChecked: boolean | undefined;
  readonly onCheck: (isChecked: boolean) => void;
  readonly label: string;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onSelect: () => void;
}

export function DataRow<Row>(props: DataRowProps<Row>) {
  const { row, index, columns, isSelected, isCompact, isChecked } = props;
  return (
    <tr
      aria-rowindex={index + 2}
      aria-current={isSelected || undefined}
      style={{ height: props.height }}
      onClick={props.onSelect}
      className="group/row cursor-pointer transition-colors hover:bg-muted/70 aria-[current]:bg-accent"
    >
      {isChecked !== undefined && (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the cell only keeps a press beside the box from opening the row.
        <td className="border-b pl-4" onClick={(event) => event.stopPropagation()}>
          <CheckBox label={`Choose ${nameOf(props.label)}`} checked={isChecked} onCheckedChange={props.onCheck} />
        </td>
      )}
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

/** `Open queue orders` -> `queue orders`. */
function nameOf(label: string): string {
  return label.replace(/^Open /, '');
}

export interface CheckAllProps {
  readonly keys: () => readonly string[];
  readonly count: number;
  readonly checked: ReadonlySet<string>;
  readonly onChange: (keys: ReadonlySet<string>) => void;
}

/** Chooses every row that the filter lets through, or none. */
export function CheckAll({ keys, count, checked, onChange }: CheckAllProps) {
  return (
    <CheckBox
      label={`Choose all ${count}`}
      checked={count > 0 && checked.size >= count}
      indeterminate={checked.size > 0 && checked.size < count}
      onCheckedChange={(isChecked) => onChange(isChecked ? new Set(keys()) : new Set())}
    />
  );
}
