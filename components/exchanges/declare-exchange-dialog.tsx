'use client';

import { DeclareDialog, type DeclaredValues } from '@/components/layout/declare-dialog';
import { useChange } from '@/components/session/use-change';
import { Checkbox } from '@/components/ui/checkbox';
import { toRecord } from '@/components/ui/key-value-model';
import { RadioCards } from '@/components/ui/radio-cards';
import { toast } from '@/components/ui/toast';
import { useDialogForm } from '@/components/ui/use-dialog-form';
import { type ExchangeType, exchangeTypeHelp, exchangeTypes } from '@/lib/amqp-names';
import { putExchange } from '@/lib/api-client';
import { exchangeArguments } from '@/lib/arguments/exchange-arguments';
import { ExchangeIcon } from './exchange-icon';

export interface DeclareExchangeDialogProps {
  readonly vhost: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly defaultName?: string;
  readonly defaultType?: ExchangeType;
  readonly onDeclared?: (name: string) => void;
}

interface Values extends DeclaredValues {
  readonly type: ExchangeType;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly internal: boolean;
}

const typeOptions = exchangeTypes.map((type) => ({
  value: type,
  label: type,
  help: exchangeTypeHelp[type],
  icon: <ExchangeIcon type={type} className="text-exchange" />,
}));

export function DeclareExchangeDialog(props: DeclareExchangeDialogProps) {
  const { vhost, open, onOpenChange, defaultName = '', defaultType = 'direct', onDeclared } = props;
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
  return (
    <DeclareDialog
      noun="exchange"
      description="It takes messages from producers and passes copies on to the queues bound to it."
      placeholder="events"
      {...{ open, onOpenChange, values, submitted }}
      onName={(name) => set('name', name)}
      onEntries={(entries) => set('entries', entries)}
      known={exchangeArguments}
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
    </DeclareDialog>
  );
}
