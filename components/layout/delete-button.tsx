'use client';

import { Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { ErrorNotice } from '@/components/session/error-notice';
import { useAdminChange } from '@/components/session/use-admin-change';
import type { Refusal } from '@/components/session/use-rights';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { toast } from '@/components/ui/toast';

export interface DeleteButtonProps {
  /** `policy`, `shovel`. */
  readonly noun: string;
  readonly name: string;
  /** What becomes of the rest when it is gone. */
  readonly consequence: ReactNode;
  readonly refusal: Refusal;
  readonly change: () => Promise<unknown>;
  readonly onDeleted: () => void;
}

/** Deletes a setting of the broker after it has asked. */
export function DeleteButton({ noun, name, consequence, refusal, change, onDeleted }: DeleteButtonProps) {
  const [isAsking, setAsking] = useState(false);
  const remove = useAdminChange({
    change,
    onDone: () => {
      toast.success(`${noun.slice(0, 1).toUpperCase()}${noun.slice(1)} ${name} is deleted`);
      onDeleted();
    },
  });
  return (
    <>
      <Button variant="destructive-ghost" onClick={() => setAsking(true)} refusal={refusal}>
        <Trash2 aria-hidden />
        Delete
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={`Delete ${noun} ${name}?`}
        description={consequence}
        confirmLabel={`Delete ${noun}`}
        pending={remove.isPending}
        error={<ErrorNotice error={remove.error} />}
        onConfirm={() => remove.mutate()}
      />
    </>
  );
}
