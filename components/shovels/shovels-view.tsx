'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus, Shovel } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type ReactNode, useCallback } from 'react';
import { NeedsTag } from '@/components/layout/needs-tag';
import { ResourceBody } from '@/components/layout/resource-body';
import { ResourcePage } from '@/components/layout/resource-page';
import { TableTools } from '@/components/layout/table-tools';
import { useTableState } from '@/components/layout/use-table-state';
import { useVHost } from '@/components/layout/use-vhost';
import { useRights } from '@/components/session/use-rights';
import { useSession } from '@/components/session/use-session';
import { Button } from '@/components/ui/button';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterInput } from '@/components/ui/filter-input';
import { useStaysTrue } from '@/components/ui/use-stays-true';
import type { ShovelStatus } from '@/lib/shovels';
import { flagParam } from '@/lib/url-params';
import { useUrlParam } from '@/lib/url-state';
import { destinationOf, shovelColumns, sourceOf } from './shovel-columns';
import { shovelsQuery } from './shovel-queries';

const ShovelSheet = dynamic(() => import('./shovel-sheet').then((module) => module.ShovelSheet), { ssr: false });

export function ShovelsView() {
  const [vhost] = useVHost();
  const { isMonitor } = useRights(vhost);
  const { data: user } = useSession();
  if (user && !isMonitor) return <NeedsTag tag="monitoring" what="Shovels" />;
  return <ShovelTable vhost={vhost} />;
}

function ShovelTable({ vhost }: { readonly vhost: string }) {
  const [isNew, setNew] = useUrlParam('new', flagParam.withDefault(false));
  const table = useTableState('name');
  const { makePolicies: refusal } = useRights(vhost);
  const query = useQuery(shovelsQuery(vhost));
  const needle = table.filter.toLowerCase();
  const isShown = useCallback((one: ShovelStatus) => textOf(one).includes(needle), [needle]);
  const shovel = query.data?.find(({ name }) => name === table.selected);
  const isOpen = isNew || shovel !== undefined;
  const hasSheet = useStaysTrue(isOpen);

  function close() {
    table.select(null);
    setNew(null);
  }

  const create = (text: string) => (
    <Button variant="primary" onClick={() => setNew(true)} refusal={refusal}>
      <Plus aria-hidden />
      {text}
    </Button>
  );
  return (
    <ResourcePage
      title="Shovels"
      explained="shovel"
      count={query.data?.length ?? null}
      hasSheet={isOpen}
      actions={create('New shovel')}
      toolbar={
        <>
          <FilterInput
            label="Filter shovels"
            value={table.filter}
            onValueChange={table.setFilter}
            className="w-full @lg:w-72"
          />
          <TableTools columns={shovelColumns} table={table} />
        </>
      }
    >
      <ResourceBody query={query} label="shovels">
        {(shovels) => (
          <DataTable
            label={`Shovels of ${vhost}`}
            columns={shovelColumns}
            rows={shovels}
            isShown={isShown}
            rowKey={(one) => one.name}
            rowLabel={(one) => `Open shovel ${one.name}`}
            sort={table.sort}
            onSortChange={table.setSort}
            hidden={table.hidden}
            selectedKey={table.selected}
            onSelect={(one) => table.select(one.name)}
            empty={<NoShovels isFiltered={shovels.length > 0} action={create('Make the first one')} />}
          />
        )}
      </ResourceBody>
      {hasSheet && (
        <ShovelSheet
          key={isNew ? 'new' : (table.selected ?? '')}
          vhost={vhost}
          shovel={isNew ? undefined : shovel}
          open={isOpen}
          refusal={refusal}
          onClose={close}
        />
      )}
    </ResourcePage>
  );
}

function textOf(shovel: ShovelStatus): string {
  return `${shovel.name} ${sourceOf(shovel)} ${destinationOf(shovel)} ${shovel.state}`.toLowerCase();
}

function NoShovels({ isFiltered, action }: { readonly isFiltered: boolean; readonly action: ReactNode }) {
  if (isFiltered) {
    return <EmptyState title="No shovel matches">The filter looks at names, both ends and the state.</EmptyState>;
  }
  return (
    <EmptyState icon={<Shovel aria-hidden className="size-10" />} title="No shovels yet" action={action}>
      A shovel takes messages from a queue or an exchange and carries them somewhere else: to another virtual host, to
      another broker, or to a web address. What has not arrived safely stays where it was.
    </EmptyState>
  );
}
