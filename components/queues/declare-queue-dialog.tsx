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
import { type QueueTypeName, queueArguments, queueTypeHelp, queueTypes } from '@/lib/amqp-arguments';
import { nameProblem } from '@/lib/amqp-names';
import { putQueue } from '@/lib/api-client';

export interface DeclareQueueDialogProps {
  readonly vhost: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly defaultName?: string;
  readonly onDeclared?: (name: string) => void;
}

interface Values {
  readonly name: string;
  readonly type: QueueTypeName;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly entries: readonly KeyValueEntry[];
}

const typeOptions = queueTypes.map((type) => ({ value: type, label: type, help: queueTypeHelp[type] }));

export function DeclareQueueDialog({
  vhost,
  open,
  onOpenChange,
  defaultName = '',
  onDeclared,
}: DeclareQueueDialogProps) {
  const formId = useId();
  const declare = useChange({
    vhost,
    change: ({ name, type, durable, autoDelete, entries }: Values) => {
      const given = toRecord(entries);
      const queueType = type === 'classic' || 'x-queue-type' in given ? {} : { 'x-queue-type': type };
      const isClassic = type === 'classic';
      return putQueue(
        { vhost, name },
        { durable: durable || !isClassic, auto_delete: autoDelete && isClassic, arguments: { ...queueType, ...given } },
      );
    },
    onDone: (_, { name }) => {
      toast.success(`Queue ${name} is declared`);
      onOpenChange(false);
      onDeclared?.(name);
    },
  });
  const { values, set, submitted, setSubmitted } = useDialogForm<Values>(
    open,
    () => ({ name: defaultName, type: 'classic', durable: true, autoDelete: false, entries: [] }),
    declare.reset,
  );
  const problem = nameProblem(values.name, 'queue');

  function submit(event: FormEvent) {
    event.preventDefault();
    setSubmitted(true);
    if (problem === null && !hasProblem(values.entries)) declare.mutate(values);
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Declare queue"
      description="It holds messages in order until a consumer acknowledges them."
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
          <Input mono value={values.name} onValueChange={(name) => set('name', name)} placeholder="orders" />
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
            help={
              values.type === 'classic'
                ? 'The queue survives a restart of the broker, with its persistent messages.'
                : `A ${values.type === 'stream' ? 'stream' : 'quorum queue'} is always durable.`
            }
            disabled={values.type !== 'classic'}
            checked={values.durable || values.type !== 'classic'}
            onCheckedChange={(durable) => set('durable', durable)}
          />
          <Checkbox
            label="Auto-delete"
            help={
              values.type === 'classic'
                ? 'The queue goes when its last consumer leaves.'
                : `A ${values.type === 'stream' ? 'stream' : 'quorum queue'} stays until somebody deletes it.`
            }
            disabled={values.type !== 'classic'}
            checked={values.autoDelete && values.type === 'classic'}
            onCheckedChange={(autoDelete) => set('autoDelete', autoDelete)}
          />
        </div>
        <Fieldset legend="Arguments" explained={glossary.arguments}>
          <ArgumentsEditor
            known={queueArguments(values.type)}
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
