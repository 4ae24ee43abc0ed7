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
import { useVHost } from '@/components/layout/use-vhost';
import { useRights } from '@/components/session/use-rights';
import { Button } from '@/components/ui/button';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterInput } from '@/components/ui/filter-input';
import { Switch } from '@/components/ui/switch';
import { useStaysTrue } from '@/components/ui/use-stays-true';
import { exchangeLabel, isPredeclaredExchange } from '@/lib/amqp-names';
import type { Exchange } from '@/lib/management-api';
import { flagParam } from '@/lib/url-params';
import { useUrlParam } from '@/lib/url-state';
import { exchangeColumns, typeLabel } from './exchange-columns';
import { ExchangeIcon } from './exchange-icon';
import { exchangesQuery } from './exchange-queries';

const ExchangesBulk = dynamic(() => import('./exchanges-bulk').then((module) => module.ExchangesBulk), { ssr: false });
const ExchangeSheet = dynamic(() => import('./exchange-sheet').then((module) => module.ExchangeSheet), { ssr: false });
const DeclareExchangeDialog = dynamic(
  () => import('./declare-exchange-dialog').then((module) => module.DeclareExchangeDialog),
  { ssr: false },
);

export function ExchangesView() {
  const [vhost] = useVHost();
  const table = useTableState('name');
  const hasBulk = useStaysTrue(table.checked.size > 0);
  const rights = useRights(vhost);
  const [isBuiltInHidden, setBuiltInHidden] = useUrlParam('own', flagParam.withDefault(false));
  const [isDeclaring, setDeclaring] = useOpenParam('new');
  const hasDeclared = useStaysTrue(isDeclaring);
  const hasSheet = useStaysTrue(table.selected !== null);
  const query = useQuery(exchangesQuery(vhost));
  const needle = table.filter.toLowerCase();
  const isShown = useCallback(
    (exchange: Exchange) => {
      const text = `${exchangeLabel(exchange.name)} ${typeLabel(exchange)}`.toLowerCase();
      return text.includes(needle) && !(isBuiltInHidden && isPredeclaredExchange(exchange.name));
    },
    [needle, isBuiltInHidden],
  );

  return (
    <ResourcePage
      title="Exchanges"
      explained="exchange"
      count={query.data?.length ?? null}
      hasSheet={table.selected !== null}
      actions={
        <Button variant="primary" onClick={() => setDeclaring(true)} refusal={rights.configure()}>
          <Plus aria-hidden />
          Declare exchange
        </Button>
      }
      toolbar={
        <>
          <FilterInput
            label="Filter exchanges"
            value={table.filter}
            onValueChange={table.setFilter}
            className="w-full @lg:w-72"
          />
          <Switch
            label="Hide predeclared"
            checked={isBuiltInHidden}
            onCheckedChange={(checked) => setBuiltInHidden(checked ? true : null)}
          />
          <TableTools columns={exchangeColumns} table={table} />
        </>
      }
    >
      <ResourceBody query={query} label="exchanges">
        {(exchanges) => (
          <DataTable
            label={`Exchanges of ${vhost}`}
            columns={exchangeColumns}
            rows={exchanges}
            isShown={isShown}
            rowKey={(exchange) => exchange.name}
            rowLabel={(exchange) => `Open exchange ${exchangeLabel(exchange.name)}`}
            sort={table.sort}
            onSortChange={table.setSort}
            hidden={table.hidden}
            checked={rights.isReadOnly ? undefined : table.checked}
            onCheckedChange={table.setChecked}
            selectedKey={table.selected}
            onSelect={(exchange) => table.select(exchange.name)}
            empty={
              table.filter === '' ? (
                <EmptyState
                  icon={<ExchangeIcon className="size-10" />}
                  title="No exchanges of your own yet"
                  action={
                    <Button variant="primary" onClick={() => setDeclaring(true)} refusal={rights.configure()}>
                      Declare the first exchange
                    </Button>
                  }
                >
                  Producers publish to an exchange, and its bindings decide which queues get a copy. The predeclared
                  ones, amq.direct and others, work as well.
                </EmptyState>
              ) : (
                <EmptyState title="No exchange matches">
                  Change the filter to see the other exchanges of this vhost.
                </EmptyState>
              )
            }
          />
        )}
      </ResourceBody>
      {hasDeclared && (
        <DeclareExchangeDialog vhost={vhost} open={isDeclaring} onOpenChange={setDeclaring} onDeclared={table.select} />
      )}
      {hasBulk && <ExchangesBulk vhost={vhost} exchanges={query.data ?? []} table={table} rights={rights} />}
      {hasSheet && <ExchangeSheet vhost={vhost} exchange={table.selected} onClose={() => table.select(null)} />}
    </ResourcePage>
  );
}
