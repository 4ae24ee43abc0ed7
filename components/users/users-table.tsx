'use client';

import { Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useCallback, useState } from 'react';
import { BulkBar } from '@/components/layout/bulk-bar';
import type { TableState } from '@/components/layout/use-table-state';
import { Button } from '@/components/ui/button';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { plural } from '@/lib/format';
import { type ListedUser, userColumns } from './user-columns';

const DeleteUsersDialog = dynamic(() => import('./delete-users-dialog').then((module) => module.DeleteUsersDialog), {
  ssr: false,
});

export function UsersTable({ users, table }: { readonly users: readonly ListedUser[]; readonly table: TableState }) {
  const [isDeleting, setDeleting] = useState(false);
  const needle = table.filter.toLowerCase();
  const isShown = useCallback(
    ({ name, tags, vhosts }: ListedUser) =>
      `${name} ${tags.join(' ')} ${vhosts.join(' ')}`.toLowerCase().includes(needle),
    [needle],
  );
  const chosen = users.filter(({ name }) => table.checked.has(name)).map(({ name }) => name);
  return (
    <>
      <DataTable
        label="Users"
        columns={userColumns}
        rows={users}
        isShown={isShown}
        rowKey={(user) => user.name}
        rowLabel={(user) => `Open user ${user.name}`}
        sort={table.sort}
        onSortChange={table.setSort}
        hidden={table.hidden}
        selectedKey={table.selected}
        onSelect={(user) => table.select(user.name)}
        checked={table.checked}
        onCheckedChange={table.setChecked}
        empty={<EmptyState title="No user matches">The filter looks at names, tags and vhosts.</EmptyState>}
      />
      {chosen.length > 0 && (
        <BulkBar text={plural(chosen.length, 'user')} onClear={() => table.setChecked(new Set())}>
          <Button size="sm" variant="destructive-ghost" onClick={() => setDeleting(true)}>
            <Trash2 aria-hidden className="size-3.5" />
            Delete
          </Button>
        </BulkBar>
      )}
      {isDeleting && (
        <DeleteUsersDialog
          names={chosen}
          onClose={() => setDeleting(false)}
          onDeleted={() => table.setChecked(new Set())}
        />
      )}
    </>
  );
}
