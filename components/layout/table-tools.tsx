'use client';

import { Bookmark, Columns3 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import type { Column } from '@/components/ui/data-table-model';
import { Menu, MenuCheckItem, MenuItem, MenuLabel, MenuSeparator } from '@/components/ui/menu';
import { useStaysTrue } from '@/components/ui/use-stays-true';
import { useSavedViews } from './saved-views';
import type { TableState } from './use-table-state';

const SaveViewDialog = dynamic(() => import('./save-view-dialog').then((module) => module.SaveViewDialog), {
  ssr: false,
});

export interface TableToolsProps {
  readonly columns: readonly Pick<Column<never>, 'id' | 'header'>[];
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
        {columns.slice(1).map(({ id, header }) => (
          <MenuCheckItem
            key={id}
            checked={!hidden.includes(id)}
            onCheckedChange={(isShown) => setHidden(isShown ? hidden.filter((other) => other !== id) : [...hidden, id])}
          >
            {header}
          </MenuCheckItem>
        ))}
        <MenuSeparator />
        <MenuItem onClick={() => setHidden([])} disabled={hidden.length === 0}>
          Show all
        </MenuItem>
      </Menu>
    </div>
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
