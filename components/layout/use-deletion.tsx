'use client';

import { ErrorNotice } from '@/components/session/error-notice';
import { useChange } from '@/components/session/use-change';
import { toast } from '@/components/ui/toast';

/** What a dialog needs that deletes something of a vhost. */
export interface DeletionDialogProps {
  readonly vhost: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onDeleted?: () => void;
  /** Whoever opened it can undo, and says so afterwards. */
  readonly canUndo?: boolean;
}

export interface Deletion extends DeletionDialogProps {
  readonly noun: 'Exchange' | 'Queue';
  readonly name: string;
  readonly change: () => Promise<unknown>;
}

/** The part of a confirmation that every deletion has. */
export function useDeletion({ vhost, open, onOpenChange, onDeleted, canUndo = false, noun, name, change }: Deletion) {
  const remove = useChange({
    vhost,
    gone: name,
    change,
    onDone: () => {
      if (!canUndo) toast.success(`${noun} ${name} is deleted`);
      onOpenChange(false);
      onDeleted?.();
    },
  });
  return {
    open,
    onOpenChange: (next: boolean) => {
      remove.reset();
      onOpenChange(next);
    },
    title: `Delete ${noun.toLowerCase()} ${name}?`,
    pending: remove.isPending,
    error: <ErrorNotice error={remove.error} />,
    onConfirm: () => remove.mutate(),
  };
}
