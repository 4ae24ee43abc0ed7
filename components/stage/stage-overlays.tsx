'use client';

import dynamic from 'next/dynamic';
import { useEffect } from 'react';
import { useRights } from '@/components/session/use-rights';
import { useStaysTrue } from '@/components/ui/use-stays-true';
import { runWhenIdle } from '@/components/ui/when-idle';
import { useLive } from '@/lib/live-hooks';
import { FirstSteps } from './first-steps';
import { StageDock } from './stage-dock';
import { StageNotice } from './stage-notice';
import type { StageView } from './stage-ui';
import { useFirstSteps } from './use-first-steps';

const loadTimeBar = () => import('./time-bar').then((module) => module.TimeBar);
const TimeBar = dynamic(loadTimeBar, { ssr: false });

interface StageOverlaysProps {
  readonly vhost: string;
  /** The outline has the first steps among its own, where they cover nothing. */
  readonly view: StageView;
  /** Puts a note on the stage; null where there is no room for one. */
  readonly onNote: (() => void) | null;
}

/** Over the stage or its outline: the first steps, what is to be noticed, the dock, and the bar of the past. */
export function StageOverlays({ vhost, view, onNote }: StageOverlaysProps) {
  const { isFresh } = useFirstSteps();
  const isLoaded = useLive((state) => state.model !== null);
  const { isReadOnly } = useRights(vhost);
  return (
    <>
      <div
        className={
          isFresh
            ? 'pointer-events-none absolute inset-x-0 top-0 bottom-16 z-10 flex items-center justify-center p-4'
            : 'pointer-events-none absolute top-4 left-4 z-10 max-sm:right-4'
        }
      >
        {!isReadOnly && (isFresh || view === 'stage') && <FirstSteps vhost={vhost} />}
      </div>
      <StageNotice />
      {isLoaded && (
        <div className="pointer-events-none absolute inset-x-3 bottom-3 z-10 flex flex-col items-center gap-2 *:pointer-events-auto">
          <TimeBarWhenAsked />
          {isReadOnly ? (
            <p className="rounded-lg border bg-popover px-3 py-2 text-muted-foreground text-xs shadow-popup">
              Your user may only look at this virtual host.
            </p>
          ) : (
            <StageDock onNote={onNote} className="max-sm:w-full max-sm:justify-between" />
          )}
        </div>
      )}
    </>
  );
}

function TimeBarWhenAsked() {
  const isAsked = useStaysTrue(useLive((state) => state.view.kind === 'past'));
  useEffect(() => runWhenIdle(() => void loadTimeBar()), []);
  return isAsked ? <TimeBar /> : null;
}
