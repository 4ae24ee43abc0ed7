'use client';

import { cn } from '@/components/ui/cn';
import { Tooltip } from '@/components/ui/tooltip';
import { useLive } from '@/lib/live-hooks';
import type { LiveStatus } from '@/lib/live-status';

const FROZEN = {
  text: 'frozen',
  hint: 'You look at a moment of the past. The broker goes on.',
  dot: 'bg-warning',
};

const POLLING = ' No WebSocket gets through, perhaps because of a proxy, so it comes by requests, one after the other.';

/** How fresh the picture is: live with its delay, stale with its age, or offline. */
export function LiveStatusBadge() {
  const status = useLive((state) => state.status);
  const failure = useLive((state) => state.failure);
  const isPast = useLive((state) => state.view.kind === 'past');
  const { text, hint, dot } = isPast ? FROZEN : wordsFor(status);
  return (
    <Tooltip content={failure ?? hint} side="bottom">
      <span
        className={cn(
          'flex h-7 shrink-0 items-center gap-1.5 rounded-full px-2 font-medium text-xs whitespace-nowrap',
          isPast && 'bg-warning-soft text-warning',
          status.kind === 'offline' && 'bg-destructive-soft text-destructive',
          status.kind === 'stale' && 'bg-warning-soft text-warning',
        )}
      >
        <span aria-hidden className={cn('size-2 rounded-full', dot)} />
        {text}
      </span>
    </Tooltip>
  );
}

function wordsFor(status: LiveStatus): { text: string; hint: string; dot: string } {
  switch (status.kind) {
    case 'live':
      return {
        text: status.isPolling ? `live ${status.latencyMs} ms, polling` : `live ${status.latencyMs} ms`,
        hint: `What you see is about ${status.latencyMs} ms old.${status.isPolling ? POLLING : ''}`,
        dot: 'bg-success',
      };
    case 'stale':
      return {
        text: `${status.ageSeconds} s old`,
        hint: 'No news from the broker for a while.',
        dot: 'bg-warning',
      };
    case 'offline':
      return {
        text: 'offline',
        hint: `The picture stands still. Reconnecting. ${status.reason ?? ''}`,
        dot: 'bg-destructive animate-pulse-soft',
      };
    case 'connecting':
      return {
        text: 'connecting',
        hint: 'Waiting for the first snapshot.',
        dot: 'bg-muted-foreground animate-pulse-soft',
      };
  }
}
