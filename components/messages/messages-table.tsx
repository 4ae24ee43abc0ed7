'use client';

import dynamic from 'next/dynamic';
import { ResourceBody } from '@/components/layout/resource-body';
import type { TableState } from '@/components/layout/use-table-state';
import { DataTable } from '@/components/ui/data-table';
import type { Column } from '@/components/ui/data-table-model';
import { EmptyState } from '@/components/ui/empty-state';
import type { PeekedMessage, PeekState } from '@/lib/contents-api';
import { plural } from '@/lib/format';
import { messageKey } from './message-key';
import { MessagesFoot } from './messages-foot';
import type { MessagesShown } from './use-messages-state';
import type { usePeek } from './use-peek';

const MessagesBulk = dynamic(() => import('./messages-bulk').then((module) => module.MessagesBulk), { ssr: false });

export interface MessagesTableProps {
  readonly vhost: string;
  readonly queue: string;
  readonly state: PeekState;
  readonly view: MessagesShown;
  readonly headers: readonly string[];
  readonly columns: readonly Column<PeekedMessage>[];
  readonly peek: ReturnType<typeof usePeek>;
  readonly table: TableState;
}

const all = () => true;

/** The messages that were found, and how far was looked. */
export function MessagesTable({ vhost, queue, state, view, headers, columns, peek, table }: MessagesTableProps) {
  const found = (
    <div className="flex h-full flex-col">
      <div className="relative min-h-0 flex-1">
        <DataTable
          label={`${names[view]} messages of ${queue}`}
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
          empty={<NoMessages view={view} isFiltered={table.filter !== ''} peek={peek} />}
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
  );
  if (peek.isSearching) return found;
  return (
    <ResourceBody query={peek.query} label="messages">
      {() => found}
    </ResourceBody>
  );
}

const names: Readonly<Record<MessagesShown, string>> = {
  ready: 'Ready',
  unacked: 'Unacked',
  scheduled: 'Scheduled',
  dead: 'Dead',
  live: 'Live',
};

interface NoMessagesProps {
  readonly view: MessagesShown;
  readonly isFiltered: boolean;
  readonly peek: ReturnType<typeof usePeek>;
}

function NoMessages({ view, isFiltered, peek }: NoMessagesProps) {
  if (peek.isSearching) return <EmptyState title="Nothing found yet">What is found appears here at once.</EmptyState>;
  if (isFiltered) {
    const looked = plural(peek.found.scanned, 'message');
    return <EmptyState title="No message matches">{looked} were looked at.</EmptyState>;
  }
  const { title, text } = emptyTexts[view];
  return <EmptyState title={title}>{text}</EmptyState>;
}

const emptyTexts: Readonly<Record<MessagesShown, { readonly title: string; readonly text: string }>> = {
  ready: {
    title: 'No message is ready',
    text: 'What is published here and not yet given to a consumer appears in this list.',
  },
  unacked: {
    title: 'No message is unacked',
    text: 'What consumers hold without having acknowledged it appears in this list, with who holds it and for how long.',
  },
  scheduled: {
    title: 'No message waits for its time',
    text: 'What a delayed message exchange keeps for this queue appears in this list, and what a quorum queue holds back before it delivers it again.',
  },
  dead: {
    title: 'No dead letter is here',
    text: 'What was rejected, expired or pushed out of another queue and came here appears in this list, with how it died.',
  },
  live: { title: 'Nothing goes by', text: 'What is published appears in this list.' },
};
