'use client';

import { Bookmark, Columns3 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import type { Column } from '@/components/ui/data-table-model';
import { Menu, MenuCheckItem, MenuItem, MenuLabel, MenuSeparator } from '@/components/ui/menu';
import { useMediaQuery } from '@/components/ui/use-media-query';
import { useStaysTrue } from '@/components/ui/use-stays-true';
import { useSavedViews } from './saved-views';
import type { TableState } from './use-table-state';

const SaveViewDialog = dynamic(() => import('./save-view-dialog').then((module) => module.SaveViewDialog), {
  ssr: false,
});

type ListedColumn = Pick<Column<never>, 'id' | 'header' | 'minTableWidth'>;

export interface TableToolsProps {
  readonly columns: readonly ListedColumn[];
  readonly table: TableState;
}

/** The columns of a table, and its saved views. The first column always stays. */
export function TableTools({ columns, table }: TableToolsProps) {
  const { hidden, setHidden } = table;
  return (
    <div className="ml-auto flex items-center gap-1 max-sm:ml-0">
      <ViewsMenu />
      <Menu
        align="end"
        trigger={
          <Button size="sm" variant="ghost">
            <Columns3 aria-hidden className="size-3.5" />
            Columns
          </Button>
        }
      >
        <MenuLabel>Show the columns</MenuLabel>
        {columns.slice(1).map((column) => (
          <ColumnItem key={column.id} column={column} table={table} />
        ))}
        <MenuSeparator />
        <MenuItem onClick={() => setHidden([])} disabled={hidden.length === 0}>
          Show all
        </MenuItem>
      </Menu>
    </div>
  );
}

/** A column that the whole window has no room for cannot be chosen. */
function ColumnItem({ column, table }: { readonly column: ListedColumn; readonly table: TableState }) {
  const { id, header, minTableWidth = 0 } = column;
  const { hidden, setHidden } = table;
  const isTooWide = useMediaQuery(`(width < ${minTableWidth}px)`);
  return (
    <MenuCheckItem
      checked={!isTooWide && !hidden.includes(id)}
      disabled={isTooWide}
      onCheckedChange={(isShown) => setHidden(isShown ? hidden.filter((other) => other !== id) : [...hidden, id])}
    >
      {header}
      {isTooWide && <span className="text-xs"> · on a wider screen</span>}
    </MenuCheckItem>
  );
}

function ViewsMenu() {
  const { views, search, apply, save, remove } = useSavedViews();
  const [isSaving, setSaving] = useState(false);
  const hasDialog = useStaysTrue(isSaving);
  const current = views.find((view) => view.search === search);
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button size="sm" variant="ghost">
            <Bookmark aria-hidden className="size-3.5" />
            {current?.name ?? 'Views'}
          </Button>
        }
      >
        <MenuLabel>Saved views of this page</MenuLabel>
        {views.map((view) => (
          <MenuCheckItem key={view.name} checked={view === current} onCheckedChange={() => apply(view)}>
            {view.name}
          </MenuCheckItem>
        ))}
        {views.length > 0 && <MenuSeparator />}
        <MenuItem onClick={() => setSaving(true)}>Save what is shown…</MenuItem>
        <MenuItem onClick={() => apply({ name: '', search: '' })} disabled={search === ''}>
          Show everything
        </MenuItem>
        {current && (
          <MenuItem destructive onClick={() => remove(current.name)}>
            Forget {current.name}
          </MenuItem>
        )}
      </Menu>
      {hasDialog && <SaveViewDialog open={isSaving} onOpenChange={setSaving} onSave={save} />}
    </>
  );
}
