'use client';

import { usePathname } from 'next/navigation';
import { useReachability } from '@/components/session/reachability';
import { cn } from '@/components/ui/cn';
import { Tooltip } from '@/components/ui/tooltip';

/** Says whether the broker answers. The stage says it itself, with the delay of its picture. */
export function ConnectionStatus() {
  const isReachable = useReachability((state) => state.isReachable);
  const isStage = usePathname() === '/';
  if (isReachable && isStage) return null;
  return (
    <Tooltip content={isReachable ? 'The broker answers.' : 'The broker does not answer. Trying again.'} side="bottom">
      <span
        role="status"
        className={cn(
          'flex h-7 items-center gap-1.5 rounded-full px-2.5 font-medium text-xs',
          isReachable ? 'text-muted-foreground' : 'bg-destructive-soft text-destructive',
        )}
      >
        <span
          aria-hidden
          className={cn('size-2 rounded-full', isReachable ? 'bg-success' : 'animate-pulse-soft bg-destructive')}
        />
        <span className={cn(isReachable && 'max-sm:sr-only')}>{isReachable ? 'Connected' : 'Offline'}</span>
      </span>
    </Tooltip>
  );
}
