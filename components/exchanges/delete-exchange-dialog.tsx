'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorNotice } from '@/components/session/error-notice';
import { useChange } from '@/components/session/use-change';
import { Checkbox } from '@/components/ui/checkbox';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { toast } from '@/components/ui/toast';
import { deleteExchange } from '@/lib/api-client';
import { plural } from '@/lib/format';
import { exchangeBindingsQuery } from './exchange-queries';

export interface DeleteExchangeDialogProps {
  readonly vhost: string;
  readonly exchange: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onDeleted?: () => void;
  /** Whoever opened it can undo, and says so afterwards. */
  readonly canUndo?: boolean;
}

export function DeleteExchangeDialog(props: DeleteExchangeDialogProps) {
  const { vhost, exchange, open, onOpenChange, onDeleted, canUndo = false } = props;
  const ref = { vhost, name: exchange };
  const { data: outgoing = [] } = useQuery({ ...exchangeBindingsQuery(ref, 'source'), enabled: open });
  const { data: incoming = [] } = useQuery({ ...exchangeBindingsQuery(ref, 'destination'), enabled: open });
  const [ifUnused, setIfUnused] = useState(false);
  const bindings = outgoing.length + incoming.length;
  const remove = useChange({
    vhost,
    gone: exchange,
    change: () => deleteExchange(ref, { ifUnused }),
    onDone: () => {
      if (!canUndo) toast.success(`Exchange ${exchange} is deleted`);
      onOpenChange(false);
      onDeleted?.();
    },
  });
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => {
        remove.reset();
        onOpenChange(next);
      }}
      title={`Delete exchange ${exchange}?`}
      description={
        <>
          {bindings === 0 ? 'It has no bindings.' : `${plural(bindings, 'binding')} go with it.`} Clients that publish
          to it afterwards get an error and their channel is closed. Queues and their messages stay.
        </>
      }
      confirmLabel="Delete exchange"
      pending={remove.isPending}
      error={<ErrorNotice error={remove.error} />}
      onConfirm={() => remove.mutate()}
    >
      <Checkbox label="Only if nothing is bound to it" checked={ifUnused} onCheckedChange={setIfUnused} />
    </ConfirmDialog>
  );
}
