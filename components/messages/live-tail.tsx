'use client';

import { Eraser, Pause, Play } from 'lucide-react';
import { memo, useDeferredValue, useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { exchangeLabel } from '@/lib/amqp-names';
import { formatBytes, formatClock, formatCount } from '@/lib/format';
import type { TraceEvent } from '@/lib/live-events';
import { useLive, useLiveRoom } from '@/lib/live-hooks';
import { liveStore } from '@/lib/live-store';
import { addToTail, EMPTY_TAIL, fateOf, keyCounts, type Tail, type TailMessage, tailMatching } from '@/lib/live-tail';

export interface LiveTailProps {
  readonly vhost: string;
  /** Null for all queues. */
  readonly queue: string | null;
  readonly filter: string;
  readonly onFilter: (filter: string) => void;
}

/** Messages of a vhost as they are published, and what becomes of each. Nothing is taken from anybody. */
export function LiveTail({ vhost, queue, filter, onFilter }: LiveTailProps) {
  useLiveRoom(vhost);
  const hasJoined = useLive(({ model }) => model !== null);
  const failure = useLive((live) => live.failure);
  const [tail, setTail] = useState(EMPTY_TAIL);
  const [frozen, setFrozen] = useState<Tail | null>(null);
  const needle = useDeferredValue(filter);
  useEffect(() => {
    setTail(EMPTY_TAIL);
    return liveStore.onTrace((batch) => {
      if (batch.vhost === vhost) setTail((current) => addToTail(current, batch));
    });
  }, [vhost]);
  const shown = frozen ?? tail;
  const messages = tailMatching(shown, needle, queue);
  return (
    <div className="flex h-full flex-col">
      <div className="flex flex-wrap items-center gap-2 border-b px-4 py-1.5 text-xs">
        <p role="status">
          {formatCount(messages.length)} shown.{' '}
          {shown.skipped === 0
            ? 'Every message is followed.'
            : `${formatCount(shown.skipped)} more went by and were not followed: there were too many at once.`}
        </p>
        <span className="ml-auto flex gap-1">
          <Button size="sm" variant="ghost" onClick={() => setFrozen(frozen === null ? tail : null)}>
            {frozen === null ? <Pause aria-hidden className="size-3.5" /> : <Play aria-hidden className="size-3.5" />}
            {frozen === null ? 'Hold still' : 'Go on'}
          </Button>
          <Button
            size="sm"
            variant="ghost"
            onClick={() => {
              setTail(EMPTY_TAIL);
              setFrozen((current) => (current === null ? null : EMPTY_TAIL));
            }}
          >
            <Eraser aria-hidden className="size-3.5" />
            Clear
          </Button>
        </span>
      </div>
      {messages.length === 0 ? (
        <NothingShown hasJoined={hasJoined} failure={failure} isFiltered={shown.messages.length > 0} />
      ) : (
        <>
          <KeyBars messages={messages} onChoose={onFilter} />
          <ol aria-label="Live messages" className="min-h-0 flex-1 divide-y overflow-y-auto">
            {messages.map((message) => (
              <TailLine key={message.number} message={message} />
            ))}
          </ol>
        </>
      )}
    </div>
  );
}

interface NothingShownProps {
  readonly hasJoined: boolean;
  /** Why the vhost cannot be watched. */
  readonly failure: string | null;
  readonly isFiltered: boolean;
}

function NothingShown({ hasJoined, failure, isFiltered }: NothingShownProps) {
  if (failure !== null) return <EmptyState title="Nothing can be watched here">{failure}</EmptyState>;
  if (!hasJoined) return <EmptyState title="Connecting">What is published meanwhile is not seen.</EmptyState>;
  if (isFiltered)
    return <EmptyState title="No message matches">The filter looks at exchanges, routing keys and queues.</EmptyState>;
  return (
    <EmptyState title="Waiting for messages">
      What is published in this vhost from now on appears here, with its way through exchanges and queues.
    </EmptyState>
  );
}

const SHOWN_KEYS = 5;

interface KeyBarsProps {
  readonly messages: readonly TailMessage[];
  readonly onChoose: (routingKey: string) => void;
}

/** Which routing keys the messages have, and how many of them. */
function KeyBars({ messages, onChoose }: KeyBarsProps) {
  const counts = keyCounts(messages, SHOWN_KEYS);
  const most = counts[0]?.count ?? 1;
  return (
    <ul aria-label="Routing keys" className="flex flex-col border-b px-4 py-1.5 text-xs">
      {counts.map(({ routingKey, count }) => (
        <li key={routingKey}>
          <button
            type="button"
            disabled={routingKey === ''}
            onClick={() => onChoose(routingKey)}
            className="grid min-h-6 w-full grid-cols-[minmax(0,12rem)_minmax(0,1fr)_3rem] items-center gap-2 rounded-sm text-left hover:bg-accent"
          >
            <span className="truncate font-mono">{routingKey || 'no key'}</span>
            <span aria-hidden className="h-2 rounded-sm bg-queue" style={{ width: `${(count / most) * 100}%` }} />
            <span className="text-right text-muted-foreground tabular-nums">{formatCount(count)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

const TailLine = memo(function TailLine({ message }: { readonly message: TailMessage }) {
  const { at, exchange, routingKey, queues, bodyBytes, steps } = message;
  return (
    <li>
      <details>
        <summary className="grid min-h-8 cursor-pointer grid-cols-[6.5rem_minmax(0,1fr)_auto] items-center gap-x-3 px-4 py-1 text-xs hover:bg-accent">
          <time className="text-muted-foreground tabular-nums">{formatClock(at)}</time>
          <span className="truncate">
            <span className="font-mono">{exchangeLabel(exchange)}</span>
            <span className="text-muted-foreground"> · </span>
            <span className="font-mono font-medium">{routingKey || 'no key'}</span>
            {queues.length > 0 && <span className="text-muted-foreground"> → {queues.join(', ')}</span>}
          </span>
          <span className="text-muted-foreground">
            <span className="hidden sm:inline">{formatBytes(bodyBytes)}, </span>
            {fateOf(message)}
          </span>
        </summary>
        <ol aria-label="Steps" className="border-t bg-muted/40 px-4 py-2 text-xs">
          {steps.map((step, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: steps are only ever added at the end.
            <li key={i} className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3">
              <span className="text-muted-foreground tabular-nums">+{(step.at - at).toFixed(2)} ms</span>
              <span>
                {step.type} <span className="font-mono text-muted-foreground">{placeOf(step)}</span>
              </span>
            </li>
          ))}
        </ol>
      </details>
    </li>
  );
});

function placeOf(step: TraceEvent): string {
  switch (step.type) {
    case 'published':
      return step.channel ?? 'by the management API';
    case 'routed':
      return step.destination;
    case 'unroutable':
      return step.exchange;
    case 'delivered':
      return `${step.queue} → ${step.consumerTag || 'a get'}${step.redelivered ? ', again' : ''}`;
    case 'dead-lettered':
      return `${step.queue} → ${exchangeLabel(step.exchange)} (${step.reason})`;
    case 'dropped':
      return `${step.queue} (${step.reason})`;
    default:
      return step.queue;
  }
}
