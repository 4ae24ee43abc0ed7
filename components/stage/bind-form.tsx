'use client';

import { type FormEvent, useState } from 'react';
import { ErrorNotice } from '@/components/session/error-notice';
import { useChange } from '@/components/session/use-change';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { glossary } from '@/components/ui/glossary';
import { Input } from '@/components/ui/input';
import { announce } from '@/components/ui/live-region';
import { routingKeyProblem } from '@/lib/amqp-names';
import { postBinding } from '@/lib/api-client';
import { KeyPreview } from './key-preview';
import { watchBindings } from './stage-operations';

export interface BindFormProps {
  readonly vhost: string;
  readonly source: string;
  readonly exchangeType: string;
  readonly destination: string;
  readonly destinationType: 'queue' | 'exchange';
  readonly onDone: () => void;
}

/** Asks for the one thing that a drawn binding still needs: its key. */
export function BindForm({ vhost, source, exchangeType, destination, destinationType, onDone }: BindFormProps) {
  const [key, setKey] = useState('');
  const [record] = useState(() =>
    watchBindings(vhost, (made) => made.source === source && made.destination === destination),
  );
  const bind = useChange({
    vhost,
    change: () => postBinding({ vhost, source, destination, destinationType }, { routing_key: key, arguments: {} }),
    onDone: () => {
      record();
      announce(`Bound ${destination} to ${source}`);
      onDone();
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (routingKeyProblem(key) === null) bind.mutate();
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <Field
        label={exchangeType === 'topic' ? 'Binding key (pattern)' : 'Binding key'}
        explained={glossary['binding key']}
        optional={exchangeType === 'fanout'}
        error={routingKeyProblem(key)}
      >
        <Input
          mono
          autoFocus
          value={key}
          onValueChange={setKey}
          placeholder={exchangeType === 'topic' ? 'order.*.created' : exchangeType === 'fanout' ? 'not used' : ''}
        />
      </Field>
      <KeyPreview exchange={source} exchangeType={exchangeType} bindingKey={key} destination={destination} />
      <ErrorNotice error={bind.error} />
      <div className="flex justify-end gap-2">
        <Button type="button" size="sm" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" size="sm" variant="primary" pending={bind.isPending}>
          Bind
        </Button>
      </div>
    </form>
  );
}
