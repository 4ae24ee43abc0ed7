'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ErrorNotice } from '@/components/session/error-notice';
import { vhostsKey } from '@/components/session/vhost-queries';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { toast } from '@/components/ui/toast';
import { deleteVHost } from '@/lib/api-client';

export interface DeleteVHostDialogProps {
  readonly vhost: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onDeleted?: () => void;
}

export function DeleteVHostDialog({ vhost, open, onOpenChange, onDeleted }: DeleteVHostDialogProps) {
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteVHost(vhost),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: vhostsKey });
      toast.success(`Virtual host ${vhost} is deleted`);
      onOpenChange(false);
      onDeleted?.();
    },
  });
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Delete virtual host ${vhost}?`}
      description="All its exchanges, queues, messages and permissions go with it, and its connections are closed. This cannot be undone."
      typedConfirmation={vhost}
      confirmLabel="Delete virtual host"
      pending={remove.isPending}
      error={<ErrorNotice error={remove.error} />}
      onConfirm={() => remove.mutate()}
    />
  );
}
