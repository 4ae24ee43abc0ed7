import { memo, type RefObject } from 'react';
import { CheckBox } from './checkbox';
import { cn } from './cn';
import type { Column } from './data-table-model';
import type { RowActs } from './data-table-rows';

export interface DataRowProps<Row> {
  readonly row: Row;
  /** What the table calls the row. */
  readonly name: string;
  readonly index: number;
  readonly columns: readonly Column<Row>[];
  readonly isCompact: boolean;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  /** Undefined where rows cannot be chosen for an act upon many. */
  readonly isChecked: boolean | undefined;
  readonly label: string;
  readonly latest: RefObject<RowActs<Row>>;
}

const cellClass = 'truncate border-b px-3 first:pl-4 last:pr-4';
const endCellClass = cn(cellClass, 'text-right tabular-nums');
const headClass = 'relative font-normal text-left';

function classOfCell({ align }: Pick<Column<never>, 'align'>): string {
  return align === 'end' ? endCellClass : cellClass;
}

function Row<Row>(props: DataRowProps<Row>) {
  const { row, name, index, columns, isSelected, isCompact, isChecked, latest } = props;

  function select() {
    latest.current.setActiveKey(name);
    latest.current.onSelect(row);
  }

  function check(isNowChecked: boolean) {
    const { checked, onCheckedChange } = latest.current;
    const next = new Set(checked);
    if (isNowChecked) next.add(name);
    else next.delete(name);
    onCheckedChange?.(next);
  }

  return (
    <tr
      aria-rowindex={index + 2}
      aria-current={isSelected || undefined}
      onClick={select}
      className="group/row h-(--row-height) cursor-pointer transition-colors hover:bg-muted/70 aria-[current]:bg-accent"
    >
      {isChecked !== undefined && (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the cell only keeps a press beside the box from opening the row.
        <td className="border-b pl-4" onClick={(event) => event.stopPropagation()}>
          <CheckBox label={`Choose ${nameOf(props.label)}`} checked={isChecked} onCheckedChange={check} />
        </td>
      )}
      {columns.map((column, position) =>
        position > 0 ? (
          <td key={column.id} className={classOfCell(column)}>
            {column.cell(row, { isCompact })}
          </td>
        ) : (
          <th key={column.id} scope="row" className={cn(classOfCell(column), headClass)}>
            {column.cell(row, { isCompact })}
            <button
              type="button"
              data-row={index}
              tabIndex={props.isActive ? 0 : -1}
              aria-label={props.label}
              aria-pressed={isSelected}
              onKeyDown={(event) => latest.current.onKeyDown(event)}
              className="absolute inset-1 rounded-md -outline-offset-2"
            />
          </th>
        ),
      )}
    </tr>
  );
}

/** A row that is the same as before is not rendered again, whatever else of the table changes. */
export const DataRow = memo(Row) as typeof Row;

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
