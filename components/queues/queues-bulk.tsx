'use client';

import { Brush, Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { BulkBar } from '@/components/layout/bulk-bar';
import type { TableState } from '@/components/layout/use-table-state';
import type { Rights } from '@/components/session/use-rights';
import { Button } from '@/components/ui/button';
import { deleteQueue, purgeQueue } from '@/lib/api-client';
import { plural } from '@/lib/format';
import type { Queue } from '@/lib/management-api';

const BulkDialog = dynamic(() => import('@/components/layout/bulk-dialog').then((module) => module.BulkDialog), {
  ssr: false,
});

export interface QueuesBulkProps {
  readonly vhost: string;
  readonly queues: readonly Queue[];
  readonly table: TableState;
  readonly rights: Rights;
}

/** What can be done to all the queues that are chosen. */
export function QueuesBulk({ vhost, queues, table, rights }: QueuesBulkProps) {
  const [act, setAct] = useState<'purge' | 'delete' | null>(null);
  const chosen = table.checked.size === 0 ? [] : queues.filter(({ name }) => table.checked.has(name));
  if (chosen.length === 0 && act === null) return null;
  const names = chosen.map(({ name }) => name);
  const refusal = (right: (name: string) => string | null) =>
    names.map(right).find((reason) => reason !== null) ?? null;
  const shared = {
    names,
    noun: 'queue',
    onDone: (failed: readonly string[]) => table.setChecked(new Set(failed)),
    onClose: () => setAct(null),
  };
  const what = plural(chosen.length, 'queue');
  const sums = sumOf(chosen);
  return (
    <>
      {chosen.length > 0 && (
        <BulkBar text={`${what}, ${plural(sums.messages, 'message')}`} onClear={() => table.setChecked(new Set())}>
          <Button size="sm" variant="ghost" onClick={() => setAct('purge')} refusal={refusal(rights.disturb)}>
            <Brush aria-hidden className="size-3.5" />
            Purge
          </Button>
          <Button
            size="sm"
            variant="destructive-ghost"
            onClick={() => setAct('delete')}
            refusal={refusal(rights.configure)}
          >
            <Trash2 aria-hidden className="size-3.5" />
            Delete
          </Button>
        </BulkBar>
      )}
      {act === 'purge' && (
        <BulkDialog
          {...shared}
          title={`Purge ${what}?`}
          description={`${plural(sums.ready, 'ready message')} ${sums.ready === 1 ? 'is' : 'are'} deleted and cannot be brought back. The queues and their bindings stay, and so do ${plural(sums.messages - sums.ready, 'unacked message')}.`}
          confirmLabel={`Purge ${plural(sums.ready, 'message')}`}
          typedConfirmation={sums.ready > 0 ? 'purge' : null}
          act={(name) => purgeQueue({ vhost, name })}
          done="purged"
        />
      )}
      {act === 'delete' && (
        <BulkDialog
          {...shared}
          title={`Delete ${what}?`}
          description={`With them ${sums.messages === 0 ? 'no messages' : plural(sums.messages, 'message')} and their bindings go, and ${plural(sums.consumers, 'consumer')} ${sums.consumers === 1 ? 'is' : 'are'} cancelled. This cannot be undone.`}
          confirmLabel={`Delete ${what}`}
          typedConfirmation={sums.messages > 0 ? 'delete' : null}
          act={(name) => deleteQueue({ vhost, name })}
          done="deleted"
        />
      )}
    </>
  );
}

function sumOf(queues: readonly Queue[]) {
  const sums = { messages: 0, ready: 0, consumers: 0 };
  for (const queue of queues) {
    sums.messages += queue.messages ?? 0;
    sums.ready += queue.messages_ready ?? 0;
    sums.consumers += queue.consumers ?? 0;
  }
  return sums;
}
