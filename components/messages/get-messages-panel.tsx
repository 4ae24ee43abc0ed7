'use client';

import { type FormEvent, useState } from 'react';
import { ErrorNotice } from '@/components/session/error-notice';
import { useChange } from '@/components/session/use-change';
import { useRights } from '@/components/session/use-rights';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { announce } from '@/components/ui/live-region';
import { RadioCards } from '@/components/ui/radio-cards';
import { getMessages } from '@/lib/api-client';
import { plural } from '@/lib/format';
import type { GetAckMode } from '@/lib/management-api';
import { ackModes, ackModeText } from './ack-modes';
import { MessageCard } from './message-card';

export interface GetMessagesPanelProps {
  readonly vhost: string;
  readonly queue: string;
  readonly hasDeadLetterExchange: boolean;
}

const maxCount = 500;
const truncateBytes = 65_536;

export function GetMessagesPanel({ vhost, queue, hasDeadLetterExchange }: GetMessagesPanelProps) {
  const [mode, setMode] = useState<GetAckMode>('ack_requeue_true');
  const [countText, setCountText] = useState('1');
  const [isConfirming, setConfirming] = useState(false);
  const count = Number(countText);
  const problem = /^\d+$/.test(countText) && count >= 1 && count <= maxCount ? null : `A number from 1 to ${maxCount}.`;
  const text = ackModeText(mode);
  const rights = useRights(vhost);
  const label = `${text.verb} ${problem === null ? plural(count, 'message') : 'messages'}`;
  const get = useChange({
    vhost,
    change: (ackmode: GetAckMode) =>
      getMessages({ vhost, name: queue }, { ackmode, count, encoding: 'auto', truncate: truncateBytes }),
    onDone: (messages) =>
      announce(messages.length === 0 ? 'The queue is empty' : `Got ${plural(messages.length, 'message')}`),
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (problem !== null) return;
    if (text.removes) setConfirming(true);
    else get.mutate(mode);
  }

  return (
    <div className="flex flex-col gap-4">
      <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
        <RadioCards legend="What happens to the messages" value={mode} onValueChange={setMode} options={ackModes} />
        <div className="flex items-end gap-3">
          <Field label="How many" error={problem} className="w-28">
            <Input inputMode="numeric" value={countText} onValueChange={setCountText} />
          </Field>
          <Button
            type="submit"
            variant={text.removes ? 'destructive' : 'primary'}
            pending={get.isPending}
            refusal={rights.disturb(queue)}
            className={problem ? 'mb-5.5' : ''}
          >
            {label}
          </Button>
        </div>
      </form>
      <ErrorNotice error={get.error} />
      {get.data && (
        <section aria-label="Messages" className="flex flex-col gap-2">
          {get.data.length === 0 ? (
            <EmptyState compact title="The queue is empty">
              There was no ready message to get. Messages that a consumer holds unacked cannot be read here.
            </EmptyState>
          ) : (
            <>
              <p className="text-muted-foreground text-xs">
                {plural(get.data.length, 'message')}, {get.data.at(-1)?.message_count} more ready.{' '}
                {ackModeText(get.variables ?? mode).outcome}
              </p>
              {get.data.map((message, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: messages have no identity; a new answer has new keys.
                <MessageCard key={`${get.submittedAt}-${index}`} message={message} number={index + 1} />
              ))}
            </>
          )}
        </section>
      )}
      <ConfirmDialog
        open={isConfirming}
        onOpenChange={setConfirming}
        title={`${label} of ${queue}?`}
        description={
          mode === 'ack_requeue_false'
            ? 'They are removed from the queue. You see them here once and nobody else gets them.'
            : hasDeadLetterExchange
              ? 'They are removed from the queue and go to its dead letter exchange.'
              : 'They are removed from the queue and lost: it has no dead letter exchange of its own.'
        }
        confirmLabel={label}
        onConfirm={() => {
          setConfirming(false);
          get.mutate(mode);
        }}
      />
    </div>
  );
}
