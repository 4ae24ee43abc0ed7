'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useCallback, useMemo } from 'react';
import { ResourceBody } from '@/components/layout/resource-body';
import { ResourcePage } from '@/components/layout/resource-page';
import { TableTools } from '@/components/layout/table-tools';
import { useTableState } from '@/components/layout/use-table-state';
import { userLimitsQuery, usersQuery, vhostLimitsQuery } from '@/components/session/admin-queries';
import { useRights } from '@/components/session/use-rights';
import { vhostsQuery } from '@/components/session/vhost-queries';
import { DataTable } from '@/components/ui/data-table';
import type { Column } from '@/components/ui/data-table-model';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterInput } from '@/components/ui/filter-input';
import { Segmented } from '@/components/ui/segmented';
import { useStaysTrue } from '@/components/ui/use-stays-true';
import { formatCount } from '@/lib/format';
import { choiceParam } from '@/lib/url-params';
import { useUrlParam } from '@/lib/url-state';
import { type LimitText, userLimitTexts, vhostLimitTexts } from './limit-texts';

const LimitSheet = dynamic(() => import('./limit-sheet').then((module) => module.LimitSheet), { ssr: false });

interface Limited {
  readonly name: string;
  readonly value: Readonly<Record<string, number>>;
}

const scopes = ['vhost', 'user'] as const;
type Scope = (typeof scopes)[number];
const scopeOptions = [
  { value: 'vhost', label: 'Virtual hosts' },
  { value: 'user', label: 'Users' },
] as const;

const limitOf = ({ value }: Limited, name: string) => value[name] ?? -1;

function columnsOf(texts: readonly LimitText[]): readonly Column<Limited>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      compactWidth: '6.5rem',
      sortValue: ({ name }) => name,
      cell: ({ name }) => <span className="font-medium font-mono">{name}</span>,
    },
    ...texts.map(
      ({ name, label }): Column<Limited> => ({
        id: name,
        header: label,
        explained: 'limit',
        width: '9rem',
        compactWidth: '6.75rem',
        align: 'end',
        sortValue: (row) => limitOf(row, name),
        cell: (row) => {
          const limit = limitOf(row, name);
          return limit < 0 ? <span className="text-muted-foreground">no limit</span> : formatCount(limit);
        },
      }),
    ),
  ];
}

const columns = { vhost: columnsOf(vhostLimitTexts), user: columnsOf(userLimitTexts) } as const;

export function LimitsView() {
  const { isAdministrator } = useRights('/');
  const [asked, setScope] = useUrlParam('of', choiceParam(scopes).withDefault('vhost'));
  const scope = isAdministrator ? asked : 'vhost';
  const table = useTableState('name');
  const hasSheet = useStaysTrue(table.selected !== null);
  const rows = useLimited(scope);
  const needle = table.filter.toLowerCase();
  const isShown = useCallback(({ name }: Limited) => name.toLowerCase().includes(needle), [needle]);

  function choose(next: Scope) {
    table.select(null);
    setScope(next);
  }

  return (
    <ResourcePage
      title="Limits"
      explained="limit"
      count={null}
      hasSheet={table.selected !== null}
      toolbar={
        <>
          <FilterInput
            label="Filter names"
            value={table.filter}
            onValueChange={table.setFilter}
            className="w-full @lg:w-72"
          />
          {isAdministrator && (
            <Segmented<Scope>
              aria-label="Limits of"
              size="sm"
              value={scope}
              onValueChange={choose}
              options={scopeOptions}
            />
          )}
          <TableTools columns={columns[scope]} table={table} />
        </>
      }
    >
      <ResourceBody query={rows.query} label="limits">
        {() => (
          <DataTable
            label={scope === 'vhost' ? 'Limits of virtual hosts' : 'Limits of users'}
            columns={columns[scope]}
            rows={rows.list}
            isShown={isShown}
            rowKey={({ name }) => name}
            rowLabel={({ name }) => `Open the limits of ${name}`}
            sort={table.sort}
            onSortChange={table.setSort}
            hidden={table.hidden}
            selectedKey={table.selected}
            onSelect={({ name }) => table.select(name)}
            empty={
              rows.list.length === 0 ? (
                <EmptyState title="No virtual host for you">
                  Your user has no permission in any virtual host. Somebody who administers the broker can grant one.
                </EmptyState>
              ) : (
                <EmptyState title="No name matches">Change the filter to see the others.</EmptyState>
              )
            }
          />
        )}
      </ResourceBody>
      {hasSheet && <LimitSheet scope={scope} name={table.selected} onClose={() => table.select(null)} />}
    </ResourcePage>
  );
}

/** Everything that may have limits, with those that it has. */
function useLimited(scope: Scope) {
  const vhosts = useQuery({ ...vhostsQuery, enabled: scope === 'vhost' });
  const users = useQuery({ ...usersQuery, enabled: scope === 'user' });
  const { data: vhostLimits } = useQuery({ ...vhostLimitsQuery, enabled: scope === 'vhost' });
  const { data: userLimits } = useQuery({ ...userLimitsQuery, enabled: scope === 'user' });
  const list = useMemo((): readonly Limited[] => {
    if (scope === 'user') {
      const limits = new Map(userLimits?.map(({ user, value }) => [user, value]));
      return users.data?.map(({ name }) => ({ name, value: limits.get(name) ?? {} })) ?? [];
    }
    const limits = new Map(vhostLimits?.map(({ vhost, value }) => [vhost, value]));
    return vhosts.data?.map(({ name }) => ({ name, value: limits.get(name) ?? {} })) ?? [];
  }, [scope, vhosts.data, users.data, vhostLimits, userLimits]);
  return { list, query: (scope === 'vhost' ? vhosts : users) as typeof vhosts };
}
