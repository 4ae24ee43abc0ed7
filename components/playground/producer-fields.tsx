'use client';

import { type ReactNode, useMemo } from 'react';
import { Field, Fieldset } from '@/components/ui/field';
import { glossary } from '@/components/ui/glossary';
import { Input } from '@/components/ui/input';
import { KeyValueEditor } from '@/components/ui/key-value-editor';
import { hasProblem, type KeyValueEntry, toRecord } from '@/components/ui/key-value-model';
import { Switch } from '@/components/ui/switch';
import { Textarea } from '@/components/ui/textarea';
import { routingKeyProblem } from '@/lib/amqp-names';
import type { ProducerSpec } from '@/lib/live-events';
import { compileTemplate, keyTemplateProblem } from '@/lib/payload-template';
import { RateField } from './rate-field';

/** A producer while it is being written. */
export interface ProducerDraft {
  readonly spec: ProducerSpec;
  readonly entries: readonly KeyValueEntry[];
}

/** What is wrong with the key of a producer, in the words of the gateway. */
function keyProblem({ exchange, routingKey }: ProducerSpec): string | null {
  return exchange === '' ? routingKeyProblem(routingKey) : keyTemplateProblem(routingKey);
}

export function isProducerReady({ spec, entries }: ProducerDraft): boolean {
  return keyProblem(spec) === null && !hasProblem(entries);
}

/** The producer as it was written. */
export function producerOf({ spec, entries }: ProducerDraft): ProducerSpec {
  return { ...spec, headers: headersOf(entries) };
}

export interface ProducerFieldsProps {
  readonly draft: ProducerDraft;
  readonly onChange: (draft: ProducerDraft) => void;
  readonly showProblems: boolean;
  /** Chooses the exchange. */
  readonly exchangeField: ReactNode;
  /** Chooses the queue, when the exchange is the default one. */
  readonly queueControl: ReactNode;
  /** Messages that it has published already. */
  readonly published?: number;
}

/** What a producer publishes, where to, and how fast. */
export function ProducerFields(props: ProducerFieldsProps) {
  const { draft, onChange, showProblems, exchangeField, queueControl, published = 0 } = props;
  const { spec, entries } = draft;
  const put = (change: Partial<ProducerSpec>) => onChange({ ...draft, spec: { ...spec, ...change } });
  const isDefault = spec.exchange === '';
  return (
    <>
      {exchangeField}
      <Field
        label={isDefault ? 'Routing key: the queue' : 'Routing key'}
        help={isDefault ? 'The default exchange routes by queue name.' : <KeyHelp spec={spec} published={published} />}
        error={keyProblem(spec)}
      >
        {isDefault ? (
          queueControl
        ) : (
          <Input mono value={spec.routingKey} onValueChange={(routingKey) => put({ routingKey })} />
        )}
      </Field>
      <div className="@md:col-span-2">
        <RateField value={spec.ratePerSecond} onValueChange={(ratePerSecond) => put({ ratePerSecond })} />
      </div>
      <Field
        label="Payload"
        help="{{n}}, {{uuid}}, {{now}} and {{pick:a,b}} are filled in for each message."
        className="@md:col-span-2"
      >
        <Textarea mono rows={4} value={spec.payload} onValueChange={(payload) => put({ payload })} />
      </Field>
      <Field label="Content type" explained={glossary['content type']}>
        <Input mono value={spec.contentType} onValueChange={(contentType) => put({ contentType })} />
      </Field>
      <div className="flex flex-col justify-end gap-1">
        <Switch
          checked={spec.persistent}
          onCheckedChange={(persistent) => put({ persistent })}
          label="Persistent"
          explained={glossary.persistent}
        />
        <Switch
          checked={spec.mandatory}
          onCheckedChange={(mandatory) => put({ mandatory })}
          label="Mandatory"
          explained={glossary.mandatory}
        />
      </div>
      <div className="@md:col-span-2">
        <Fieldset legend="Headers" explained={glossary.headers}>
          <KeyValueEditor
            noun="header"
            entries={entries}
            onEntriesChange={(next) => onChange({ ...draft, entries: next })}
            showProblems={showProblems}
          />
        </Fieldset>
      </div>
    </>
  );
}

const SHOWN_KEYS = 3;

/** The keys of the next messages, as the template makes them. */
function KeyHelp({ spec, published }: { readonly spec: ProducerSpec; readonly published: number }) {
  const { routingKey } = spec;
  const keys = useMemo(() => {
    const { isFixed, fill } = compileTemplate(routingKey);
    if (isFixed || keyTemplateProblem(routingKey) !== null) return null;
    return Array.from({ length: SHOWN_KEYS }, (_, index) => {
      const n = published + index + 1;
      return { n, key: fill(n) };
    });
  }, [routingKey, published]);
  if (keys === null) return '{{n}}, {{uuid}}, {{now}} and {{pick:a,b}} are filled in.';
  const isByChance = /\{\{(uuid|pick:)/.test(routingKey);
  return (
    <span className="flex flex-col gap-0.5">
      {isByChance ? 'The next keys, for example:' : 'The next keys:'}
      {keys.map(({ n, key }) => (
        <span key={n} className="break-all font-mono text-foreground">
          {key === '' ? '(empty key)' : key}
        </span>
      ))}
    </span>
  );
}

/** The headers that a playground producer can send: text, numbers and booleans. Lists and tables go as their JSON. */
function headersOf(entries: readonly KeyValueEntry[]): ProducerSpec['headers'] {
  return Object.fromEntries(
    Object.entries(toRecord(entries)).map(([name, value]) => [
      name,
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? value
        : JSON.stringify(value),
    ]),
  );
}
