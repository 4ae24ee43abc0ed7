'use client';

import { DeclareDialog, type DeclaredValues } from '@/components/layout/declare-dialog';
import { useChange } from '@/components/session/use-change';
import { Checkbox } from '@/components/ui/checkbox';
import { toRecord } from '@/components/ui/key-value-model';
import { RadioCards } from '@/components/ui/radio-cards';
import { toast } from '@/components/ui/toast';
import { useDialogForm } from '@/components/ui/use-dialog-form';
import { putQueue } from '@/lib/api-client';
import { type QueueTypeName, queueArguments, queueTypeHelp, queueTypes } from '@/lib/arguments/queue-arguments';

export interface DeclareQueueDialogProps {
  readonly vhost: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly defaultName?: string;
  readonly onDeclared?: (name: string) => void;
}

interface Values extends DeclaredValues {
  readonly type: QueueTypeName;
  readonly durable: boolean;
  readonly autoDelete: boolean;
}

const typeOptions = queueTypes.map((type) => ({ value: type, label: type, help: queueTypeHelp[type] }));

export function DeclareQueueDialog({
  vhost,
  open,
  onOpenChange,
  defaultName = '',
  onDeclared,
}: DeclareQueueDialogProps) {
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
  return (
    <DeclareDialog
      noun="queue"
      description="It holds messages in order until a consumer acknowledges them."
      placeholder="orders"
      {...{ open, onOpenChange, values, submitted }}
      onName={(name) => set('name', name)}
      onEntries={(entries) => set('entries', entries)}
      known={queueArguments(values.type)}
      onSubmit={(isComplete) => {
        setSubmitted(true);
        if (isComplete) declare.mutate(values);
      }}
      pending={declare.isPending}
      error={declare.error}
    >
      <RadioCards legend="Type" value={values.type} onValueChange={(type) => set('type', type)} options={typeOptions} />
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
    </DeclareDialog>
  );
}
