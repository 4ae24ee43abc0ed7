'use client';

import { useQuery } from '@tanstack/react-query';
import { Check, CircleCheck, Unlink, X } from 'lucide-react';
import { memo, useState } from 'react';
import { queueQuery } from '@/components/queues/queue-queries';
import { ErrorNotice } from '@/components/session/error-notice';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { afterQueue } from '@/lib/after-queue';
import { exchangeLabel } from '@/lib/amqp-names';
import { formatArgument, plural } from '@/lib/format';
import { type AlignedPart, alignTopic } from '@/lib/topic-alignment';
import { type ExplainedBinding, type ExplainedExchange, type Explanation, explainQuery } from './explain-query';
import type { WhatIf } from './stage-ui';
import { WhyFixes } from './why-fixes';

/** Where a message would go, and for each binding on its way why it matches or not. Nothing is published. */
export const WhyPanel = memo(function WhyPanel({ vhost, whatIf }: { readonly vhost: string; readonly whatIf: WhatIf }) {
  const { data, error } = useQuery(explainQuery(vhost, whatIf));
  if (error !== null) return <ErrorNotice error={error} />;
  if (data === undefined) return <p className="text-muted-foreground text-sm">Asking the router…</p>;
  return <Told vhost={vhost} explanation={data} />;
});

interface ToldProps {
  readonly vhost: string;
  readonly explanation: Explanation;
}

const Told = memo(function Told({ vhost, explanation }: ToldProps) {
  const { whatIf, routed, exchanges, queues } = explanation;
  return (
    <div className="flex flex-col gap-3">
      <Verdict explanation={explanation} />
      {!routed && <WhyFixes vhost={vhost} explanation={explanation} />}
      <ol className="flex flex-col gap-3">
        {exchanges.map((step, index) => (
          <li key={step.exchange}>
            <Step step={step} routingKey={whatIf.routingKey} isFirst={index === 0} />
          </li>
        ))}
      </ol>
      {queues.slice(0, AFTER_SHOWN).map((queue) => (
        <AfterQueue key={queue} vhost={vhost} queue={queue} />
      ))}
    </div>
  );
});

/** For so many queues it is said what becomes of the message there. */
const AFTER_SHOWN = 5;

