'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useCallback } from 'react';
import { ResourceBody } from '@/components/layout/resource-body';
import { ResourcePage } from '@/components/layout/resource-page';
import { TableTools } from '@/components/layout/table-tools';
import { useOpenParam } from '@/components/layout/use-open-param';
import { useTableState } from '@/components/layout/use-table-state';
import { useRights } from '@/components/session/use-rights';
import { vhostsQuery } from '@/components/session/vhost-queries';
import { Button } from '@/components/ui/button';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterInput } from '@/components/ui/filter-input';
import { useStaysTrue } from '@/components/ui/use-stays-true';
import type { VHost } from '@/lib/management-api';
import { vhostColumns } from './vhost-columns';

const VHostSheet = dynamic(() => import('./vhost-sheet').then((module) => module.VHostSheet), { ssr: false });
const CreateVHostDialog = dynamic(
  () => import('@/components/layout/create-vhost-dialog').then((module) => module.CreateVHostDialog),
  { ssr: false },
);

export function VHostsView() {
  const table = useTableState('name');
  const rights = useRights('/');
  const [isCreating, setCreating] = useOpenParam('new');
  const hasCreated = useStaysTrue(isCreating);
  const hasSheet = useStaysTrue(table.selected !== null);
  const query = useQuery(vhostsQuery);
  const needle = table.filter.toLowerCase();
  const isShown = useCallback(
    ({ name, description = '', tags = [] }: VHost) =>
      `${name} ${description} ${tags.join(' ')}`.toLowerCase().includes(needle),
    [needle],
  );
  return (
    <ResourcePage
      title="Virtual hosts"
      explained="virtual host"
      count={query.data?.length ?? null}
      hasSheet={table.selected !== null}
      actions={
        <Button variant="primary" onClick={() => setCreating(true)} refusal={rights.administer}>
          <Plus aria-hidden />
          New virtual host
        </Button>
      }
      toolbar={
        <>
          <FilterInput
            label="Filter virtual hosts"
            value={table.filter}
            onValueChange={table.setFilter}
            className="w-full @lg:w-72"
          />
          <TableTools columns={vhostColumns} table={table} />
        </>
      }
    >
      <ResourceBody query={query} label="virtual hosts">
        {(vhosts) => (
          <DataTable
            label="Virtual hosts"
            columns={vhostColumns}
            rows={vhosts}
            isShown={isShown}
            rowKey={(vhost) => vhost.name}
            rowLabel={(vhost) => `Open virtual host ${vhost.name}`}
            sort={table.sort}
            onSortChange={table.setSort}
            hidden={table.hidden}
            selectedKey={table.selected}
            onSelect={(vhost) => table.select(vhost.name)}
            empty={
              <EmptyState title={vhosts.length === 0 ? 'No virtual host for you' : 'No virtual host matches'}>
                {vhosts.length === 0
                  ? 'Your user has no permission in any virtual host. Somebody who administers the broker can grant one.'
                  : 'The filter looks at names, descriptions and tags.'}
              </EmptyState>
            }
          />
        )}
      </ResourceBody>
      {hasCreated && <CreateVHostDialog open={isCreating} onOpenChange={setCreating} onCreated={table.select} />}
      {hasSheet && <VHostSheet name={table.selected} onClose={() => table.select(null)} />}
    </ResourcePage>
  );
}
