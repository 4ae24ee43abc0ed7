'use client';

import { ArrowLeft, ArrowRight, ChevronRight, HeartPulse } from 'lucide-react';
import { memo } from 'react';
import { cn } from '@/components/ui/cn';
import { formatClock, formatCount, plural } from '@/lib/format';
import type { WireFrame } from '@/lib/wire-events';
import { frameName, frameSummary } from '@/lib/wire-export';
import type { WireRow } from '@/lib/wire-log';
import { WireDetails } from './wire-details';

export interface WireLineProps {
  readonly row: WireRow;
  readonly isOpen: boolean;
  readonly onToggle: (key: string | null) => void;
}

/** A line of the list: a frame, heartbeats in a row, or the place where frames were left out. */
export const WireLine = memo(function WireLine({ row, isOpen, onToggle }: WireLineProps) {
  if (row.kind === 'gap') {
    return <li className="bg-warning-soft px-3 py-1 text-center text-xs">{formatCount(row.count)} frames not shown</li>;
  }
  if (row.kind === 'heartbeats') {
    return (
      <li className="flex items-center gap-2 px-3 py-1 text-muted-foreground text-xs">
        <HeartPulse aria-hidden className="size-3.5" />
        {plural(row.frames.length, 'heartbeat')}
        <Time frame={row.frames.at(-1)} />
      </li>
    );
  }
  const { frame } = row;
  const isMethod = frame.content.kind === 'method';
  return (
    <li>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => onToggle(isOpen ? null : row.key)}
        className={cn(
          'grid w-full grid-cols-[1rem_1.25rem_2.25rem_minmax(0,1fr)_auto] items-baseline gap-x-1.5 px-2 py-1 text-left text-xs hover:bg-accent',
          'focus-visible:outline-2 focus-visible:-outline-offset-2',
        )}
      >
        <ChevronRight aria-hidden className={cn('size-3.5 self-center transition-transform', isOpen && 'rotate-90')} />
        <Direction frame={frame} />
        <span className="text-muted-foreground tabular-nums">
          <span className="sr-only">channel </span>
          {frame.channel === 0 ? '–' : `ch ${frame.channel}`}
        </span>
        <span className="truncate">
          <span className={cn('font-mono', isMethod ? 'font-medium' : 'pl-3 text-muted-foreground')}>
            {frameName(frame)}
          </span>{' '}
          <span className="text-muted-foreground">{frameSummary(frame)}</span>
        </span>
        <Time frame={frame} />
      </button>
      {isOpen && <WireDetails frame={frame} />}
    </li>
  );
});

function Direction({ frame }: { readonly frame: WireFrame }) {
  const isFromClient = frame.direction === 'from-client';
  const Icon = isFromClient ? ArrowRight : ArrowLeft;
  return (
    <span className={cn('self-center', isFromClient ? 'text-producer' : 'text-consumer')}>
      <Icon aria-hidden className="size-3.5" />
      <span className="sr-only">{isFromClient ? 'from client' : 'to client'}</span>
    </span>
  );
}

function Time({ frame }: { readonly frame: WireFrame | undefined }) {
  if (frame === undefined) return null;
  return <time className="ml-auto text-[0.6875rem] text-muted-foreground tabular-nums">{formatClock(frame.at)}</time>;
}
