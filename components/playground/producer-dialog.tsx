'use client';

import { type FormEvent, useId, useState } from 'react';
import { SavedMenu } from '@/components/layout/saved-menu';
import { Button } from '@/components/ui/button';
import { Combobox } from '@/components/ui/combobox';
import { Dialog } from '@/components/ui/dialog';
import { Field, Fieldset } from '@/components/ui/field';
import { glossary } from '@/components/ui/glossary';
import { Input } from '@/components/ui/input';
import { KeyValueEditor } from '@/components/ui/key-value-editor';
import { entriesOf, hasProblem, type KeyValueEntry, toRecord } from '@/components/ui/key-value-model';
import { Switch } from '@/components/ui/switch';
import { Textarea } from '@/components/ui/textarea';
import { exchangeLabel } from '@/lib/amqp-names';
import type { PlaygroundClient, ProducerSpec } from '@/lib/live-events';
import { liveStore } from '@/lib/live-store';
import { freshName } from './fresh-name';
import { RateField } from './rate-field';
import { Refusal } from './refusal';
import { isProducerSpec, PRODUCERS_KEY } from './saved-producer';

export interface ProducerDialogProps {
  readonly vhost: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** The client to change, or null to place a new one. */
  readonly client: PlaygroundClient | null;
  readonly exchange: string | null;
  readonly onPlaced: (id: string) => void;
}

/** Places a producer on the stage, or changes one. */
export function ProducerDialog({ open, onOpenChange, client, ...props }: ProducerDialogProps) {
  const formId = useId();
  const [isPending, setPending] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="md"
      title={client === null ? 'New producer' : `Change ${client.spec.name}`}
      description="A real AMQP connection with your permissions. It publishes until you stop it."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" pending={isPending}>
            {client === null ? 'Place producer' : 'Save'}
          </Button>
        </>
      }
    >
      <ProducerForm
        {...props}
        formId={formId}
        client={client}
        onPending={setPending}
        onClose={() => onOpenChange(false)}
      />
    </Dialog>
  );
}

interface ProducerFormProps extends Pick<ProducerDialogProps, 'vhost' | 'client' | 'exchange' | 'onPlaced'> {
  readonly formId: string;
  readonly onPending: (pending: boolean) => void;
  readonly onClose: () => void;
}

