'use client';

import { type FormEvent, useId } from 'react';
import { ArgumentsEditor } from '@/components/messages/arguments-editor';
import { ErrorNotice } from '@/components/session/error-notice';
import { useChange } from '@/components/session/use-change';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog } from '@/components/ui/dialog';
import { Field, Fieldset } from '@/components/ui/field';
import { glossary } from '@/components/ui/glossary';
import { Input } from '@/components/ui/input';
import { hasProblem, type KeyValueEntry, toRecord } from '@/components/ui/key-value-model';
import { RadioCards } from '@/components/ui/radio-cards';
import { toast } from '@/components/ui/toast';
import { useDialogForm } from '@/components/ui/use-dialog-form';
import { exchangeArguments } from '@/lib/amqp-arguments';
import { type ExchangeType, exchangeTypeHelp, exchangeTypes, nameProblem } from '@/lib/amqp-names';
import { putExchange } from '@/lib/api-client';
import { ExchangeIcon } from './exchange-icon';

export interface DeclareExchangeDialogProps {
  readonly vhost: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly defaultName?: string;
  readonly defaultType?: ExchangeType;
  readonly onDeclared?: (name: string) => void;
}

interface Values {
  readonly name: string;
  readonly type: ExchangeType;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly internal: boolean;
  readonly entries: readonly KeyValueEntry[];
}

const typeOptions = exchangeTypes.map((type) => ({
  value: type,
  label: type,
  help: exchangeTypeHelp[type],
  icon: <ExchangeIcon type={type} className="text-exchange" />,
}));

export function DeclareExchangeDialog(props: DeclareExchangeDialogProps) {
  const { vhost, open, onOpenChange, defaultName = '', defaultType = 'direct', onDeclared } = props;
  const formId = useId();
  const declare = useChange({
    vhost,
    change: ({ name, type, durable, autoDelete, internal, entries }: Values) =>
      putExchange({ vhost, name }, { type, durable, auto_delete: autoDelete, internal, arguments: toRecord(entries) }),
    onDone: (_, { name }) => {
      toast.success(`Exchange ${name} is declared`);
      onOpenChange(false);
      onDeclared?.(name);
    },
  });
  const { values, set, submitted, setSubmitted } = useDialogForm<Values>(
    open,
    () => ({ name: defaultName, type: defaultType, durable: true, autoDelete: false, internal: false, entries: [] }),
    declare.reset,
  );
  const problem = nameProblem(values.name, 'exchange');

  function submit(event: FormEvent) {
    event.preventDefault();
    setSubmitted(true);
    if (problem === null && !hasProblem(values.entries)) declare.mutate(values);
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Declare exchange"
      description="It takes messages from producers and passes copies on to the queues bound to it."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" pending={declare.isPending}>
            Declare
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-5" noValidate>
        <Field label="Name" error={submitted ? problem : null}>
          <Input mono value={values.name} onValueChange={(name) => set('name', name)} placeholder="events" />
        </Field>
        <RadioCards
          legend="Type"
          value={values.type}
          onValueChange={(type) => set('type', type)}
          options={typeOptions}
        />
        <div className="flex flex-col gap-2">
          <Checkbox
            label="Durable"
            help="The exchange survives a restart of the broker."
            checked={values.durable}
            onCheckedChange={(durable) => set('durable', durable)}
          />
          <Checkbox
            label="Auto-delete"
            help="The exchange goes when its last binding is removed."
            checked={values.autoDelete}
            onCheckedChange={(autoDelete) => set('autoDelete', autoDelete)}
          />
          <Checkbox
            label="Internal"
            help="Clients cannot publish to it; only other exchanges can."
            checked={values.internal}
            onCheckedChange={(internal) => set('internal', internal)}
          />
        </div>
        <Fieldset legend="Arguments" explained={glossary.arguments}>
          <ArgumentsEditor
            known={exchangeArguments}
            entries={values.entries}
            onEntriesChange={(entries) => set('entries', entries)}
            showProblems={submitted}
          />
        </Fieldset>
        <ErrorNotice error={declare.error} />
      </form>
    </Dialog>
  );
}
