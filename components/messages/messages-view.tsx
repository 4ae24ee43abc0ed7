'use client';

import { useQuery } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import { ResourcePage } from '@/components/layout/resource-page';
import { TableTools } from '@/components/layout/table-tools';
import { useTableState } from '@/components/layout/use-table-state';
import { useVHost } from '@/components/layout/use-vhost';
import { QueueCombobox } from '@/components/queues/queue-combobox';
import { queuesQuery } from '@/components/queues/queue-queries';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterInput } from '@/components/ui/filter-input';
import { IconButton } from '@/components/ui/icon-button';
import { Segmented } from '@/components/ui/segmented';
import { useStaysTrue } from '@/components/ui/use-stays-true';
import { FilterLanguage } from './filter-help';
import { HeaderColumns } from './header-columns';
import { messageColumns } from './message-columns';
import { messageKey } from './message-key';
import type { Found } from './search-messages';
import { useLinkedMessage } from './use-linked-message';
import { type MessagesShown, useMessagesState } from './use-messages-state';
import { usePeek } from './use-peek';

const LiveTail = dynamic(() => import('./live-tail').then((module) => module.LiveTail));
const MessagesActions = dynamic(() => import('./messages-actions').then((module) => module.MessagesActions));
const MessagesTable = dynamic(() => import('./messages-table').then((module) => module.MessagesTable));
const MessageSheet = dynamic(() => import('./message-sheet').then((module) => module.MessageSheet), { ssr: false });

const stateOptions = [
  { value: 'ready', label: 'Ready' },
  { value: 'unacked', label: 'Unacked' },
  { value: 'scheduled', label: 'Scheduled' },
  { value: 'dead', label: 'Dead' },
  { value: 'live', label: 'Live' },
] as const;

/** What a dead letter has and no other message. */
const deadOnly = 'header.x-death';

/** How many there are, where somebody has counted them. */
function countOf(view: MessagesShown, { total, messages, next }: Found): number | null {
  if (view === 'ready' || view === 'unacked') return total;
  return next === null ? messages.length : null;
}

/** What is in a queue, looked at without touching it. */
export function MessagesView() {
  const [vhost] = useVHost();
  const { queue, state: view, headers, set } = useMessagesState();
  const isLive = view === 'live';
  const state = view === 'live' || view === 'dead' ? 'ready' : view;
  const table = useTableState('');
  const hasSheet = useStaysTrue(table.selected !== null);
  const queues = useQuery({ ...queuesQuery(vhost), enabled: queue === null });
  const filter = view === 'dead' ? `${table.filter} ${deadOnly}` : table.filter;
  const peek = usePeek({ vhost, queue: isLive ? null : queue, state, filter });
  const columns = useMemo(() => messageColumns(state, headers), [state, headers]);
  const listed = peek.messages.find((message) => messageKey(message) === table.selected);
  const isElsewhere = state === 'ready' && listed === undefined && !peek.query.isFetching;
  const linked = useLinkedMessage({ vhost, name: queue ?? '' }, queue !== null && isElsewhere ? table.selected : null);

  function choose(name: string | null) {
    table.select(null);
    table.setChecked(new Set());
    set({ queue: name });
  }

  return (
    <ResourcePage
      title="Messages"
      count={peek.query.data && !isLive ? countOf(view, peek.found) : null}
      hasSheet={table.selected !== null}
      actions={
        queue !== null &&
        !isLive && <MessagesActions vhost={vhost} queue={queue} onChanged={() => void peek.query.refetch()} />
      }
      toolbar={
        <>
          <div className="w-full @lg:w-60">
            <QueueCombobox aria-label="Queue" vhost={vhost} value={queue} onValueChange={choose} />
          </div>
          <Segmented
            aria-label="Messages that are"
            size="sm"
            value={view}
            onValueChange={(next) => {
              table.select(null);
              set({ state: next });
            }}
            options={stateOptions}
          />
          <div className="min-w-0 flex-1 basis-72">
            <FilterInput label="Filter messages" value={table.filter} onValueChange={table.setFilter} />
          </div>
          {!isLive && (
            <>
              <FilterLanguage onTry={table.setFilter} />
              <IconButton label="Look again" onClick={() => void peek.query.refetch()} disabled={queue === null}>
                <RotateCw aria-hidden className={peek.query.isFetching ? 'animate-spin' : undefined} />
              </IconButton>
              <HeaderColumns
                messages={peek.messages}
                headers={headers}
                onHeadersChange={(next) => set({ headers: next })}
              />
              <TableTools columns={columns} table={table} />
              <FilterHelp problem={peek.problem} isEmpty={table.filter === ''} />
            </>
          )}
        </>
      }
    >
      {isLive ? (
        <LiveTail vhost={vhost} queue={queue} filter={table.filter} onFilter={table.setFilter} />
      ) : queue === null ? (
        <EmptyState title={queues.data?.length === 0 ? 'There is no queue to look into' : 'Choose a queue'}>
          Looking changes nothing: messages stay in their places, and nobody notices.
        </EmptyState>
      ) : (
        <MessagesTable {...{ vhost, queue, state, view, headers, columns, peek, table }} />
      )}
      {hasSheet && (
        <MessageSheet
          vhost={vhost}
          queue={queue}
          open={table.selected !== null}
          view={view}
          message={listed ?? linked.data ?? undefined}
          isSearched={peek.query.isFetching || linked.isFetching}
          messages={peek.messages}
          onSelect={table.select}
          onDeleted={() => {
            table.select(null);
            void peek.query.refetch();
          }}
        />
      )}
    </ResourcePage>
  );
}

function FilterHelp({ problem, isEmpty }: { readonly problem: string | null; readonly isEmpty: boolean }) {
  if (problem !== null) {
    return (
      <p role="alert" className="w-full text-destructive text-xs">
        {problem}
      </p>
    );
  }
  if (!isEmpty) return null;
  return (
    <p className="w-full truncate font-mono text-muted-foreground text-xs">
      key:orders.* header.tenant=acme body.total&gt;100 &quot;text&quot; size&gt;1k age&lt;5m redelivered:true -key:test
    </p>
  );
}
