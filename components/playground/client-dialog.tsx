'use client';

import { type ReactNode, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import type { PlaygroundClient, PlaygroundSpec } from '@/lib/live-events';
import { liveStore } from '@/lib/live-store';

export interface ClientDialogProps {
  readonly vhost: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** The client to change, or null to place a new one. */
  readonly client: PlaygroundClient | null;
  readonly onPlaced: (id: string) => void;
}

/** What a form in the dialog needs of it. */
export interface ClientFormProps extends Pick<ClientDialogProps, 'vhost' | 'client' | 'onPlaced'> {
  readonly formId: string;
  readonly onPending: (pending: boolean) => void;
  readonly onClose: () => void;
}

interface Words {
  readonly noun: string;
  readonly does: string;
  /** On the button that places a new one. */
  readonly place: string;
}

interface FormDialogProps extends ClientDialogProps {
  readonly words: Words;
  readonly form: (props: ClientFormProps) => ReactNode;
}

/** The dialog around the settings of a producer or a consumer. */
export function ClientDialog({ open, onOpenChange, client, vhost, onPlaced, words, form }: FormDialogProps) {
  const formId = useId();
  const [isPending, setPending] = useState(false);
  const onClose = () => onOpenChange(false);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="md"
      title={client === null ? `New ${words.noun}` : `Change ${client.spec.name}`}
      description={`A real AMQP connection with your permissions. ${words.does}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" pending={isPending}>
            {client === null ? words.place : 'Save'}
          </Button>
        </>
      }
    >
      {form({ formId, vhost, client, onPlaced, onPending: setPending, onClose })}
    </Dialog>
  );
}

/** Places a client with these settings or gives them to the one that is there; tells why the broker refused. */
export function usePlacing({ client, onPlaced, onPending, onClose }: ClientFormProps) {
  const [error, setError] = useState<unknown>(null);
  async function place(spec: PlaygroundSpec): Promise<void> {
    onPending(true);
    setError(null);
    try {
      const { playground } = liveStore;
      const placed = client === null ? await playground.create(spec) : await playground.update(client.id, spec);
      onPlaced(placed.id);
      onClose();
    } catch (failure) {
      setError(failure);
    } finally {
      onPending(false);
    }
  }
  return { error, place };
}
