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
import type { Queue } from '@/lib/management-api';
import { flagParam } from '@/lib/url-params';
import { useUrlParam } from '@/lib/url-state';
import { extraQueueColumns, queueColumns } from './queue-columns';
import { QueueIcon } from './queue-icon';
import { queuesQuery } from './queue-queries';

const QueuesBulk = dynamic(() => import('./queues-bulk').then((module) => module.QueuesBulk), { ssr: false });
const QueueSheet = dynamic(() => import('./queue-sheet').then((module) => module.QueueSheet), { ssr: false });
const DeclareQueueDialog = dynamic(() => import('./declare-queue-dialog').then((module) => module.DeclareQueueDialog), {
  ssr: false,
});

export function QueuesView() {
  const [vhost] = useVHost();
  const table = useTableState('name', extraQueueColumns);
  const hasBulk = useStaysTrue(table.checked.size > 0);
  const rights = useRights(vhost);
  const [isNonEmptyOnly, setNonEmptyOnly] = useUrlParam('nonempty', flagParam.withDefault(false));
  const [isDeclaring, setDeclaring] = useOpenParam('new');
  const hasDeclared = useStaysTrue(isDeclaring);
  const hasSheet = useStaysTrue(table.selected !== null);
  const query = useQuery(queuesQuery(vhost));
  const needle = table.filter.toLowerCase();
  const isShown = useCallback(
    (queue: Queue) => queue.name.toLowerCase().includes(needle) && (!isNonEmptyOnly || (queue.messages ?? 0) > 0),
    [needle, isNonEmptyOnly],
  );

  return (
    <ResourcePage
      title="Queues"
      explained="queue"
      count={query.data?.length ?? null}
      hasSheet={table.selected !== null}
      actions={
        <Button variant="primary" onClick={() => setDeclaring(true)} refusal={rights.configure()}>
          <Plus aria-hidden />
          Declare queue
        </Button>
      }
      toolbar={
        <>
          <FilterInput
            label="Filter queues"
            value={table.filter}
            onValueChange={table.setFilter}
            className="w-full @lg:w-72"
          />
          <Switch
            label="With messages only"
            checked={isNonEmptyOnly}
            onCheckedChange={(checked) => setNonEmptyOnly(checked ? true : null)}
          />
          <TableTools columns={queueColumns} table={table} />
        </>
      }
    >
      <ResourceBody query={query} label="queues">
        {(queues) => (
          <DataTable
            label={`Queues of ${vhost}`}
            columns={queueColumns}
            rows={queues}
            isShown={isShown}
            rowKey={(queue) => queue.name}
            rowLabel={(queue) => `Open queue ${queue.name}`}
            sort={table.sort}
            onSortChange={table.setSort}
            hidden={table.hidden}
            checked={rights.isReadOnly ? undefined : table.checked}
            onCheckedChange={table.setChecked}
            selectedKey={table.selected}
            onSelect={(queue) => table.select(queue.name)}
            empty={
              queues.length > 0 ? (
                <EmptyState title="No queue matches">
                  Change the filter to see the other queues of this vhost.
                </EmptyState>
              ) : (
                <EmptyState
                  icon={<QueueIcon className="size-10" />}
                  title="No queues yet"
                  action={
                    <Button variant="primary" onClick={() => setDeclaring(true)} refusal={rights.configure()}>
                      Declare the first queue
                    </Button>
                  }
                >
                  A queue keeps messages in order until a consumer has acknowledged them. Declare one, then publish to
                  the default exchange with the queue&apos;s name as routing key.
                </EmptyState>
              )
            }
          />
        )}
      </ResourceBody>
      {hasDeclared && (
        <DeclareQueueDialog vhost={vhost} open={isDeclaring} onOpenChange={setDeclaring} onDeclared={table.select} />
      )}
      {hasBulk && <QueuesBulk vhost={vhost} queues={query.data ?? []} table={table} rights={rights} />}
      {hasSheet && <QueueSheet vhost={vhost} queue={table.selected} onClose={() => table.select(null)} />}
    </ResourcePage>
  );
}
