'use client';

import { Send } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useEffect, useState } from 'react';
import { ExchangeCombobox } from '@/components/exchanges/exchange-combobox';
import { SavedMenu } from '@/components/layout/saved-menu';
import { ErrorNotice } from '@/components/session/error-notice';
import { useRights } from '@/components/session/use-rights';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { glossary } from '@/components/ui/glossary';
import { Input } from '@/components/ui/input';
import { Kbd } from '@/components/ui/kbd';
import { toRecord } from '@/components/ui/key-value-model';
import { announce } from '@/components/ui/live-region';
import { Segmented } from '@/components/ui/segmented';
import { Textarea } from '@/components/ui/textarea';
import type { AmqpArguments, PayloadEncoding } from '@/lib/management-api';
import { PropertiesFields } from './properties-fields';
import { PublishResult } from './publish-result';
import {
  initialPublishValues,
  isPublishable,
  type PublishValues,
  publishBody,
  publishProblems,
} from './publish-values';
import { isSavedMessage, valuesOfSaved as loaded, MESSAGES_KEY, type SavedMessage } from './saved-message';
import { usePublish } from './use-publish';
import { useVariables } from './use-variables';

export interface PublishFormProps {
  readonly vhost: string;
  readonly defaultExchange?: string | null;
  readonly defaultRoutingKey?: string;
  /** What the form begins with, in place of an empty message. */
  readonly initialValues?: PublishValues;
  /** What the form begins with is a message that was seen, and not one that was written to be filled in. */
  readonly isCopy?: boolean;
  /** The exchange is given by the place where the form stands. */
  readonly exchangeFixed?: boolean;
  /** Told of the message while it is being written. */
  readonly onDraft?: (draft: PublishDraft) => void;
}

/** As much of a message as decides its way. */
export interface PublishDraft {
  readonly exchange: string | null;
  readonly routingKey: string;
  readonly headers: AmqpArguments;
}

const encodings = [
  { value: 'string', label: 'Text' },
  { value: 'base64', label: 'Base64' },
] as const;

export function PublishForm(props: PublishFormProps) {
  const { vhost, defaultExchange = null, defaultRoutingKey = '', exchangeFixed = false, isCopy = false } = props;
  const [values, setValues] = useState(
    () => props.initialValues ?? initialPublishValues(defaultExchange, defaultRoutingKey),
  );
  const [submitted, setSubmitted] = useState(false);
  const variables = useVariables(values, !isCopy);
  const publish = usePublish(vhost);
  const rights = useRights(vhost);
  const refusal = values.exchange === null ? rights.write() : rights.write(values.exchange || 'amq.default');
  const problems = publishProblems(values);
  const { onDraft } = props;
  const { exchange, routingKey, headers } = values;
  useEffect(() => {
    onDraft?.({ exchange, routingKey, headers: toRecord(headers) });
  }, [onDraft, exchange, routingKey, headers]);

  function change(patch: Partial<PublishValues>) {
    setValues((current) => ({ ...current, ...patch }));
  }

  function send() {
    setSubmitted(true);
    if (values.exchange === null || refusal !== null || !isPublishable(values)) return;
    publish.mutate(
      {
        exchange: values.exchange,
        body: variables.fill(publishBody(values)),
      },
      { onSuccess: ({ routed }) => announce(routed ? 'Published and routed' : 'Published, but not routed') },
    );
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      send();
    }
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    send();
  }

  return (
    <div className="flex flex-col gap-4">
      <form onSubmit={onSubmit} onKeyDown={onKeyDown} className="flex flex-col gap-4" noValidate>
        {!exchangeFixed && (
          <Field label="Exchange" explained={glossary.exchange} error={submitted ? problems.exchange : null}>
            <ExchangeCombobox
              vhost={vhost}
              value={values.exchange}
              onValueChange={(exchange) => change({ exchange })}
            />
          </Field>
        )}
        <Field
          label="Routing key"
          error={problems.routingKey}
          help={values.exchange === '' ? 'The default exchange delivers to the queue with this name.' : undefined}
        >
          <Input mono value={values.routingKey} onValueChange={(routingKey) => change({ routingKey })} />
        </Field>
        <div className="relative">
          <Field label="Payload" explained={glossary.payload} error={submitted ? problems.payload : null}>
            <Textarea mono value={values.payload} onValueChange={(payload) => change({ payload })} rows={5} />
          </Field>
          <Segmented<PayloadEncoding>
            aria-label="The payload is given as"
            size="sm"
            value={values.payloadEncoding}
            onValueChange={(payloadEncoding) => change({ payloadEncoding })}
            options={encodings}
            className="absolute -top-1 right-0"
          />
        </div>
        {variables.choice}
        <PropertiesFields values={values} onChange={change} problems={problems} submitted={submitted} />
        <div className="flex items-center gap-3">
          <Button type="submit" variant="primary" pending={publish.isPending} refusal={refusal}>
            {!publish.isPending && <Send aria-hidden />}
            Publish
          </Button>
          <span className="hidden items-center gap-1 text-muted-foreground text-xs pointer-fine:flex">
            <Kbd>Ctrl</Kbd>
            <Kbd>Enter</Kbd>
          </span>
          <span className="ml-auto">
            <SavedMenu
              storageKey={MESSAGES_KEY}
              isValue={isSavedMessage}
              noun="message"
              current={(): SavedMessage => ({ exchange: values.exchange, body: publishBody(values) })}
              onLoad={(saved) =>
                setValues(exchangeFixed ? { ...loaded(saved), exchange: values.exchange } : loaded(saved))
              }
            />
          </span>
        </div>
      </form>
      {publish.data && publish.variables && (
        <PublishResult
          key={publish.submittedAt}
          vhost={vhost}
          routed={publish.data.routed}
          exchange={publish.variables.exchange}
          routingKey={publish.variables.body.routing_key}
          headers={publish.variables.body.properties.headers}
          at={publish.submittedAt}
        />
      )}
      <ErrorNotice error={publish.error} />
    </div>
  );
}
