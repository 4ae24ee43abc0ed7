'use client';

import dynamic from 'next/dynamic';
import { ResourceBody } from '@/components/layout/resource-body';
import type { TableState } from '@/components/layout/use-table-state';
import { DataTable } from '@/components/ui/data-table';
import type { Column } from '@/components/ui/data-table-model';
import { EmptyState } from '@/components/ui/empty-state';
import type { PeekedMessage } from '@/lib/contents-api';
import { plural } from '@/lib/format';
import { MessagesFoot } from './messages-foot';
import { messageKey, type usePeek } from './use-peek';

const MessagesBulk = dynamic(() => import('./messages-bulk').then((module) => module.MessagesBulk));

export interface MessagesTableProps {
  readonly vhost: string;
  readonly queue: string;
  readonly state: 'ready' | 'unacked';
  readonly headers: readonly string[];
  readonly columns: readonly Column<PeekedMessage>[];
  readonly peek: ReturnType<typeof usePeek>;
  readonly table: TableState;
}

const all = () => true;

/** The messages that were found, and how far was looked. */
export function MessagesTable({ vhost, queue, state, headers, columns, peek, table }: MessagesTableProps) {
  return (
    <ResourceBody query={peek.query} label="messages">
      {() => (
        <div className="flex h-full flex-col">
          <div className="relative min-h-0 flex-1">
            <DataTable
              label={`${state === 'ready' ? 'Ready' : 'Unacked'} messages of ${queue}`}
              columns={columns}
              rows={peek.messages}
              isShown={all}
              rowKey={messageKey}
              rowLabel={(message) => `Open message ${messageKey(message)}`}
              sort={table.sort}
              onSortChange={table.setSort}
              hidden={table.hidden}
              selectedKey={table.selected}
              onSelect={(message) => table.select(messageKey(message))}
              checked={table.checked}
              onCheckedChange={table.setChecked}
              empty={<NoMessages state={state} isFiltered={table.filter !== ''} scanned={peek.scanned} />}
            />
            {table.checked.size > 0 && (
              <MessagesBulk
                {...{ vhost, queue, state, headers, table }}
                messages={peek.messages}
                onChanged={() => void peek.query.refetch()}
              />
            )}
          </div>
          <MessagesFoot peek={peek} />
        </div>
      )}
    </ResourceBody>
  );
}

interface NoMessagesProps {
  readonly state: 'ready' | 'unacked';
  readonly isFiltered: boolean;
  readonly scanned: number;
}

function NoMessages({ state, isFiltered, scanned }: NoMessagesProps) {
  if (isFiltered) {
    return <EmptyState title="No message matches">{plural(scanned, 'message')} were looked at.</EmptyState>;
  }
  return state === 'ready' ? (
    <EmptyState title="No message is ready">
      What is published here and not yet given to a consumer appears in this list.
    </EmptyState>
  ) : (
    <EmptyState title="No message is unacked">
      What consumers hold without having acknowledged it appears in this list, with who holds it and for how long.
    </EmptyState>
  );
}
