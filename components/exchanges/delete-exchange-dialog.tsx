'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type DeletionDialogProps, useDeletion } from '@/components/layout/use-deletion';
import { Checkbox } from '@/components/ui/checkbox';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { deleteExchange } from '@/lib/api-client';
import { plural } from '@/lib/format';
import { exchangeBindingsQuery } from './exchange-queries';

export interface DeleteExchangeDialogProps extends DeletionDialogProps {
  readonly exchange: string;
}

export function DeleteExchangeDialog(props: DeleteExchangeDialogProps) {
  const { vhost, exchange, open } = props;
  const ref = { vhost, name: exchange };
  const { data: outgoing = [] } = useQuery({ ...exchangeBindingsQuery(ref, 'source'), enabled: open });
  const { data: incoming = [] } = useQuery({ ...exchangeBindingsQuery(ref, 'destination'), enabled: open });
  const [ifUnused, setIfUnused] = useState(false);
  const bindings = outgoing.length + incoming.length;
  const deletion = useDeletion({
    ...props,
    noun: 'Exchange',
    name: exchange,
    change: () => deleteExchange(ref, { ifUnused }),
  });
  return (
    <ConfirmDialog
      {...deletion}
      description={
        <>
          {bindings === 0 ? 'It has no bindings.' : `${plural(bindings, 'binding')} go with it.`} Clients that publish
          to it afterwards get an error and their channel is closed. Queues and their messages stay.
        </>
      }
      confirmLabel="Delete exchange"
    >
      <Checkbox label="Only if nothing is bound to it" checked={ifUnused} onCheckedChange={setIfUnused} />
    </ConfirmDialog>
  );
}
