'use client';

import { useState } from 'react';
import { ErrorNotice } from '@/components/session/error-notice';
import { useChange } from '@/components/session/use-change';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { toast } from '@/components/ui/toast';
import { purgeFirst } from '@/lib/contents-client';
import { plural } from '@/lib/format';

export interface PurgeFirstDialogProps {
  readonly vhost: string;
  readonly queue: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onPurged: () => void;
}

/** Deletes messages from the head of a queue, as many as somebody says. */
export function PurgeFirstDialog({ vhost, queue, open, onOpenChange, onPurged }: PurgeFirstDialogProps) {
  const [text, setText] = useState('1');
  const problem = /^[1-9]\d{0,8}$/.test(text) ? null : 'A whole number from 1.';
  const count = Number(text);
  const purge = useChange({
    vhost,
    change: () => purgeFirst({ vhost, name: queue }, count),
    onDone: ({ purged }) => {
      toast.success(`${plural(purged, 'message')} deleted`);
      onOpenChange(false);
      onPurged();
    },
  });
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => {
        purge.reset();
        onOpenChange(next);
      }}
      title={`Delete messages of ${queue}?`}
      description="The oldest ready messages go first, and cannot be brought back. What consumers hold is not touched."
      typedConfirmation={count > 1 ? queue : null}
      confirmLabel={problem === null ? `Delete ${plural(count, 'message')}` : 'Delete'}
      disabled={problem !== null}
      pending={purge.isPending}
      error={<ErrorNotice error={purge.error} />}
      onConfirm={() => purge.mutate()}
    >
      <Field label="How many" error={problem} className="w-36">
        <Input inputMode="numeric" value={text} onValueChange={setText} />
      </Field>
    </ConfirmDialog>
  );
}
