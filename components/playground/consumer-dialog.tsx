'use client';

import { type FormEvent, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Combobox } from '@/components/ui/combobox';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { glossary } from '@/components/ui/glossary';
import { Input } from '@/components/ui/input';
import { RadioCards } from '@/components/ui/radio-cards';
import type { AckMode, ConsumerSpec, PlaygroundClient } from '@/lib/live-events';
import { liveStore } from '@/lib/live-store';
import { freshName } from './fresh-name';
import { Refusal } from './refusal';

export interface ConsumerDialogProps {
  readonly vhost: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** The client to change, or null to place a new one. */
  readonly client: PlaygroundClient | null;
  readonly queue: string | null;
  readonly onPlaced: (id: string) => void;
}

/** Attaches a consumer to a queue, or changes one. */
export function ConsumerDialog({ open, onOpenChange, client, ...props }: ConsumerDialogProps) {
  const formId = useId();
  const [isPending, setPending] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="md"
      title={client === null ? 'New consumer' : `Change ${client.spec.name}`}
      description="A real AMQP connection with your permissions. It takes messages from one queue."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" pending={isPending}>
            {client === null ? 'Attach consumer' : 'Save'}
          </Button>
        </>
      }
    >
      <ConsumerForm
        {...props}
        formId={formId}
        client={client}
        onPending={setPending}
        onClose={() => onOpenChange(false)}
      />
    </Dialog>
  );
}

const ackModes: readonly { value: AckMode; label: string; help: string }[] = [
  { value: 'by-hand', label: 'By hand', help: 'You acknowledge, reject or requeue each message.' },
  { value: 'after-processing', label: 'After processing', help: 'Acknowledged when the processing time has passed.' },
  { value: 'automatic', label: 'Automatic', help: 'The broker forgets a message as it sends it.' },
];

const MAX_BY_HAND = 100;

interface ConsumerFormProps extends Pick<ConsumerDialogProps, 'vhost' | 'client' | 'queue' | 'onPlaced'> {
  readonly formId: string;
  readonly onPending: (pending: boolean) => void;
  readonly onClose: () => void;
}

function ConsumerForm({ vhost, client, queue, formId, onPending, onClose, onPlaced }: ConsumerFormProps) {
  const [spec, setSpec] = useState(() => initialSpec(vhost, client, queue));
  const [error, setError] = useState<unknown>(null);
  const queues = [...(liveStore.getState().model?.queues.keys() ?? [])].sort();
  const put = (change: Partial<ConsumerSpec>) => setSpec((current) => ({ ...current, ...change }));
  const isByHand = spec.ackMode === 'by-hand';

  async function submit(event: FormEvent) {
    event.preventDefault();
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

  return (
    <form id={formId} onSubmit={submit} className="grid gap-4 @md:grid-cols-2">
      <Field label="Name">
        <Input required value={spec.name} onValueChange={(name) => put({ name })} maxLength={100} />
      </Field>
      <Field label="Queue" explained={glossary.queue}>
        <Combobox
          value={spec.queue === '' ? null : spec.queue}
          onValueChange={(value) => put({ queue: value ?? '' })}
          options={queues.map((name) => ({ value: name, label: name }))}
          emptyText="There is no queue yet."
        />
      </Field>
      <div className="@md:col-span-2">
        <RadioCards
          legend="Acknowledge"
          columns={1}
          value={spec.ackMode}
          onValueChange={(ackMode) => put(withLimits({ ...spec, ackMode }))}
          options={ackModes}
        />
      </div>
      {spec.ackMode !== 'automatic' && (
        <Field
          label="Prefetch count"
          help={isByHand ? '1 to 100 messages in hand at once.' : 'Deliveries it may hold at once; 0 is no limit.'}
        >
          <Input
            type="number"
            required
            min={isByHand ? 1 : 0}
            max={isByHand ? MAX_BY_HAND : 65_535}
            value={String(spec.prefetchCount)}
            onValueChange={(text) => put({ prefetchCount: Math.max(0, Math.round(Number(text))) })}
          />
        </Field>
      )}
      {spec.ackMode === 'after-processing' && (
        <Field label="Processing time" help="Milliseconds for each message.">
          <Input
            type="number"
            required
            min={0}
            max={60_000}
            value={String(spec.processingMs)}
            onValueChange={(text) => put({ processingMs: Math.min(60_000, Math.max(0, Number(text))) })}
          />
        </Field>
      )}
      <Refusal
        className="@md:col-span-2"
        error={error ?? (queues.length === 0 ? 'There is no queue to consume from. Declare one first.' : null)}
      />
    </form>
  );
}

function withLimits(spec: ConsumerSpec): ConsumerSpec {
  if (spec.ackMode !== 'by-hand') return spec;
  return { ...spec, prefetchCount: Math.min(MAX_BY_HAND, Math.max(1, spec.prefetchCount)) };
}

function initialSpec(vhost: string, client: PlaygroundClient | null, queue: string | null): ConsumerSpec {
  if (client?.spec.kind === 'consumer') return client.spec;
  const firstQueue = [...(liveStore.getState().model?.queues.keys() ?? [])].sort()[0] ?? '';
  return {
    kind: 'consumer',
    vhost,
    name: freshName('consumer'),
    queue: queue ?? firstQueue,
    prefetchCount: 5,
    ackMode: 'by-hand',
    processingMs: 500,
  };
}
