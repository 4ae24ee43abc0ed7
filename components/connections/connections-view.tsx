'use client';

import { useQuery } from '@tanstack/react-query';
import { Cable } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useCallback, useMemo } from 'react';
import { ConnectLink } from '@/components/connect/connect-link';
import { ResourceBody } from '@/components/layout/resource-body';
import { ResourcePage } from '@/components/layout/resource-page';
import { TableTools } from '@/components/layout/table-tools';
import { useTableState } from '@/components/layout/use-table-state';
import { useVHost } from '@/components/layout/use-vhost';
import { useRights } from '@/components/session/use-rights';
import { useAmqpUri } from '@/components/stage/use-amqp-uri';
import { CopyButton } from '@/components/ui/copy-button';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterInput } from '@/components/ui/filter-input';
import { useStaysTrue } from '@/components/ui/use-stays-true';
import type { Connection } from '@/lib/management-api';
import { clientLabel, connectionColumns, connectionTitle } from './connection-columns';
import { connectionsQuery } from './connection-queries';

const ConnectionsBulk = dynamic(() => import('./connections-bulk').then((module) => module.ConnectionsBulk), {
  ssr: false,
});
const ConnectionSheet = dynamic(() => import('./connection-sheet').then((module) => module.ConnectionSheet), {
  ssr: false,
});

export function ConnectionsView() {
  const [vhost] = useVHost();
  const table = useTableState('name');
  const hasBulk = useStaysTrue(table.checked.size > 0);
  const rights = useRights(vhost);
  const hasSheet = useStaysTrue(table.selected !== null);
  const query = useQuery(connectionsQuery);
  const ofVHost = useMemo(() => query.data?.filter((one) => one.vhost === vhost) ?? [], [query.data, vhost]);
  const needle = table.filter.toLowerCase();
  const isShown = useCallback(
    (connection: Connection) =>
      `${connectionTitle(connection)} ${connection.name} ${connection.user} ${clientLabel(connection)}`
        .toLowerCase()
        .includes(needle),
    [needle],
  );

  return (
    <ResourcePage
      title="Connections"
      explained="connection"
      count={query.data === undefined ? null : ofVHost.length}
      hasSheet={table.selected !== null}
      toolbar={
        <>
          <FilterInput
            label="Filter connections"
            value={table.filter}
            onValueChange={table.setFilter}
            className="w-full @lg:w-72"
          />
          <TableTools columns={connectionColumns} table={table} />
        </>
      }
    >
      <ResourceBody query={query} label="connections">
        {() => (
          <DataTable
            label={`Connections to ${vhost}`}
            columns={connectionColumns}
            rows={ofVHost}
            isShown={isShown}
            rowKey={(connection) => connection.name}
            rowLabel={(connection) => `Open connection ${connectionTitle(connection)}`}
            sort={table.sort}
            onSortChange={table.setSort}
            hidden={table.hidden}
            checked={rights.isReadOnly ? undefined : table.checked}
            onCheckedChange={table.setChecked}
            selectedKey={table.selected}
            onSelect={(connection) => table.select(connection.name)}
            empty={
              table.filter === '' ? (
                <EmptyState
                  icon={<Cable aria-hidden className="size-10" />}
                  title={rights.isMonitor ? 'No client is connected to this vhost' : 'No client of yours is connected'}
                  action={<ConnectLink vhost={vhost} />}
                >
                  Any AMQP 0-9-1 client can connect, with its password after the user:
                  <AmqpAddress vhost={vhost} />
                </EmptyState>
              ) : (
                <EmptyState title="No connection matches">
                  The filter looks at names, users and client products.
                </EmptyState>
              )
            }
          />
        )}
      </ResourceBody>
      {hasBulk && <ConnectionsBulk connections={ofVHost} table={table} rights={rights} />}
      {hasSheet && <ConnectionSheet connection={table.selected} onClose={() => table.select(null)} />}
    </ResourcePage>
  );
}

function AmqpAddress({ vhost }: { readonly vhost: string }) {
  const address = useAmqpUri(vhost);
  return (
    <span className="mt-2 flex items-center justify-center gap-1">
      <code className="rounded-md bg-muted px-2 py-1 font-mono text-[0.8125rem] text-foreground break-all">
        {address}
      </code>
      <CopyButton text={address} label="Copy the address" />
    </span>
  );
}
