'use client';

import { useSyncExternalStore } from 'react';
import { cn } from '@/components/ui/cn';
import { exchangeLabel } from '@/lib/amqp-names';
import { formatBytes } from '@/lib/format';
import type { TraceEvent } from '@/lib/live-events';
import { liveStore } from '@/lib/live-store';

const onSteps = (listener: () => void) => liveStore.onTrace(listener);

/** The life of one followed message: what the broker did with it, when, and the AMQP methods that say so. */
export function LifelinePanel({ message }: { readonly message: number }) {
  // The number of steps changes when there is something new to show.
  const count = useSyncExternalStore(
    onSteps,
    () => liveStore.recorder.lifeline(message).length,
    () => 0,
  );
  const steps = count === 0 ? [] : liveStore.recorder.lifeline(message);
  const [first] = steps;
  if (first === undefined) {
    return <p className="px-5 text-muted-foreground text-sm">Its steps are older than what is remembered.</p>;
  }
  const published = steps.find(({ type }) => type === 'published');
  return (
    <div className="px-5">
      {published?.type === 'published' && (
        <p className="mb-3 text-muted-foreground text-sm">
          <code className="font-mono text-foreground">
            {published.routingKey === '' ? '(empty key)' : published.routingKey}
          </code>{' '}
          to {exchangeLabel(published.exchange)}, {formatBytes(published.bodyBytes)}
        </p>
      )}
      <ol className="flex flex-col" aria-label="Steps">
        {steps.map((step, index) => (
          <Step
            // biome-ignore lint/suspicious/noArrayIndexKey: steps are only ever added at the end.
            key={index}
            step={step}
            sinceFirst={step.at - first.at}
            isLast={index === steps.length - 1}
          />
        ))}
      </ol>
      <p className="mt-3 text-muted-foreground text-xs">
        Times are the broker&rsquo;s, from the first step on. Dots on the stage take longer, so that you can see them.
      </p>
    </div>
  );
}

interface StepProps {
  readonly step: TraceEvent;
  readonly sinceFirst: number;
  readonly isLast: boolean;
}

function Step({ step, sinceFirst, isLast }: StepProps) {
  const { title, detail, method, tone } = wordsFor(step);
  return (
    <li className="relative flex gap-3 pb-4">
      {!isLast && <span aria-hidden className="absolute top-4 bottom-0 left-[5px] w-px bg-border" />}
      <span aria-hidden className={cn('mt-1 size-[11px] shrink-0 rounded-full', tone)} />
      <div className="min-w-0 flex-1 leading-snug">
        <div className="flex items-baseline gap-2">
          <span className="font-medium text-sm">{title}</span>
          <time className="ml-auto font-mono text-muted-foreground text-xs">{durationOf(sinceFirst)}</time>
        </div>
        <p className="break-words text-muted-foreground text-xs">{detail}</p>
        {method !== null && <code className="font-mono text-[11px] text-muted-foreground">{method}</code>}
      </div>
    </li>
  );
}

interface Words {
  readonly title: string;
  readonly detail: string;
  /** The AMQP method, with its direction; null for what happens inside the broker. */
  readonly method: string | null;
  readonly tone: string;
}

function wordsFor(step: TraceEvent): Words {
  switch (step.type) {
    case 'published':
      return {
        title: 'Published',
        detail: `to ${exchangeLabel(step.exchange)}${step.channel === null ? ' over HTTP' : ` on ${step.channel}`}`,
        method: step.channel === null ? null : '→ basic.publish, header, body',
        tone: 'bg-producer',
      };
    case 'routed':
      return {
        title: 'Routed',
        detail: `by ${exchangeLabel(step.exchange)} to ${step.destinationType} ${step.destination}`,
        method: null,
        tone: 'bg-exchange',
      };
    case 'enqueued':
      return { title: 'Enqueued', detail: `in ${step.queue}`, method: null, tone: 'bg-queue' };
    case 'unroutable':
      return {
        title: step.returned ? 'Returned' : 'Unroutable',
        detail: step.returned
          ? `no queue; mandatory, so back to the publisher from ${exchangeLabel(step.exchange)}`
          : `no queue; dropped by ${exchangeLabel(step.exchange)}`,
        method: step.returned ? '← basic.return 312 NO_ROUTE' : null,
        tone: 'bg-destructive',
      };
    case 'delivered':
      return {
        title: step.redelivered ? 'Delivered again' : 'Delivered',
        detail: `from ${step.queue}${step.channel === '' ? ' over HTTP' : ` on ${step.channel}`}`,
        method:
          step.channel === ''
            ? null
            : `← ${step.consumerTag === '' ? 'basic.get-ok' : 'basic.deliver'}, header, body${step.redelivered ? ' (redelivered)' : ''}`,
        tone: 'bg-consumer',
      };
    case 'acked':
      return { title: 'Acknowledged', detail: `gone from ${step.queue}`, method: '→ basic.ack', tone: 'bg-success' };
    case 'rejected':
      return {
        title: 'Rejected',
        detail: `without requeue, at ${step.queue}`,
        method: '→ basic.reject or basic.nack',
        tone: 'bg-destructive',
      };
    case 'requeued':
      return {
        title: 'Back in the queue',
        detail: `${step.queue}; it will be delivered again`,
        method: '→ basic.reject or basic.nack with requeue, or the channel closed',
        tone: 'bg-warning',
      };
    case 'expired':
      return { title: 'Expired', detail: `waited too long in ${step.queue}`, method: null, tone: 'bg-destructive' };
    case 'dropped':
      return {
        title: 'Dropped',
        detail: step.reason === 'maxlen' ? `${step.queue} was full` : `delivered too often by ${step.queue}`,
        method: null,
        tone: 'bg-destructive',
      };
    case 'dead-lettered':
      return {
        title: 'Dead-lettered',
        detail: `${step.reason} in ${step.queue}, on to ${exchangeLabel(step.exchange)}`,
        method: null,
        tone: 'bg-warning',
      };
  }
}

function durationOf(ms: number): string {
  if (ms < 1) return `+${Math.max(0, Math.round(ms * 1_000))} µs`;
  return ms < 1_000 ? `+${ms.toFixed(1)} ms` : `+${(ms / 1_000).toFixed(2)} s`;
}
