'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowRightLeft, Copy } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { ErrorNotice } from '@/components/session/error-notice';
import { vhostKey } from '@/components/session/vhost-queries';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Kbd } from '@/components/ui/kbd';
import { toast } from '@/components/ui/toast';
import { exchangeLabel } from '@/lib/amqp-names';
import type { PeekedMessage } from '@/lib/contents-api';
import { peekMessages } from '@/lib/contents-client';
import { formatBytes, formatCount, plural } from '@/lib/format';
import { dragMessages } from './dragged-messages';
import { sendOnwards } from './stage-operations';
import { useStageUi } from './stage-ui';

const SHOWN = 50;
const PREVIEW_BYTES = 120;
const REFRESH_MS = 2_000;
/** Nothing is searched for: the first ones are there at once. */
const WITHIN_MS = 1_000;

/** The next messages of a queue. They can be dragged to where they shall go, or sent there with keys. */
export function QueueMessages({ vhost, queue }: { readonly vhost: string; readonly queue: string }) {
  const { open, isReadOnly } = useStageUi();
  const { data, error, refetch } = useNextMessages(vhost, queue);
  const [picked, setPicked] = useState<ReadonlySet<number>>(new Set());
  const list = useRef<HTMLUListElement>(null);
  const items = data?.items ?? [];
  const chosen = items.flatMap(({ order }) => (picked.has(order) ? [order] : []));
  /** What an act on this message means: all that are chosen when it is one of them. */
  const meant = (order: number) => (picked.has(order) ? chosen : [order]);
  const move = (orders: readonly number[]) => open({ kind: 'move-messages', queue, orders });
  const duplicate = (orders: readonly number[]) => {
    sendOnwards(vhost, queue, { queue, orders, copy: true })
      .catch((failure: Error) => toast.error(failure.message))
      .finally(() => void refetch());
  };
  const toggle = (order: number) => setPicked(toggled(picked, order));

  function onKeyDown(event: KeyboardEvent, order: number): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const key = event.key.toLowerCase();
    if (step !== undefined) moveFocus(list.current, step);
    else if (key === 'm' && !isReadOnly) move(meant(order));
    else if (key === 'd' && !isReadOnly) duplicate(meant(order));
    else return;
    event.preventDefault();
  }

  if (error !== null) return <ErrorNotice error={error} />;
  if (data === undefined) return null;
  if (items.length === 0) return <p className="text-muted-foreground text-sm">No message is ready.</p>;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-1.5">
        <Acts
          canAct={!isReadOnly && chosen.length > 0}
          onMove={() => move(chosen)}
          onDuplicate={() => duplicate(chosen)}
        />
        <span className="ml-auto text-muted-foreground text-xs">
          {chosen.length > 0 ? `${chosen.length} chosen` : firstOf(items.length, data.total_count)}
        </span>
      </div>
      <ul ref={list} aria-label={`Messages of ${queue}`} className="flex flex-col divide-y rounded-md border bg-card">
        {items.map((message) => (
          <MessageRow
            key={message.order}
            message={message}
            isPicked={picked.has(message.order)}
            isDraggable={!isReadOnly}
            onToggle={() => toggle(message.order)}
            onKeyDown={(event) => onKeyDown(event, message.order)}
            onDrag={(data) => dragMessages(data, { queue, orders: meant(message.order) })}
          />
        ))}
      </ul>
    </div>
  );
}

function useNextMessages(vhost: string, queue: string) {
  return useQuery({
    queryKey: [...vhostKey(vhost), 'stage-messages', queue],
    queryFn: ({ signal }) =>
      peekMessages(
        { vhost, name: queue },
        { state: 'ready', filter: '', after: null, limit: SHOWN, truncate: PREVIEW_BYTES, withinMs: WITHIN_MS },
        signal,
      ),
    refetchInterval: REFRESH_MS,
  });
}

interface ActsProps {
  readonly canAct: boolean;
  readonly onMove: () => void;
  readonly onDuplicate: () => void;
}

function Acts({ canAct, onMove, onDuplicate }: ActsProps) {
  return (
    <>
      <Button size="sm" disabled={!canAct} onClick={onMove}>
        <ArrowRightLeft aria-hidden /> Move to… <Kbd>M</Kbd>
      </Button>
      <Button size="sm" disabled={!canAct} onClick={onDuplicate}>
        <Copy aria-hidden /> Duplicate <Kbd>D</Kbd>
      </Button>
    </>
  );
}

interface MessageRowProps {
  readonly message: PeekedMessage;
  readonly isPicked: boolean;
  readonly isDraggable: boolean;
  readonly onToggle: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onDrag: (data: DataTransfer) => void;
}

function MessageRow({ message, isPicked, isDraggable, onToggle, onKeyDown, onDrag }: MessageRowProps) {
  const { exchange, routing_key: key, payload, payload_bytes: bytes, redelivered } = message;
  return (
    <li>
      <button
        type="button"
        aria-pressed={isPicked}
        draggable={isDraggable}
        onDragStart={(event) => onDrag(event.dataTransfer)}
        onClick={onToggle}
        onKeyDown={onKeyDown}
        title={`From ${exchangeLabel(exchange)}`}
        className={cn(
          'flex w-full cursor-grab flex-col gap-0.5 px-2.5 py-1.5 text-left text-xs hover:bg-muted',
          isPicked && 'bg-accent',
        )}
      >
        <span className="flex items-center gap-2">
          <span className="min-w-0 truncate font-medium font-mono">{key === '' ? '(no key)' : key}</span>
          {redelivered === true && <span title="Delivered before">↻</span>}
          <span className="ml-auto shrink-0 text-muted-foreground">{formatBytes(bytes)}</span>
        </span>
        <span className="truncate font-mono text-muted-foreground">{payload === '' ? '(empty)' : payload}</span>
      </button>
    </li>
  );
}

function firstOf(shown: number, total: number): string {
  return shown < total ? `the first ${shown} of ${formatCount(total)}` : plural(total, 'message');
}

function toggled(picked: ReadonlySet<number>, order: number): ReadonlySet<number> {
  const next = new Set(picked);
  if (!next.delete(order)) next.add(order);
  return next;
}

function moveFocus(list: HTMLElement | null, step: number): void {
  const rows = [...(list?.querySelectorAll('button') ?? [])];
  const at = rows.indexOf(document.activeElement as HTMLButtonElement);
  rows[Math.max(0, Math.min(rows.length - 1, at + step))]?.focus();
}
