'use client';

import { useQuery } from '@tanstack/react-query';
import { ErrorNotice } from '@/components/session/error-notice';
import { useChange } from '@/components/session/use-change';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { toast } from '@/components/ui/toast';
import { purgeQueue } from '@/lib/api-client';
import { plural } from '@/lib/format';
import { queueQuery } from './queue-queries';

export interface PurgeQueueDialogProps {
  readonly vhost: string;
  readonly queue: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function PurgeQueueDialog({ vhost, queue, open, onOpenChange }: PurgeQueueDialogProps) {
  const { data } = useQuery({ ...queueQuery({ vhost, name: queue }), enabled: open });
  const ready = data?.messages_ready ?? 0;
  const unacked = data?.messages_unacknowledged ?? 0;
  const purge = useChange({
    vhost,
    change: () => purgeQueue({ vhost, name: queue }),
    onDone: () => {
      toast.success(`Queue ${queue} is purged`);
      onOpenChange(false);
    },
  });
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => {
        purge.reset();
        onOpenChange(next);
      }}
      title={`Purge ${queue}?`}
      description={
        <>
          Its {plural(ready, 'ready message')} {ready === 1 ? 'is' : 'are'} deleted and cannot be brought back. The
          queue and its bindings stay.
          {unacked > 0 &&
            ` ${plural(unacked, 'unacked message')} at consumers ${unacked === 1 ? 'is' : 'are'} not touched.`}
        </>
      }
      typedConfirmation={ready > 0 ? queue : null}
      confirmLabel={ready > 0 ? `Purge ${plural(ready, 'message')}` : 'Purge'}
      pending={purge.isPending}
      error={<ErrorNotice error={purge.error} />}
      onConfirm={() => purge.mutate()}
    />
  );
}