/** The message is in the queue: what may become of it. */
function AfterQueue({ vhost, queue }: { readonly vhost: string; readonly queue: string }) {
  const { data } = useQuery(queueQuery({ vhost, name: queue }));
  if (data === undefined) return null;
  return (
    <section aria-label={`In queue ${queue}`}>
      <h4 className="flex items-baseline gap-1.5 text-sm">
        <span className="min-w-0 truncate font-semibold">{queue}</span>
        <span className="shrink-0 text-muted-foreground text-xs">after it has arrived</span>
      </h4>
      <ul className="mt-1 flex list-disc flex-col gap-1 pl-4 text-muted-foreground text-xs">
        {afterQueue(data).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}

function Verdict({ explanation }: { readonly explanation: Explanation }) {
  const { routed, queues, exchanges } = explanation;
  const { routingKey } = explanation.whatIf;
  const matched = exchanges.flatMap(({ bindings }) => bindings.filter((binding) => binding.matched)).length;
  const asked = exchanges.reduce((sum, { binding_count: count }) => sum + count, 0);
  const key = <code className="font-mono">{routingKey === '' ? '(empty key)' : routingKey}</code>;
  return (
    <p
      role="status"
      aria-label="Verdict"
      className={cn('flex gap-2 rounded-md p-2.5 text-sm', routed ? 'bg-success-soft' : 'bg-warning-soft')}
    >
      {routed ? (
        <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-success" />
      ) : (
        <Unlink aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
      )}
      <span className="min-w-0 break-words">
        {routed ? (
          <>
            {key} → <b className="font-semibold">{queues.join(', ')}</b> ({plural(queues.length, 'copy', 'copies')};{' '}
            {plural(matched, 'binding')} matched)
          </>
        ) : (
          <>
            {key} is unroutable:{' '}
            {asked === 0 ? 'there is no binding' : `${plural(asked, 'binding')}, none leads to a queue`}. It would be
            dropped, or returned with 312 NO_ROUTE when it is mandatory; a confirm would still say ack.
          </>
        )}
      </span>
    </p>
  );
}

/** Those that match come first. */
const FEW = 8;

interface StepProps {
  readonly step: ExplainedExchange;
  readonly routingKey: string;
  readonly isFirst: boolean;
}

function Step({ step, routingKey, isFirst }: StepProps) {
  const { exchange, type, queue, alternate_exchange: alternate, bindings, binding_count: count } = step;
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? bindings : bindings.slice(0, FEW);
  return (
    <section aria-label={`At ${exchangeLabel(exchange)}`}>
      <h4 className="flex items-baseline gap-1.5 text-sm">
        <span className="min-w-0 truncate font-semibold">{exchangeLabel(exchange)}</span>
        <span className="shrink-0 text-muted-foreground text-xs">{exchange === '' ? 'by queue name' : type}</span>
        {!isFirst && <span className="ml-auto shrink-0 text-muted-foreground text-xs">{wayTo(step)}</span>}
      </h4>
      {queue !== null && <p className="mt-1 text-sm">The queue {queue} has this name.</p>}
      <ul className="mt-1 flex flex-col divide-y">
        {shown.map((binding) => (
          <BindingWhy
            key={`${binding.destination_type} ${binding.destination} ${binding.properties_key}`}
            binding={binding}
            type={type}
            routingKey={routingKey}
          />
        ))}
      </ul>
      {shown.length < bindings.length && (
        <Button size="sm" variant="ghost" onClick={() => setWhole(true)}>
          Show {plural(bindings.length - shown.length, 'more binding')}
        </Button>
      )}
      {isWhole && count > bindings.length && (
        <p className="text-muted-foreground text-xs">and {plural(count - bindings.length, 'more binding')}</p>
      )}
      {alternate !== null && (
        <p className="mt-1 text-muted-foreground text-xs">
          Nothing matched, so it goes to the alternate exchange {alternate.name}
          {alternate.exists ? '.' : ', which does not exist.'}
        </p>
      )}
    </section>
  );
}

function wayTo({ reached_by: by }: ExplainedExchange): string {
  if (by.kind === 'binding') return `bound to ${by.source}`;
  return by.kind === 'alternate_exchange' ? `alternate of ${exchangeLabel(by.of)}` : '';
}

interface BindingWhyProps {
  readonly binding: ExplainedBinding;
  readonly type: string;
  readonly routingKey: string;
}

function BindingWhy({ binding, type, routingKey }: BindingWhyProps) {
  const { destination, matched, why } = binding;
  return (
    <li className="stage-why flex gap-2 py-1.5 text-xs">
      {matched ? (
        <Check aria-label="matches" className="mt-0.5 size-3.5 shrink-0 text-success" />
      ) : (
        <X aria-label="does not match" className="mt-0.5 size-3.5 shrink-0 text-muted-foreground" />
      )}
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          {type === 'topic' ? (
            <Alignment pattern={binding.routing_key} routingKey={routingKey} />
          ) : (
            <code className="font-mono break-all">{keyOf(binding)}</code>
          )}
          <span aria-hidden className="text-muted-foreground">
            →
          </span>
          <span className={cn('min-w-0 truncate font-medium', !matched && 'text-muted-foreground')}>{destination}</span>
        </div>
        <p className="mt-0.5 break-words text-muted-foreground">{why}</p>
      </div>
    </li>
  );
}

function keyOf({ routing_key: key, arguments: args }: ExplainedBinding): string {
  const headers = Object.entries(args).map(([name, value]) => `${name}=${formatArgument(value)}`);
  if (headers.length > 0) return headers.join(' ');
  return key === '' ? '(empty key)' : key;
}

/** The pattern above the words that each of its parts stands for. */
function Alignment({ pattern, routingKey }: { readonly pattern: string; readonly routingKey: string }) {
  const { parts, rest } = alignTopic(pattern, routingKey);
  return (
    <span className="inline-flex max-w-full flex-wrap gap-0.5 font-mono" title={`${pattern} over ${routingKey}`}>
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts have no other identity than their place.
        <Part key={index} {...part} />
      ))}
      {parts.length === 0 && <span className="text-muted-foreground">(empty pattern)</span>}
      {rest.length > 0 && <Part part="" words={rest} isMet={false} />}
    </span>
  );
}

function Part({ part, words, isMet }: AlignedPart) {
  return (
    <span
      className={cn(
        'flex min-w-6 flex-col items-center rounded-sm px-1 leading-4',
        isMet ? 'bg-success-soft' : 'bg-destructive-soft',
      )}
    >
      <span className={cn('font-semibold', isMet ? 'text-foreground' : 'text-destructive')}>
        {part === '' ? '–' : part}
      </span>
      <span className="max-w-28 truncate text-[10px] text-muted-foreground">
        {words.length === 0 ? '·' : words.join('.')}
      </span>
    </span>
  );
}