function ProducerForm({ vhost, client, exchange, formId, onPending, onClose, onPlaced }: ProducerFormProps) {
  const [spec, setSpec] = useState(() => initialSpec(vhost, client, exchange));
  const [entries, setEntries] = useState(() => entriesOf(spec.headers));
  const [isSubmitted, setSubmitted] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const model = liveStore.getState().model;
  const put = (change: Partial<ProducerSpec>) => setSpec((current) => ({ ...current, ...change }));
  const isDefault = spec.exchange === '';

  async function submit(event: FormEvent) {
    event.preventDefault();
    setSubmitted(true);
    if (hasProblem(entries)) return;
    onPending(true);
    setError(null);
    try {
      const full = { ...spec, headers: headersOf(entries) };
      const { playground } = liveStore;
      const placed = client === null ? await playground.create(full) : await playground.update(client.id, full);
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
      <div className="-mt-1 flex justify-end @md:col-span-2">
        <SavedMenu
          storageKey={PRODUCERS_KEY}
          isValue={isProducerSpec}
          noun="producer"
          current={(): ProducerSpec => ({ ...spec, headers: headersOf(entries) })}
          onLoad={(saved) => {
            setSpec({ ...saved, vhost, name: client === null ? freshName('producer') : spec.name });
            setEntries(entriesOf(saved.headers));
          }}
        />
      </div>
      <Field label="Name">
        <Input required value={spec.name} onValueChange={(name) => put({ name })} maxLength={100} />
      </Field>
      <Field label="Exchange" explained={glossary.exchange}>
        <Combobox
          value={spec.exchange === '' ? DEFAULT : spec.exchange}
          onValueChange={(value) => put({ exchange: value === null || value === DEFAULT ? '' : value })}
          options={exchangeOptions([...(model?.exchanges.values() ?? [])].filter(({ internal }) => !internal))}
        />
      </Field>
      <Field
        label={isDefault ? 'Routing key: the queue' : 'Routing key'}
        help={isDefault ? 'The default exchange routes by queue name.' : '{{n}} counts up.'}
      >
        {isDefault ? (
          <Combobox
            value={spec.routingKey === '' ? null : spec.routingKey}
            onValueChange={(value) => put({ routingKey: value ?? '' })}
            options={[...(model?.queues.keys() ?? [])].sort().map((name) => ({ value: name, label: name }))}
          />
        ) : (
          <Input mono value={spec.routingKey} onValueChange={(routingKey) => put({ routingKey })} />
        )}
      </Field>
      <div className="@md:col-span-2">
        <RateField value={spec.ratePerSecond} onValueChange={(ratePerSecond) => put({ ratePerSecond })} />
      </div>
      <Field
        label="Payload"
        help="{{n}}, {{uuid}}, {{now}} and {{pick:a,b}} are filled in for each message."
        className="@md:col-span-2"
      >
        <Textarea mono rows={4} value={spec.payload} onValueChange={(payload) => put({ payload })} />
      </Field>
      <Field label="Content type" explained={glossary['content type']}>
        <Input mono value={spec.contentType} onValueChange={(contentType) => put({ contentType })} />
      </Field>
      <div className="flex flex-col justify-end gap-1">
        <Switch
          checked={spec.persistent}
          onCheckedChange={(persistent) => put({ persistent })}
          label="Persistent"
          explained={glossary.persistent}
        />
        <Switch
          checked={spec.mandatory}
          onCheckedChange={(mandatory) => put({ mandatory })}
          label="Mandatory"
          explained={glossary.mandatory}
        />
      </div>
      <div className="@md:col-span-2">
        <Fieldset legend="Headers" explained={glossary.headers}>
          <KeyValueEditor noun="header" entries={entries} onEntriesChange={setEntries} showProblems={isSubmitted} />
        </Fieldset>
      </div>
      <Refusal error={error} className="@md:col-span-2" />
    </form>
  );
}

/** The headers that a playground producer can send: text, numbers and booleans. Lists and tables go as their JSON. */
function headersOf(entries: readonly KeyValueEntry[]): ProducerSpec['headers'] {
  return Object.fromEntries(
    Object.entries(toRecord(entries)).map(([name, value]) => [
      name,
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? value
        : JSON.stringify(value),
    ]),
  );
}

/** The combobox needs a value that is not empty. */
const DEFAULT = '\u0000default';

function exchangeOptions(exchanges: readonly { readonly name: string; readonly type: string }[]) {
  const named = exchanges.filter(({ name }) => name !== '');
  named.sort(
    (a, b) => Number(a.name.startsWith('amq.')) - Number(b.name.startsWith('amq.')) || (a.name < b.name ? -1 : 1),
  );
  return [
    { value: DEFAULT, label: exchangeLabel(''), hint: 'by queue name' },
    ...named.map(({ name, type }) => ({ value: name, label: name, hint: type })),
  ];
}

function initialSpec(vhost: string, client: PlaygroundClient | null, exchange: string | null): ProducerSpec {
  if (client?.spec.kind === 'producer') return client.spec;
  const model = liveStore.getState().model;
  const own = [...(model?.exchanges.keys() ?? [])].filter((name) => name !== '' && !name.startsWith('amq.')).sort();
  const target = exchange ?? own[0] ?? '';
  const binding = [...(model?.bindings.values() ?? [])].find(({ source }) => source === target);
  const firstQueue = [...(model?.queues.keys() ?? [])].sort()[0] ?? '';
  return {
    kind: 'producer',
    vhost,
    name: freshName('producer'),
    exchange: target,
    routingKey: target === '' ? firstQueue : (binding?.routingKey ?? '').replace(/[*#]/g, 'any'),
    ratePerSecond: 1,
    shape: 'steady',
    payload: '{"order": {{n}}, "at": "{{now}}"}',
    contentType: 'application/json',
    headers: {},
    persistent: false,
    mandatory: false,
  };
}
