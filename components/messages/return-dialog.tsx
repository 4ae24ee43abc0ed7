'use client';

import { ErrorNotice } from '@/components/session/error-notice';
import { useChange } from '@/components/session/use-change';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { toast } from '@/components/ui/toast';
import type { PeekedMessage } from '@/lib/contents-api';
import { returnDeadLetters } from '@/lib/contents-client';
import { plural } from '@/lib/format';
import { deathsOf } from './deaths';
import { moveText } from './move-dialog';

export interface ReturnDialogProps {
  readonly vhost: string;
  readonly queue: string;
  /** Dead letters. */
  readonly messages: readonly PeekedMessage[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Sends dead letters back to where each of them died. */
export function ReturnDialog({ vhost, queue, messages, onDone, onClose }: ReturnDialogProps) {
  const what = plural(messages.length, 'dead letter');
  const origins = new Map<string, number>();
  for (const message of messages) {
    const name = deathsOf(message)[0]?.queue ?? 'unknown';
    origins.set(name, (origins.get(name) ?? 0) + 1);
  }
  const giveBack = useChange({
    vhost,
    change: () => returnDeadLetters({ vhost, name: queue }, { orders: messages.map(({ order }) => order) }),
    onDone: ({ returned, ...rest }) => {
      toast[returned === messages.length ? 'success' : 'warning'](moveText({ moved: returned, ...rest }));
      onDone();
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Return ${what} to where they came from?`}
      description="Each goes to the end of the queue that it died in last, and its consumers get it once more."
      confirmLabel={`Return ${what}`}
      pending={giveBack.isPending}
      error={<ErrorNotice error={giveBack.error} />}
      onConfirm={() => giveBack.mutate()}
    >
      <ul aria-label="Where they go" className="flex flex-col gap-1 rounded-md border p-2.5 text-sm">
        {[...origins].map(([name, count]) => (
          <li key={name} className="flex gap-3">
            <span className="min-w-0 truncate font-mono text-[0.8125rem]">{name}</span>
            <span className="ml-auto text-muted-foreground text-xs">{plural(count, 'message')}</span>
          </li>
        ))}
      </ul>
    </ConfirmDialog>
  );
}
