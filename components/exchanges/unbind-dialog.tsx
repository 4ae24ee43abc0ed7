'use client';

import { ErrorNotice } from '@/components/session/error-notice';
import { useChange } from '@/components/session/use-change';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { toast } from '@/components/ui/toast';
import { deleteBinding } from '@/lib/api-client';
import type { Binding } from '@/lib/management-api';

export interface UnbindDialogProps {
  /** The binding to remove; the dialog is open while there is one. */
  readonly binding: Pick<
    Binding,
    'vhost' | 'source' | 'destination' | 'destination_type' | 'routing_key' | 'properties_key'
  > | null;
  readonly onClose: () => void;
}

export function UnbindDialog({ binding, onClose }: UnbindDialogProps) {
  const unbind = useChange({
    vhost: binding?.vhost ?? '/',
    change: (gone: NonNullable<UnbindDialogProps['binding']>) =>
      deleteBinding(
        {
          vhost: gone.vhost,
          source: gone.source,
          destination: gone.destination,
          destinationType: gone.destination_type,
        },
        gone.properties_key,
      ),
    onDone: (_, gone) => {
      toast.success(`${gone.source} is no longer bound to ${gone.destination}`);
      close();
    },
  });

  function close() {
    unbind.reset();
    onClose();
  }

  return (
    <ConfirmDialog
      open={binding !== null}
      onOpenChange={close}
      title="Remove this binding?"
      description={
        <>
          <strong className="font-mono font-medium">{binding?.source}</strong> no longer passes messages
          {binding?.routing_key ? (
            <>
              {' '}
              with the key <code className="font-mono">{binding.routing_key}</code>
            </>
          ) : null}{' '}
          on to <strong className="font-mono font-medium">{binding?.destination}</strong>. Messages already there stay.
        </>
      }
      confirmLabel="Unbind"
      pending={unbind.isPending}
      error={<ErrorNotice error={unbind.error} />}
      onConfirm={() => binding && unbind.mutate(binding)}
    />
  );
}
