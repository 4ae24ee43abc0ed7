'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorNotice } from '@/components/session/error-notice';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { toast } from '@/components/ui/toast';
import { closeConnection } from '@/lib/api-client';
import { connectionsKey } from './connection-queries';

export interface CloseConnectionDialogProps {
  readonly name: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onClosed?: () => void;
}

export function CloseConnectionDialog({ name, open, onOpenChange, onClosed }: CloseConnectionDialogProps) {
  const queryClient = useQueryClient();
  const [reason, setReason] = useState('');
  const close = useMutation({
    mutationFn: () => closeConnection(name, reason),
    onSuccess: () => {
      toast.success('The connection is closed');
      onOpenChange(false);
      onClosed?.();
    },
    onSettled: () =>
      void queryClient.invalidateQueries({
        queryKey: connectionsKey,
        predicate: ({ queryKey }) => queryKey[2] !== name,
      }),
  });
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => {
        close.reset();
        onOpenChange(next);
      }}
      title="Close this connection?"
      description="Its channels close, its unacked messages return to their queues, and its exclusive queues are deleted. Most clients connect again by themselves."
      confirmLabel="Close connection"
      pending={close.isPending}
      error={<ErrorNotice error={close.error} />}
      onConfirm={() => close.mutate()}
    >
      <Field label="Reason" optional help="The client reads it in the close frame, the log keeps it.">
        <Input value={reason} onValueChange={setReason} placeholder="Closed via management plugin" />
      </Field>
    </ConfirmDialog>
  );
}
