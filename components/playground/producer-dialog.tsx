'use client';

import { type FormEvent, useState } from 'react';
import { SavedMenu } from '@/components/layout/saved-menu';
import { Combobox } from '@/components/ui/combobox';
import { Field } from '@/components/ui/field';
import { glossary } from '@/components/ui/glossary';
import { Input } from '@/components/ui/input';
import { entriesOf } from '@/components/ui/key-value-model';
import { exchangeLabel } from '@/lib/amqp-names';
import type { PlaygroundClient, ProducerSpec } from '@/lib/live-events';
import { liveStore } from '@/lib/live-store';
import { ClientDialog, type ClientDialogProps, type ClientFormProps, usePlacing } from './client-dialog';
import { freshName } from './fresh-name';
import { isProducerReady, type ProducerDraft, ProducerFields, producerOf } from './producer-fields';
import { Refusal } from './refusal';
import { isProducerSpec, PRODUCERS_KEY } from './saved-producer';

export interface ProducerDialogProps extends ClientDialogProps {
  readonly exchange: string | null;
}

const words = { noun: 'producer', does: 'It publishes until you stop it.', place: 'Place producer' };

/** Places a producer on the stage, or changes one. */
export function ProducerDialog({ exchange, ...props }: ProducerDialogProps) {
  return <ClientDialog {...props} words={words} form={(form) => <ProducerForm {...form} exchange={exchange} />} />;
}

function ProducerForm({ exchange, ...form }: ClientFormProps & Pick<ProducerDialogProps, 'exchange'>) {
  const { vhost, client, formId } = form;
  const { error, place } = usePlacing(form);
  const [draft, setDraft] = useState<ProducerDraft>(() => {
    const spec = initialSpec(vhost, client, exchange);
    return { spec, entries: entriesOf(spec.headers) };
  });
  const [isSubmitted, setSubmitted] = useState(false);
  const model = liveStore.getState().model;
  const { spec } = draft;
  const put = (change: Partial<ProducerSpec>) =>
    setDraft((current) => ({ ...current, spec: { ...current.spec, ...change } }));

  function submit(event: FormEvent) {
    event.preventDefault();
    setSubmitted(true);
    if (isProducerReady(draft)) void place(producerOf(draft));
  }

  return (
    <form id={formId} onSubmit={submit} className="grid gap-4 @md:grid-cols-2">
      <div className="-mt-1 flex justify-end @md:col-span-2">
        <SavedMenu
          storageKey={PRODUCERS_KEY}
          isValue={isProducerSpec}
          noun="producer"
          current={(): ProducerSpec => producerOf(draft)}
          onLoad={(saved) =>
            setDraft({
              spec: { ...saved, vhost, name: client === null ? freshName('producer') : spec.name },
              entries: entriesOf(saved.headers),
            })
          }
        />
      </div>
      <Field label="Name">
        <Input required value={spec.name} onValueChange={(name) => put({ name })} maxLength={100} />
      </Field>
      <ProducerFields
        draft={draft}
        onChange={setDraft}
        showProblems={isSubmitted}
        published={client?.published ?? 0}
        exchangeField={
          <Field label="Exchange" explained={glossary.exchange}>
            <Combobox
              value={spec.exchange === '' ? DEFAULT : spec.exchange}
              onValueChange={(value) => put({ exchange: value === null || value === DEFAULT ? '' : value })}
              options={exchangeOptions([...(model?.exchanges.values() ?? [])].filter(({ internal }) => !internal))}
            />
          </Field>
        }
        queueControl={
          <Combobox
            value={spec.routingKey === '' ? null : spec.routingKey}
            onValueChange={(value) => put({ routingKey: value ?? '' })}
            options={[...(model?.queues.keys() ?? [])].sort().map((name) => ({ value: name, label: name }))}
          />
        }
      />
      <Refusal error={error} className="@md:col-span-2" />
    </form>
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
  const bindings = [...(model?.bindings.values() ?? [])];
  // What goes to an exchange without bindings goes nowhere.
  const bound = own.find((name) => bindings.some(({ source }) => source === name));
  const target = exchange ?? bound ?? own[0] ?? '';
  const binding = bindings.find(({ source }) => source === target);
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
