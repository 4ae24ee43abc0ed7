'use client';

import { type FormEvent, useId, useState } from 'react';
import { ExchangeCombobox } from '@/components/exchanges/exchange-combobox';
import { QueueCombobox } from '@/components/queues/queue-combobox';
import { ErrorNotice } from '@/components/session/error-notice';
import { useChange } from '@/components/session/use-change';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { glossary } from '@/components/ui/glossary';
import { Input } from '@/components/ui/input';
import { Segmented } from '@/components/ui/segmented';
import { toast } from '@/components/ui/toast';
import type { MoveReport } from '@/lib/contents-api';
import { moveMessages } from '@/lib/contents-client';
import { plural } from '@/lib/format';

export interface MoveDialogProps {
  readonly vhost: string;
  readonly queue: string;
  /** The places of the chosen messages. */
  readonly orders: readonly number[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

const targets = [
  { value: 'queue', label: 'To a queue' },
  { value: 'exchange', label: 'To an exchange' },
] as const;

type Target = (typeof targets)[number]['value'];

/** Moves chosen messages; each leaves its queue only when another place has it. */
export function MoveDialog({ vhost, queue, orders, onDone, onClose }: MoveDialogProps) {
  const formId = useId();
  const [target, setTarget] = useState<Target>('queue');
  const [toQueue, setToQueue] = useState<string | null>(null);
  const [toExchange, setToExchange] = useState<string | null>(null);
  const [key, setKey] = useState('');
  const [submitted, setSubmitted] = useState(false);
  const isChosen = target === 'queue' ? toQueue !== null : toExchange !== null;
  const move = useChange({
    vhost,
    change: () =>
      moveMessages(
        { vhost, name: queue },
        target === 'queue'
          ? { queue: toQueue ?? '', orders }
          : { exchange: toExchange ?? '', orders, ...(key === '' ? {} : { routing_key: key }) },
      ),
    onDone: (report) => {
      toast[report.moved === orders.length ? 'success' : 'warning'](moveText(report));
      onDone();
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    setSubmitted(true);
    if (isChosen) move.mutate();
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Move ${plural(orders.length, 'message')}`}
      description={`Out of ${queue}. A message that no queue takes stays where it is.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" pending={move.isPending}>
            Move {plural(orders.length, 'message')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4" noValidate>
        <Segmented<Target> aria-label="Where to" value={target} onValueChange={setTarget} options={targets} />
        {target === 'queue' ? (
          <Field
            label="Queue"
            explained={glossary.queue}
            error={submitted && toQueue === null ? 'Choose the queue.' : null}
          >
            <QueueCombobox vhost={vhost} value={toQueue} onValueChange={setToQueue} />
          </Field>
        ) : (
          <>
            <Field
              label="Exchange"
              explained={glossary.exchange}
              error={submitted && toExchange === null ? 'Choose the exchange.' : null}
            >
              <ExchangeCombobox vhost={vhost} value={toExchange} onValueChange={setToExchange} />
            </Field>
            <Field label="Routing key" optional help="Each message keeps its own unless you give one.">
              <Input mono value={key} onValueChange={setKey} />
            </Field>
          </>
        )}
        <ErrorNotice error={move.error} />
      </form>
    </Dialog>
  );
}

export function moveText({ moved, unroutable, refused, missing }: MoveReport): string {
  const left = [
    unroutable > 0 ? `${unroutable} stayed, because no queue takes them` : null,
    refused > 0 ? `${refused} stayed, because the queue is full` : null,
    missing > 0 ? `${missing} had gone already` : null,
  ].filter((text) => text !== null);
  return [`${plural(moved, 'message')} moved`, ...left].join('; ');
}
