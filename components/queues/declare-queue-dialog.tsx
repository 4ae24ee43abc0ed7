'use client';

import { type FormEvent, useId } from 'react';
import { ArgumentsEditor } from '@/components/messages/arguments-editor';
import { ErrorNotice } from '@/components/session/error-notice';
import { useChange } from '@/components/session/use-change';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog } from '@/components/ui/dialog';
import { Field, Fieldset } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { hasProblem, type KeyValueEntry, toRecord } from '@/components/ui/key-value-model';
import { toast } from '@/components/ui/toast';
import { useDialogForm } from '@/components/ui/use-dialog-form';
import { nameProblem, queueArguments } from '@/lib/amqp-names';
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
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly entries: readonly KeyValueEntry[];
}

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
    change: ({ name, durable, autoDelete, entries }: Values) =>
      putQueue({ vhost, name }, { durable, auto_delete: autoDelete, arguments: toRecord(entries) }),
    onDone: (_, { name }) => {
      toast.success(`Queue ${name} is declared`);
      onOpenChange(false);
      onDeclared?.(name);
    },
  });
  const { values, set, submitted, setSubmitted } = useDialogForm<Values>(
    open,
    () => ({ name: defaultName, durable: true, autoDelete: false, entries: [] }),
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
        <div className="flex flex-col gap-2">
          <Checkbox
            label="Durable"
            help="The queue survives a restart of the broker, with its persistent messages."
            checked={values.durable}
            onCheckedChange={(durable) => set('durable', durable)}
          />
          <Checkbox
            label="Auto-delete"
            help="The queue goes when its last consumer leaves."
            checked={values.autoDelete}
            onCheckedChange={(autoDelete) => set('autoDelete', autoDelete)}
          />
        </div>
        <Fieldset legend="Arguments">
          <ArgumentsEditor
            known={queueArguments}
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
