import { ArrowRight } from 'lucide-react';
import { QueueIcon } from '@/components/queues/queue-icon';
import type { DestinationType } from '@/lib/management-api';
import { ExchangeIcon } from './exchange-icon';

export interface BindingSentenceProps {
  readonly source: string | null;
  readonly sourceType: string | undefined;
  readonly destination: string | null;
  readonly destinationType: DestinationType;
  readonly routingKey: string;
}

/** Draws the binding that the form would make. */
export function BindingSentence({
  source,
  sourceType,
  destination,
  destinationType,
  routingKey,
}: BindingSentenceProps) {
  if (source === null || destination === null) return null;
  const usesKey = sourceType === 'direct' || sourceType === 'topic';
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-md bg-muted px-3 py-2.5 font-mono text-[0.8125rem]">
      <ExchangeIcon type={sourceType} className="text-exchange" />
      <span className="break-all">{source}</span>
      <span className="flex items-center gap-1.5 text-muted-foreground">
        <span aria-hidden className="h-px w-4 bg-binding" />
        {usesKey ? <span className="break-all">{routingKey === '' ? '(empty key)' : routingKey}</span> : sourceType}
        <ArrowRight aria-label="to" className="size-4 text-binding" />
      </span>
      {destinationType === 'queue' ? <QueueIcon className="text-queue" /> : <ExchangeIcon className="text-exchange" />}
      <span className="break-all">{destination}</span>
    </div>
  );
}
