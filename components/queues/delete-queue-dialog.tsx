'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type DeletionDialogProps, useDeletion } from '@/components/layout/use-deletion';
import { Checkbox } from '@/components/ui/checkbox';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { deleteQueue, type KeptMessages } from '@/lib/api-client';
import { plural } from '@/lib/format';
import { queueBindingsQuery, queueQuery } from './queue-queries';

export interface DeleteQueueDialogProps extends Omit<DeletionDialogProps, 'onDeleted'> {
  readonly queue: string;
  /** Gets what the broker kept of it, for whoever can undo. */
  readonly onDeleted?: (kept: KeptMessages | null) => void;
}

export function DeleteQueueDialog(props: DeleteQueueDialogProps) {
  const { queue, onDeleted, ...shared } = props;
  const { vhost, open, canUndo = false } = shared;
  const { data } = useQuery({ ...queueQuery({ vhost, name: queue }), enabled: open });
  const { data: bindings = [] } = useQuery({ ...queueBindingsQuery({ vhost, name: queue }), enabled: open });
  const [ifUnused, setIfUnused] = useState(false);
  const [ifEmpty, setIfEmpty] = useState(false);
  const messages = data?.messages ?? 0;
  const consumers = data?.consumers ?? 0;
  const explicit = bindings.filter(({ source }) => source !== '').length;
  const deletion = useDeletion({
    ...shared,
    noun: 'Queue',
    name: queue,
    change: () => deleteQueue({ vhost, name: queue }, { ifUnused, ifEmpty, keepMessages: canUndo }),
    onDeleted: (kept) => onDeleted?.(kept),
  });
  return (
    <ConfirmDialog
      {...deletion}
      description={
        <>
          With it {messages === 0 ? 'no messages' : plural(messages, 'message')} and {plural(explicit, 'binding')} go
          {consumers > 0 ? `, and ${plural(consumers, 'consumer')} ${consumers === 1 ? 'is' : 'are'} cancelled` : ''}.{' '}
          {canUndo ? undoWords(data?.messages_ready ?? 0, messages) : 'This cannot be undone.'}
        </>
      }
      typedConfirmation={messages > 0 && !ifEmpty ? queue : null}
      confirmLabel={messages > 0 ? `Delete queue and ${plural(messages, 'message')}` : 'Delete queue'}
    >
      <div className="flex flex-col gap-1.5">
        <Checkbox label="Only if it has no consumers" checked={ifUnused} onCheckedChange={setIfUnused} />
        <Checkbox label="Only if it is empty" checked={ifEmpty} onCheckedChange={setIfEmpty} />
      </div>
    </ConfirmDialog>
  );
}

/** The broker keeps so many for a moment. */
const MAX_KEPT = 10_000;

/** Says what undo will bring back, and what it cannot. */
function undoWords(ready: number, messages: number): string {
  const held = messages - ready;
  if (ready > MAX_KEPT)
    return `Undo brings back all but the messages: they are more than ${plural(MAX_KEPT, 'message')}.`;
  if (messages === 0) return 'Undo brings it back.';
  return `For 8 seconds undo brings all of it back${held > 0 ? `, but not ${plural(held, 'unacked message')}` : ''}.`;
}
