'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useId, useState } from 'react';
import { ExchangeCombobox } from '@/components/exchanges/exchange-combobox';
import { exchangesQuery } from '@/components/exchanges/exchange-queries';
import type { Saved } from '@/components/layout/saved-list';
import { useVHost } from '@/components/layout/use-vhost';
import { Refusal } from '@/components/playground/refusal';
import { QueueCombobox } from '@/components/queues/queue-combobox';
import { queuesQuery } from '@/components/queues/queue-queries';
import { useRights } from '@/components/session/use-rights';
import { vhostsQuery } from '@/components/session/vhost-queries';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { glossary } from '@/components/ui/glossary';
import { Select } from '@/components/ui/select';
import type { ProducerSpec } from '@/lib/live-events';
import { liveStore } from '@/lib/live-store';
import { nodeId } from '@/lib/stage-graph';
import { baseName } from './folders';

export interface PlaceProducerDialogProps {
  readonly saved: Saved<ProducerSpec>;
  readonly onClose: () => void;
}

/** Places a saved producer in a virtual host and leads to it on the stage. */
export function PlaceProducerDialog({ saved, onClose }: PlaceProducerDialogProps) {
  const formId = useId();
  const router = useRouter();
  const [here] = useVHost();
  const [vhost, setVHost] = useState(here);
  const [exchange, setExchange] = useState<string | null>(saved.value.exchange);
  const [key, setKey] = useState(saved.value.routingKey);
  const [isSubmitted, setSubmitted] = useState(false);
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { data: vhosts = [] } = useQuery(vhostsQuery);
  const rights = useRights(vhost);
  const problems = useProblems(vhost, exchange, key);
  const isDefault = exchange === '';

  async function place() {
    setPending(true);
    setError(null);
    try {
      const spec = { ...saved.value, vhost, name: baseName(saved.name), exchange: exchange ?? '', routingKey: key };
      const { id } = await liveStore.playground.create(spec);
      router.push(`/?${new URLSearchParams({ vhost, selected: nodeId.client(id) })}`);
    } catch (failure) {
      setError(failure);
      setPending(false);
    }
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    setSubmitted(true);
    if (problems.exchange === null && problems.queue === null) void place();
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="sm"
      title={`Place ${saved.name}`}
      description="A real AMQP connection with your permissions. It publishes until you stop it on the stage."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            pending={isPending}
            refusal={rights.write(isDefault ? 'amq.default' : (exchange ?? undefined))}
          >
            Place on the stage
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4" noValidate>
        <Field label="Virtual host" explained={glossary['virtual host']}>
          <Select
            value={vhost}
            onValueChange={setVHost}
            options={[...new Set([here, ...vhosts.map(({ name }) => name)])].map((name) => ({
              value: name,
              label: name,
            }))}
          />
        </Field>
        <Field label="Exchange" explained={glossary.exchange} error={problems.exchange}>
          <ExchangeCombobox
            vhost={vhost}
            value={problems.exchange === null ? exchange : null}
            onValueChange={setExchange}
          />
        </Field>
        {isDefault && (
          <Field
            label="Queue"
            help="The default exchange delivers to the queue named by the routing key."
            error={isSubmitted || key !== '' ? problems.queue : null}
          >
            <QueueCombobox
              vhost={vhost}
              value={problems.queue === null ? key : null}
              onValueChange={(queue) => setKey(queue ?? '')}
            />
          </Field>
        )}
        <Refusal error={error} />
      </form>
    </Dialog>
  );
}

/** What has to be chosen anew, because it is not in the virtual host. */
function useProblems(vhost: string, exchange: string | null, key: string) {
  const { data: exchanges } = useQuery(exchangesQuery(vhost));
  const isDefault = exchange === '';
  const { data: queues } = useQuery({ ...queuesQuery(vhost), enabled: isDefault });
  const isMissing = exchanges !== undefined && !isDefault && !exchanges.some(({ name }) => name === exchange);
  const isQueueMissing = isDefault && queues !== undefined && !queues.some(({ name }) => name === key);
  return {
    exchange:
      exchange === null
        ? 'Choose the exchange.'
        : isMissing
          ? `There is no exchange ${exchange} in ${vhost}. Choose another one.`
          : null,
    queue: isQueueMissing
      ? key === ''
        ? 'Choose the queue.'
        : `There is no queue ${key} in ${vhost}. Choose another one.`
      : null,
  };
}
