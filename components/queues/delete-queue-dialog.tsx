'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type DeletionDialogProps, useDeletion } from '@/components/layout/use-deletion';
import { Checkbox } from '@/components/ui/checkbox';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { deleteQueue } from '@/lib/api-client';
import { plural } from '@/lib/format';
import { queueBindingsQuery, queueQuery } from './queue-queries';

export interface DeleteQueueDialogProps extends DeletionDialogProps {
  readonly queue: string;
}

export function DeleteQueueDialog(props: DeleteQueueDialogProps) {
  const { vhost, queue, open, canUndo } = props;
  const { data } = useQuery({ ...queueQuery({ vhost, name: queue }), enabled: open });
  const { data: bindings = [] } = useQuery({ ...queueBindingsQuery({ vhost, name: queue }), enabled: open });
  const [ifUnused, setIfUnused] = useState(false);
  const [ifEmpty, setIfEmpty] = useState(false);
  const messages = data?.messages ?? 0;
  const consumers = data?.consumers ?? 0;
  const explicit = bindings.filter(({ source }) => source !== '').length;
  const deletion = useDeletion({
    ...props,
    noun: 'Queue',
    name: queue,
    change: () => deleteQueue({ vhost, name: queue }, { ifUnused, ifEmpty }),
  });
  return (
    <ConfirmDialog
      {...deletion}
      description={
        <>
          With it {messages === 0 ? 'no messages' : plural(messages, 'message')} and {plural(explicit, 'binding')} go
          {consumers > 0 ? `, and ${plural(consumers, 'consumer')} ${consumers === 1 ? 'is' : 'are'} cancelled` : ''}.{' '}
          {canUndo ? 'Undo brings back all but the messages.' : 'This cannot be undone.'}
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
