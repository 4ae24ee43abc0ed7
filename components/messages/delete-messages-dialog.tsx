'use client';

import { ErrorNotice } from '@/components/session/error-notice';
import { useChange } from '@/components/session/use-change';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { toast } from '@/components/ui/toast';
import { deleteMessages } from '@/lib/contents-client';
import { plural } from '@/lib/format';

export interface DeleteMessagesDialogProps {
  readonly vhost: string;
  readonly queue: string;
  /** The places of the chosen messages. */
  readonly orders: readonly number[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** The broker takes so many in one request. */
const AT_ONCE = 1000;

/** Deletes chosen ready messages. */
export function DeleteMessagesDialog({ vhost, queue, orders, onDone, onClose }: DeleteMessagesDialogProps) {
  const what = plural(orders.length, 'message');
  const remove = useChange({
    vhost,
    change: async () => {
      const total = { deleted: 0, missing: 0 };
      for (let at = 0; at < orders.length; at += AT_ONCE) {
        const { deleted, missing } = await deleteMessages({ vhost, name: queue }, orders.slice(at, at + AT_ONCE));
        total.deleted += deleted;
        total.missing += missing;
      }
      return total;
    },
    onDone: ({ deleted, missing }) => {
      const gone = missing > 0 ? `; ${missing} had gone already` : '';
      toast[missing > 0 ? 'warning' : 'success'](`${plural(deleted, 'message')} deleted${gone}`);
      onDone();
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${what} of ${queue}?`}
      description="They are gone for good: they are not dead-lettered, and no consumer gets them. Export them first if you may want them again."
      typedConfirmation={orders.length > 1 ? queue : null}
      confirmLabel={`Delete ${what}`}
      pending={remove.isPending}
      error={<ErrorNotice error={remove.error} />}
      onConfirm={() => remove.mutate()}
    />
  );
}
