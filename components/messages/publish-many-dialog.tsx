'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useRef, useState } from 'react';
import { ExchangeCombobox } from '@/components/exchanges/exchange-combobox';
import { ErrorNotice } from '@/components/session/error-notice';
import { vhostKey } from '@/components/session/vhost-queries';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Fieldset } from '@/components/ui/field';
import { glossary } from '@/components/ui/glossary';
import { Input } from '@/components/ui/input';
import { KeyValueEditor } from '@/components/ui/key-value-editor';
import { hasProblem, type KeyValueEntry, toRecord } from '@/components/ui/key-value-model';
import { Segmented } from '@/components/ui/segmented';
import { toast } from '@/components/ui/toast';
import { publish } from '@/lib/api-client';
import { formatCount, plural } from '@/lib/format';
import { actPaced } from './paced';
import type { FileMessage } from './parse-messages';
import { publishBody, publishValuesOf } from './publish-values';

export interface PublishManyDialogProps {
  readonly vhost: string;
  readonly title: string;
  readonly messages: readonly FileMessage[];
  /** Where the messages go that name no place: the queue at hand. */
  readonly queue: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

type Target = 'own' | 'queue' | 'exchange';

const MAX_RATE = 500;

/** Publishes messages one after the other, at a rate, with the edits that a person wants in all of them. */
export function PublishManyDialog(props: PublishManyDialogProps) {
  const { vhost, title, messages, queue, onDone, onClose } = props;
  const formId = useId();
  const queryClient = useQueryClient();
  const hasPlaces = messages.some(({ exchange, routing_key: key }) => exchange !== '' || key !== '');
  const [target, setTarget] = useState<Target>(hasPlaces ? 'own' : 'queue');
  const [exchange, setExchange] = useState<string | null>(null);
  const [key, setKey] = useState('');
  const [headers, setHeaders] = useState<readonly KeyValueEntry[]>([]);
  const [rate, setRate] = useState('20');
  const [submitted, setSubmitted] = useState(false);
  const [progress, setProgress] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const unrouted = useRef(0);
  const stop = useRef<AbortController | null>(null);
  const rateProblem =
    /^[1-9]\d{0,2}$/.test(rate) && Number(rate) <= MAX_RATE ? null : `A whole number from 1 to ${MAX_RATE}.`;
  const exchangeProblem = target === 'exchange' && exchange === null ? 'Choose the exchange.' : null;

  function placeOf(message: FileMessage) {
    if (target === 'exchange') return { exchange: exchange ?? '', routing_key: key === '' ? message.routing_key : key };
    const isNowhere = message.exchange === '' && message.routing_key === '';
    return target === 'queue' || isNowhere ? { exchange: '', routing_key: queue } : message;
  }

  async function send(message: FileMessage) {
    const body = publishBody(publishValuesOf({ ...message, ...placeOf(message) }));
    const added = toRecord(headers);
    const all = { ...body.properties.headers, ...added };
    const properties = Object.keys(all).length === 0 ? body.properties : { ...body.properties, headers: all };
    const { routed } = await publish({ vhost, name: placeOf(message).exchange }, { ...body, properties });
    if (!routed) unrouted.current += 1;
  }

  async function run() {
    const controller = new AbortController();
    stop.current = controller;
    unrouted.current = 0;
    setError(null);
    setProgress(0);
    let done = 0;
    try {
      const onProgress = (count: number) => {
        done = count;
        setProgress(count);
      };
      await actPaced({ items: messages, perSecond: Number(rate), act: send, onProgress, signal: controller.signal });
    } catch (failure) {
      setError(failure);
      return;
    } finally {
      setProgress(null);
      void queryClient.invalidateQueries({ queryKey: vhostKey(vhost) });
    }
    const lost = unrouted.current === 0 ? '' : `; ${unrouted.current} went nowhere, because no queue wanted them`;
    toast[lost === '' ? 'success' : 'warning'](`${plural(done, 'message')} published${lost}`);
    if (!controller.signal.aborted) onDone();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    setSubmitted(true);
    if (rateProblem === null && exchangeProblem === null && !hasProblem(headers)) void run();
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && progress === null && onClose()}
      title={title}
      description="Each is published anew, as you. What the broker wrote about earlier deaths is left out."
      footer={
        <>
          <Button onClick={() => (progress === null ? onClose() : stop.current?.abort())}>
            {progress === null ? 'Cancel' : 'Stop'}
          </Button>
          <Button type="submit" form={formId} variant="primary" pending={progress !== null}>
            Publish {plural(messages.length, 'message')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4" noValidate>
        <Segmented<Target>
          aria-label="Where to"
          value={target}
          onValueChange={setTarget}
          options={[
            ...(hasPlaces ? [{ value: 'own' as const, label: 'Where each was' }] : []),
            { value: 'queue', label: `To ${queue}` },
            { value: 'exchange', label: 'To an exchange' },
          ]}
        />
        {target === 'exchange' && (
          <>
            <Field label="Exchange" explained={glossary.exchange} error={submitted ? exchangeProblem : null}>
              <ExchangeCombobox vhost={vhost} value={exchange} onValueChange={setExchange} />
            </Field>
            <Field label="Routing key" optional help="Each message keeps its own unless you give one.">
              <Input mono value={key} onValueChange={setKey} />
            </Field>
          </>
        )}
        <Fieldset legend="Headers to add, or to write over" explained={glossary.headers}>
          <KeyValueEditor noun="header" entries={headers} onEntriesChange={setHeaders} showProblems={submitted} />
        </Fieldset>
        <Field label="Messages a second" error={rateProblem} className="w-40">
          <Input inputMode="numeric" value={rate} onValueChange={setRate} />
        </Field>
        {progress !== null && <Progress done={progress} all={messages.length} />}
        <ErrorNotice error={error as Error | null} title="It ended before all were published." />
      </form>
    </Dialog>
  );
}

function Progress({ done, all }: { readonly done: number; readonly all: number }) {
  return (
    <div className="flex items-center gap-3 text-xs">
      <progress aria-label="Published" value={done} max={all} className="h-1.5 flex-1 accent-primary" />
      <span className="tabular-nums">
        {formatCount(done)} of {formatCount(all)}
      </span>
    </div>
  );
}
