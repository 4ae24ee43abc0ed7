'use client';

import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useId } from 'react';
import { ArgumentsEditor } from '@/components/messages/arguments-editor';
import { ErrorNotice } from '@/components/session/error-notice';
import { useChange } from '@/components/session/use-change';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Fieldset } from '@/components/ui/field';
import { glossary } from '@/components/ui/glossary';
import { hasProblem, type KeyValueEntry, newEntry, toRecord } from '@/components/ui/key-value-model';
import { toast } from '@/components/ui/toast';
import { useDialogForm } from '@/components/ui/use-dialog-form';
import { routingKeyProblem } from '@/lib/amqp-names';
import { type BindingPlace, postBinding } from '@/lib/api-client';
import { headersBindingArguments } from '@/lib/arguments/exchange-arguments';
import type { BindingDeclaration, DestinationType } from '@/lib/management-api';
import { BindingKeyField } from './binding-key-field';
import { BindingSentence } from './binding-sentence';
import { DestinationFields } from './destination-fields';
import { ExchangeCombobox } from './exchange-combobox';
import { exchangesQuery } from './exchange-queries';

export interface BindDialogProps {
  readonly vhost: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly source?: string | null;
  readonly destination?: string | null;
  readonly destinationType?: DestinationType;
  readonly defaultRoutingKey?: string;
  readonly onBound?: () => void;
}

interface Values {
  readonly source: string | null;
  readonly destinationType: DestinationType;
  readonly destination: string | null;
  readonly routingKey: string;
  readonly entries: readonly KeyValueEntry[];
}

export function BindDialog(props: BindDialogProps) {
  const { vhost, open, onOpenChange, onBound } = props;
  const formId = useId();
  const { data: exchanges = [] } = useQuery({ ...exchangesQuery(vhost), enabled: open });
  const bind = useChange({
    vhost,
    change: ({ place, declaration }: { place: BindingPlace; declaration: BindingDeclaration }) =>
      postBinding(place, declaration),
    onDone: (_, { place }) => {
      toast.success(`${place.source} is bound to ${place.destination}`);
      onOpenChange(false);
      onBound?.();
    },
  });
  const { values, set, submitted, setSubmitted } = useDialogForm<Values>(
    open,
    () => ({
      source: props.source ?? null,
      destinationType: props.destinationType ?? 'queue',
      destination: props.destination ?? null,
      routingKey: props.defaultRoutingKey ?? '',
      entries: [],
    }),
    bind.reset,
  );
  const { source, destination, destinationType, routingKey, entries } = values;
  const sourceType = exchanges.find(({ name }) => name === source)?.type;
  const isHeaders = sourceType === 'headers';
  const shownEntries = isHeaders && entries.length === 0 ? headersEntries : entries;

  function submit(event: FormEvent) {
    event.preventDefault();
    setSubmitted(true);
    if (source === null || destination === null) return;
    if (routingKeyProblem(routingKey) !== null || hasProblem(shownEntries)) return;
    bind.mutate({
      place: { vhost, source, destination, destinationType },
      declaration: { routing_key: routingKey, arguments: toRecord(shownEntries) },
    });
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Bind"
      description="A binding says which messages of an exchange go to a queue or to another exchange."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" pending={bind.isPending}>
            Bind
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-5" noValidate>
        <Field
          label="From exchange"
          explained={glossary.exchange}
          error={submitted && source === null ? 'Choose the exchange.' : null}
        >
          <ExchangeCombobox withoutDefault vhost={vhost} value={source} onValueChange={(name) => set('source', name)} />
        </Field>
        <DestinationFields
          vhost={vhost}
          destinationType={destinationType}
          destination={destination}
          onChange={(type, name) => {
            set('destinationType', type);
            set('destination', name);
          }}
          error={submitted && destination === null ? `Choose the ${destinationType}.` : null}
        />
        <BindingKeyField
          exchangeType={sourceType}
          value={routingKey}
          onValueChange={(key) => set('routingKey', key)}
          error={submitted ? routingKeyProblem(routingKey) : null}
        />
        <Fieldset
          legend={isHeaders ? 'Headers to match' : 'Arguments'}
          explained={isHeaders ? glossary.headers : glossary.arguments}
          help={isHeaders ? 'A message is passed on when its headers have these values.' : undefined}
        >
          <ArgumentsEditor
            known={isHeaders ? headersBindingArguments : []}
            noun={isHeaders ? 'header' : 'argument'}
            entries={shownEntries}
            onEntriesChange={(next) => set('entries', next)}
            showProblems={submitted}
          />
        </Fieldset>
        <BindingSentence {...{ source, sourceType, destination, destinationType, routingKey }} />
        <ErrorNotice error={bind.error} />
      </form>
    </Dialog>
  );
}

const headersEntries: readonly KeyValueEntry[] = [newEntry('x-match', 'string', 'all'), newEntry('', 'string', '')];
