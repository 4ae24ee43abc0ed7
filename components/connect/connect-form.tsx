'use client';

import { ExchangeCombobox } from '@/components/exchanges/exchange-combobox';
import { useVHost } from '@/components/layout/use-vhost';
import { QueueCombobox } from '@/components/queues/queue-combobox';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { glossary } from '@/components/ui/glossary';
import { Input } from '@/components/ui/input';
import { Segmented } from '@/components/ui/segmented';
import type { ConnectState, ConnectValues } from './use-connect-state';

const roleOptions = [
  { value: 'publish', label: 'Publish' },
  { value: 'consume', label: 'Consume' },
] as const;

/** What the program is to do. */
export function ConnectForm({ state }: { readonly state: ConnectState }) {
  const { values, set } = state;
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => event.preventDefault()}
      aria-label="What the program does"
    >
      <Segmented<ConnectValues['role']>
        aria-label="What the program does"
        value={values.role}
        onValueChange={(role) => set({ role })}
        options={roleOptions}
      />
      {values.role === 'publish' ? <PublishFields state={state} /> : <ConsumeFields state={state} />}
    </form>
  );
}

function PublishFields({ state }: { readonly state: ConnectState }) {
  const [vhost] = useVHost();
  const { values, set } = state;
  const isDefault = values.exchange === '';
  return (
    <>
      <Field label="To exchange" explained={glossary.exchange}>
        <ExchangeCombobox
          vhost={vhost}
          value={values.exchange}
          onValueChange={(exchange) => set({ exchange: exchange ?? '', key: null })}
        />
      </Field>
      {isDefault ? (
        <QueueField
          state={state}
          label="Queue"
          help="The default exchange delivers to the queue named by the routing key."
        />
      ) : (
        <Field label="Routing key" explained={glossary['routing key']}>
          <Input mono placeholder="orders.created" value={values.key ?? ''} onValueChange={(key) => set({ key })} />
        </Field>
      )}
    </>
  );
}

function ConsumeFields({ state }: { readonly state: ConnectState }) {
  const [vhost] = useVHost();
  const { values, set } = state;
  const isOwn = values.queue === null && values.exchange !== '';
  return (
    <>
      <Checkbox
        label="From a queue of its own"
        help="For messages that only matter while the program runs. The queue goes with the connection."
        checked={isOwn}
        onCheckedChange={(checked) =>
          set(checked ? { queue: null, exchange: 'amq.topic', key: '#' } : { exchange: '', key: null })
        }
      />
      {isOwn ? (
        <>
          <Field label="Bound to exchange" explained={glossary.exchange}>
            <ExchangeCombobox
              withoutDefault
              vhost={vhost}
              value={values.exchange}
              onValueChange={(exchange) => set({ exchange: exchange ?? '' })}
            />
          </Field>
          <Field label="With binding key" explained={glossary['binding key']}>
            <Input mono value={values.key ?? ''} onValueChange={(key) => set({ key })} />
          </Field>
        </>
      ) : (
        <QueueField state={state} label="From queue" />
      )}
      <Field label="Prefetch" help="How many messages the program may hold unacknowledged. 0 is no limit.">
        <Input
          inputMode="numeric"
          value={String(values.prefetch)}
          onValueChange={(text) => set({ prefetch: Number(text.replace(/\D/g, '').slice(0, 5)) || 0 })}
        />
      </Field>
    </>
  );
}

interface QueueFieldProps {
  readonly state: ConnectState;
  readonly label: string;
  readonly help?: string;
}

function QueueField({ state: { values, set, isNewQueue, isPending }, label, help }: QueueFieldProps) {
  const [vhost] = useVHost();
  const newName = isNewQueue && !isPending ? values.queue : null;
  return (
    <Field
      label={label}
      explained={glossary.queue}
      help={newName === null ? help : `There is no queue ${newName} here. The program declares it.`}
    >
      <QueueCombobox
        vhost={vhost}
        value={values.queue}
        newName={newName}
        onValueChange={(queue) => set({ queue, key: null })}
      />
    </Field>
  );
}
