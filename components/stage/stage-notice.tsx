'use client';

import { CircleAlert, LoaderCircle } from 'lucide-react';
import { useIsAlive } from '@/components/ui/visit';
import { useLive } from '@/lib/live-hooks';
import { useFirstSteps } from './use-first-steps';

/** Over the stage when there is nothing to show yet, or nothing any more. */
export function StageNotice() {
  const isLoaded = useLive((state) => state.model !== null);
  const isRemoved = useLive((state) => state.model?.removed === true);
  const failure = useLive((state) => state.failure);
  const isAlive = useIsAlive();
  const { isFresh } = useFirstSteps();
  if (isLoaded && !isRemoved && (isAlive || isFresh)) return null;
  const isWaiting = !isRemoved && failure === null;
  const text = isRemoved ? 'This virtual host was deleted.' : (failure ?? 'Opening the stage…');
  return (
    <div className="pointer-events-none absolute inset-0 z-10 flex items-center justify-center p-6">
      <p
        role="status"
        className="flex items-center gap-2.5 rounded-lg border bg-popover px-4 py-3 text-sm shadow-popup"
      >
        {isWaiting ? (
          <LoaderCircle aria-hidden className="size-4 animate-spin text-muted-foreground" />
        ) : (
          <CircleAlert aria-hidden className="size-4 text-destructive" />
        )}
        {text}
      </p>
    </div>
  );
}
