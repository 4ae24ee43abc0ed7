'use client';

import { useState } from 'react';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { plural } from '@/lib/format';
import type { PlaygroundClient } from '@/lib/live-events';
import { liveStore } from '@/lib/live-store';
import { Refusal } from './refusal';

/** Takes a playground client off the stage; what it holds goes back to the queue. */
export function RemoveClientDialog({
  client,
  onRemoved,
  onClose,
}: {
  readonly client: PlaygroundClient;
  readonly onRemoved?: () => void;
  readonly onClose: () => void;
}) {
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);

  async function remove() {
    setPending(true);
    try {
      await liveStore.playground.remove(client.id);
      onRemoved?.();
      onClose();
    } catch (failure) {
      setError(failure);
      setPending(false);
    }
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Remove ${client.spec.name}?`}
      description={
        client.held.length === 0
          ? 'Its connection is closed.'
          : `Its connection is closed and ${plural(client.held.length, 'message')} in its hands go back to the queue.`
      }
      confirmLabel={`Remove ${client.spec.kind}`}
      pending={isPending}
      error={<Refusal error={error} />}
      onConfirm={() => void remove()}
    />
  );
}
