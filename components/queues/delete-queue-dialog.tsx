'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorNotice } from '@/components/session/error-notice';
import { useChange } from '@/components/session/use-change';
import { Checkbox } from '@/components/ui/checkbox';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { toast } from '@/components/ui/toast';
import { deleteQueue, type KeptMessages } from '@/lib/api-client';
import { plural } from '@/lib/format';
import { queueBindingsQuery, queueQuery } from './queue-queries';

export interface DeleteQueueDialogProps {
  readonly vhost: string;
  readonly queue: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onDeleted?: (kept: KeptMessages | null) => void;
  /** Whoever opened it can undo, and says so afterwards. */
  readonly canUndo?: boolean;
}

export function DeleteQueueDialog(props: DeleteQueueDialogProps) {
  const { vhost, queue, open, onOpenChange, onDeleted, canUndo = false } = props;
  const { data } = useQuery({ ...queueQuery({ vhost, name: queue }), enabled: open });
  const { data: bindings = [] } = useQuery({ ...queueBindingsQuery({ vhost, name: queue }), enabled: open });
  const [ifUnused, setIfUnused] = useState(false);
  const [ifEmpty, setIfEmpty] = useState(false);
  const messages = data?.messages ?? 0;
  const consumers = data?.consumers ?? 0;
  const explicit = bindings.filter(({ source }) => source !== '').length;
  const remove = useChange({
    vhost,
    gone: queue,
    change: () => deleteQueue({ vhost, name: queue }, { ifUnused, ifEmpty, keepMessages: canUndo }),
    onDone: (kept) => {
      if (!canUndo) toast.success(`Queue ${queue} is deleted`);
      onOpenChange(false);
      onDeleted?.(kept);
    },
  });
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => {
        remove.reset();
        onOpenChange(next);
      }}
      title={`Delete queue ${queue}?`}
      description={
        <>
          With it {messages === 0 ? 'no messages' : plural(messages, 'message')} and {plural(explicit, 'binding')} go
          {consumers > 0 ? `, and ${plural(consumers, 'consumer')} ${consumers === 1 ? 'is' : 'are'} cancelled` : ''}.
          {canUndo ? undoWords(data?.messages_ready ?? 0, messages) : 'This cannot be undone.'}
        </>
      }
      typedConfirmation={messages > 0 && !ifEmpty ? queue : null}
      confirmLabel={messages > 0 ? `Delete queue and ${plural(messages, 'message')}` : 'Delete queue'}
      pending={remove.isPending}
      error={<ErrorNotice error={remove.error} />}
      onConfirm={() => remove.mutate()}
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
