'use client';

import { ErrorNotice } from '@/components/session/error-notice';
import { useAdminChange } from '@/components/session/use-admin-change';
import { useSession } from '@/components/session/use-session';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { toast } from '@/components/ui/toast';
import { deleteUsers } from '@/lib/admin-client';
import { plural } from '@/lib/format';

export interface DeleteUsersDialogProps {
  readonly names: readonly string[];
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

/** All of them are deleted, or none. */
export function DeleteUsersDialog({ names, onClose, onDeleted }: DeleteUsersDialogProps) {
  const { data: self } = useSession();
  const remove = useAdminChange({
    change: () => deleteUsers(names),
    onDone: () => {
      toast.success(names.length === 1 ? `User ${names[0]} is deleted` : `${plural(names.length, 'user')} are deleted`);
      onClose();
      onDeleted();
    },
  });
  const isSelf = self !== undefined && names.includes(self.name);
  const what = names.length === 1 ? `user ${names[0]}` : plural(names.length, 'user');
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${what}?`}
      description={
        <>
          Their permissions go with them, and their connections are closed. Queues and messages stay.
          {isSelf && ' One of them is you: you will be signed out.'}
        </>
      }
      confirmLabel={`Delete ${what}`}
      typedConfirmation={isSelf ? (self?.name ?? null) : null}
      pending={remove.isPending}
      error={<ErrorNotice error={remove.error} />}
      onConfirm={() => remove.mutate()}
    >
      {names.length > 1 && (
        <ul aria-label="Users" className="max-h-40 overflow-y-auto rounded-md border p-2.5 font-mono text-xs">
          {names.map((name) => (
            <li key={name} className="truncate">
              {name}
            </li>
          ))}
        </ul>
      )}
    </ConfirmDialog>
  );
}
