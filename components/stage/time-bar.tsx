'use client';

import { History, Pause, Play, Radio, StepBack, StepForward } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { useLive } from '@/lib/live-hooks';
import { SPEEDS, type Speed } from '@/lib/live-replay';
import { liveStore } from '@/lib/live-store';
import { useStageTools } from './stage-context';

const STEP_MS = 1_000;

/** Looking back: a scrubber over the last minutes. Nothing of it touches the broker, which goes on. */
export function TimeBar() {
  const view = useLive((state) => state.view);
  const { engine, painters } = useStageTools();
  const now = useNow(view.kind === 'past');
  const isPast = view.kind === 'past';
  useEffect(() => {
    painters.changed();
    // Messages that were on their way stand still; they are gone when the view is live again.
    return isPast ? () => engine.clear() : undefined;
  }, [isPast, engine, painters]);
  const at = view.kind === 'past' ? view.at : 0;
  const isStanding = view.kind === 'past' && !view.isPlaying;
  useEffect(() => {
    if (isStanding && at > 0) painters.changed();
  }, [isStanding, at, painters]);
  const { replay, recorder } = liveStore;
  if (view.kind !== 'past' || replay === null) return null;
  const { start } = recorder;
  const span = Math.max(1, now - start);
  const seek = (to: number) => {
    engine.clear();
    replay.seek(to);
  };
  return (
    <section
      aria-label="Looking back"
      className="stage-time flex w-[44rem] max-w-full flex-col gap-2 rounded-xl border border-warning/60 bg-popover px-3 py-2.5 shadow-popup"
    >
      <div className="flex items-center gap-1.5">
        <History aria-hidden className="size-4 shrink-0 text-warning" />
        <output aria-label="What you see" className="mr-auto font-medium text-sm tabular-nums">
          Viewing {ageOf(now - view.at)}
        </output>
        <IconButton size="sm" label="A second back" onClick={() => seek(view.at - STEP_MS)}>
          <StepBack aria-hidden />
        </IconButton>
        <IconButton
          size="sm"
          label={view.isPlaying ? 'Stop here' : 'Play from here'}
          onClick={() => (view.isPlaying ? replay.stop() : replay.play())}
        >
          {view.isPlaying ? <Pause aria-hidden /> : <Play aria-hidden />}
        </IconButton>
        <IconButton size="sm" label="A second on" onClick={() => seek(view.at + STEP_MS)}>
          <StepForward aria-hidden />
        </IconButton>
        <label className="flex items-center gap-1.5 text-xs">
          <span className="sr-only">Speed</span>
          <select
            value={view.speed}
            onChange={(event) => replay.setSpeed(Number(event.target.value) as Speed)}
            className="h-7 rounded-md border bg-card px-1.5 text-xs"
          >
            {SPEEDS.map((speed) => (
              <option key={speed} value={speed}>
                {speed}×
              </option>
            ))}
          </select>
        </label>
        <Button size="sm" variant="primary" onClick={() => liveStore.goLive()}>
          <Radio aria-hidden /> Live
        </Button>
      </div>
      <div className="relative">
        <input
          type="range"
          aria-label="Moment"
          aria-valuetext={ageOf(now - view.at)}
          min={start}
          max={now}
          step={100}
          value={view.at}
          onChange={(event) => seek(Number(event.target.value))}
          className="stage-scrubber block w-full"
        />
        <div aria-hidden className="pointer-events-none absolute inset-x-2 bottom-0 h-1">
          {recorder.changes().map((change) => (
            <span
              key={change}
              className="absolute h-1.5 w-px bg-muted-foreground"
              style={{ left: `${((change - start) / span) * 100}%` }}
            />
          ))}
        </div>
      </div>
    </section>
  );
}

function useNow(isTicking: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    setNow(Date.now());
    if (!isTicking) return;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [isTicking]);
  return Math.max(now, liveStore.replay?.at ?? 0);
}

function ageOf(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds === 0) return 'this moment';
  return seconds < 60 ? `${seconds} s ago` : `${Math.floor(seconds / 60)} min ${seconds % 60} s ago`;
}
