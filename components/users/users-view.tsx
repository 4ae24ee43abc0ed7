'use client';

import { useQuery } from '@tanstack/react-query';
import { Grid3x3, List, Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import { NeedsTag } from '@/components/layout/needs-tag';
import { ResourceBody } from '@/components/layout/resource-body';
import { ResourcePage } from '@/components/layout/resource-page';
import { TableTools } from '@/components/layout/table-tools';
import { useOpenParam } from '@/components/layout/use-open-param';
import { useTableState } from '@/components/layout/use-table-state';
import { useVHost } from '@/components/layout/use-vhost';
import { permissionsQuery, usersQuery } from '@/components/session/admin-queries';
import { useSession } from '@/components/session/use-session';
import { Button } from '@/components/ui/button';
import { FilterInput } from '@/components/ui/filter-input';
import { Segmented } from '@/components/ui/segmented';
import { useStaysTrue } from '@/components/ui/use-stays-true';
import { choiceParam } from '@/lib/url-params';
import { useUrlParam } from '@/lib/url-state';
import { userColumns } from './user-columns';
import { UsersTable } from './users-table';

const UserSheet = dynamic(() => import('./user-sheet').then((module) => module.UserSheet), { ssr: false });
const CreateUserDialog = dynamic(() => import('./create-user-dialog').then((module) => module.CreateUserDialog), {
  ssr: false,
});
const PermissionMatrix = dynamic(() => import('./permission-matrix').then((module) => module.PermissionMatrix));

const views = ['list', 'matrix'] as const;
const viewOptions = [
  { value: 'list', label: 'List', icon: <List aria-hidden /> },
  { value: 'matrix', label: 'Permissions', icon: <Grid3x3 aria-hidden /> },
] as const;

export function UsersView() {
  const { data: user } = useSession();
  return user?.tags.includes('administrator') ? <Users /> : <NeedsTag tag="administrator" what="Users" />;
}

function Users() {
  const [vhost] = useVHost();
  const [view, setView] = useUrlParam('view', choiceParam(views).withDefault('list'));
  const table = useTableState('name');
  const [isCreating, setCreating] = useOpenParam('new');
  const hasCreated = useStaysTrue(isCreating);
  const hasSheet = useStaysTrue(table.selected !== null);
  const query = useQuery(usersQuery);
  const { data: permissions } = useQuery(permissionsQuery);
  const users = useMemo(
    () =>
      query.data?.map((user) => ({
        ...user,
        vhosts: permissions?.filter((one) => one.user === user.name).map((one) => one.vhost) ?? [],
      })),
    [query.data, permissions],
  );
  return (
    <ResourcePage
      title="Users"
      explained="tag"
      count={query.data?.length ?? null}
      hasSheet={table.selected !== null}
      actions={
        <Button variant="primary" onClick={() => setCreating(true)}>
          <Plus aria-hidden />
          New user
        </Button>
      }
      toolbar={
        <>
          <FilterInput
            label="Filter users"
            value={table.filter}
            onValueChange={table.setFilter}
            className="w-full @lg:w-72"
          />
          <Segmented<(typeof views)[number]>
            aria-label="Show as"
            size="sm"
            value={view}
            onValueChange={(next) => setView(next)}
            options={viewOptions}
          />
          {view === 'list' && <TableTools columns={userColumns} table={table} />}
        </>
      }
    >
      <ResourceBody query={query} label="users">
        {() =>
          view === 'list' ? (
            <UsersTable users={users ?? []} table={table} />
          ) : (
            <PermissionMatrix users={users ?? []} filter={table.filter} onOpenUser={table.select} />
          )
        }
      </ResourceBody>
      {hasCreated && (
        <CreateUserDialog
          vhost={vhost}
          taken={users?.map(({ name }) => name) ?? []}
          open={isCreating}
          onOpenChange={setCreating}
          onCreated={table.select}
        />
      )}
      {hasSheet && <UserSheet name={table.selected} users={users} onClose={() => table.select(null)} />}
    </ResourcePage>
  );
}
