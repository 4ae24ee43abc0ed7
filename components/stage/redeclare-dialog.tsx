'use client';

import { useQuery } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { ArgumentsEditor } from '@/components/messages/arguments-editor';
import { queueQuery } from '@/components/queues/queue-queries';
import { ErrorNotice } from '@/components/session/error-notice';
import { useChange } from '@/components/session/use-change';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Fieldset } from '@/components/ui/field';
import { glossary } from '@/components/ui/glossary';
import { entriesOf, hasProblem, type KeyValueEntry, toRecord } from '@/components/ui/key-value-model';
import { queueArguments } from '@/lib/arguments/queue-arguments';
import { plural } from '@/lib/format';
import type { AmqpArguments } from '@/lib/management-api';
import { redeclareQueue } from './redeclare-queue';
import { useHistory } from './stage-history';

interface RedeclareDialogProps {
  readonly vhost: string;
  readonly queue: string;
  readonly onClose: () => void;
}

/** Changes what cannot be changed: says what that takes, does it step by step, and keeps the messages. */
export function RedeclareDialog({ vhost, queue, onClose }: RedeclareDialogProps) {
  const formId = useId();
  const { data } = useQuery({ ...queueQuery({ vhost, name: queue }), refetchInterval: false });
  const [edited, setEdited] = useState<readonly KeyValueEntry[] | null>(null);
  const [isSubmitted, setSubmitted] = useState(false);
  const [steps, setSteps] = useState<readonly string[]>([]);
  const entries = edited ?? entriesOf(data?.arguments ?? {});
  const redeclare = useChange({
    vhost,
    change: (args: AmqpArguments) => redeclareQueue(vhost, queue, args, (step) => setSteps((done) => [...done, step])),
    onDone: (_, args) => {
      const former = data?.arguments ?? {};
      useHistory.getState().record({
        label: `Change the arguments of ${queue}`,
        undo: () => redeclareQueue(vhost, queue, former, () => {}),
        redo: () => redeclareQueue(vhost, queue, args, () => {}),
      });
    },
  });
  const messages = data?.messages ?? 0;
  const isDone = redeclare.isSuccess;

  function submit(event: FormEvent) {
    event.preventDefault();
    setSubmitted(true);
    if (hasProblem(entries) || redeclare.isPending) return;
    setSteps([]);
    redeclare.mutate(toRecord(entries));
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && !redeclare.isPending && onClose()}
      title={`Change the arguments of ${queue}`}
      description="Arguments are fixed when a queue is declared, so this deletes it and declares it again."
      footer={
        isDone ? (
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        ) : (
          <>
            <Button onClick={onClose} disabled={redeclare.isPending}>
              Cancel
            </Button>
            <Button type="submit" form={formId} variant="primary" pending={redeclare.isPending} disabled={!data}>
              Delete and declare again
            </Button>
          </>
        )
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4" noValidate>
        {!isDone && (
          <Fieldset legend="Arguments" explained={glossary.arguments}>
            <ArgumentsEditor
              known={queueArguments()}
              entries={entries}
              onEntriesChange={setEdited}
              showProblems={isSubmitted}
            />
          </Fieldset>
        )}
        <div className="rounded-md bg-warning-soft p-3 text-sm">
          <p>
            {messages === 0
              ? 'It has no messages.'
              : `${plural(messages, 'message')} will be kept by moving them away and back.`}{' '}
            Its bindings are made again, its consumers are cancelled.
          </p>
          <p className="mt-1 text-muted-foreground text-xs">
            Moved messages keep their body and properties; their exchange and routing key become those of the move. What
            is routed to it in the moment between is lost.
          </p>
        </div>
        {steps.length > 0 && (
          <ol aria-label="Steps" className="flex flex-col gap-1 text-sm">
            {steps.map((step) => (
              <li key={step} className="flex items-start gap-2">
                <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-success" />
                <span className="min-w-0 break-words">{step}</span>
              </li>
            ))}
          </ol>
        )}
        <ErrorNotice error={redeclare.error} />
      </form>
    </Dialog>
  );
}
