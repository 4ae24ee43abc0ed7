'use client';

import { LayoutDashboard, ListTree, Maximize, Pause, Play, Sparkles } from 'lucide-react';
import { useRef } from 'react';
import { cn } from '@/components/ui/cn';
import { IconButton } from '@/components/ui/icon-button';
import { Segmented } from '@/components/ui/segmented';
import { useMediaQuery } from '@/components/ui/use-media-query';
import { formatRate } from '@/lib/format';
import { meterKey } from '@/lib/live-numbers';
import { liveStore } from '@/lib/live-store';
import { samplingLabel } from '@/lib/stage-sampling';
import { Legend } from './legend';
import { LiveStatusBadge } from './live-status-badge';
import { useMotion } from './motion-store';
import { writeText } from './number-painters';
import { useNumbers } from './stage-context';
import { type StageView, useStageUi } from './stage-ui';

export interface StageStripProps {
  readonly view: StageView;
  readonly onTidy: () => void;
  readonly onFit: () => void;
}

/** Over the stage: how fresh it is, how much passes, how it is drawn, and what one can do with the view. */
export function StageStrip({ view, onTidy, onFit }: StageStripProps) {
  const { isPaused, togglePause, setView } = useStageUi();
  const isStage = view === 'stage';
  return (
    <div className="relative z-10 flex h-11 shrink-0 items-center gap-1 border-b bg-background px-2 sm:gap-2 sm:px-3">
      <LiveStatusBadge />
      <Totals />
      {isStage && <SamplingChip />}
      <div className="ml-auto flex items-center gap-0.5">
        {isStage && (
          <>
            <IconButton
              size="sm"
              label={isPaused ? 'Let it move (Space)' : 'Pause the motion (Space)'}
              aria-pressed={isPaused}
              tooltipSide="bottom"
              onClick={togglePause}
              className={cn(isPaused && 'bg-accent text-accent-foreground')}
            >
              {isPaused ? <Play aria-hidden /> : <Pause aria-hidden />}
            </IconButton>
            <IconButton size="sm" label="Tidy (T)" tooltipSide="bottom" onClick={onTidy}>
              <Sparkles aria-hidden />
            </IconButton>
            <IconButton size="sm" label="Show all (F)" tooltipSide="bottom" onClick={onFit}>
              <Maximize aria-hidden />
            </IconButton>
          </>
        )}
        <Legend />
        <Segmented
          aria-label="View"
          size="sm"
          className="ml-1"
          value={view}
          onValueChange={setView}
          options={[
            {
              value: 'stage',
              label: <span className="sr-only sm:not-sr-only">Stage</span>,
              icon: <LayoutDashboard aria-hidden />,
            },
            {
              value: 'outline',
              label: <span className="sr-only sm:not-sr-only">Outline</span>,
              icon: <ListTree aria-hidden />,
            },
          ]}
        />
      </div>
    </div>
  );
}

function Totals() {
  const published = useRef<HTMLSpanElement>(null);
  const delivered = useRef<HTMLSpanElement>(null);
  useNumbers(() => {
    writeText(published.current, formatRate(liveStore.numbers.rate(meterKey.published)));
    writeText(delivered.current, formatRate(liveStore.numbers.rate(meterKey.delivered)));
  });
  return (
    <div className="flex items-center gap-2.5 text-muted-foreground text-xs whitespace-nowrap max-[26rem]:hidden sm:gap-4">
      <span>
        <span className="max-sm:sr-only">Published </span>
        <span ref={published} className="font-semibold text-foreground" />
      </span>
      <span>
        <span className="max-sm:sr-only">Delivered </span>
        <span ref={delivered} className="font-semibold text-foreground" />
      </span>
    </div>
  );
}

/** Honesty first: what one dot stands for is always on screen. */
function SamplingChip() {
  const motion = useMotion((state) => state.motion);
  const isSimplified = useMotion((state) => state.isSimplified);
  const isPaused = useStageUi((state) => state.isPaused);
  const isStill = useMediaQuery('(prefers-reduced-motion: reduce)');
  const text = isPaused ? 'Motion paused' : isStill ? 'No motion: widths show rates' : samplingLabel(motion);
  return (
    <output
      className="hidden h-6 items-center gap-1.5 rounded-full bg-muted px-2.5 text-muted-foreground text-xs whitespace-nowrap md:flex"
      aria-label="Sampling"
    >
      <span aria-hidden className="size-2 rounded-full bg-producer" />
      {text}
      {isSimplified && !isPaused && ', simplified'}
    </output>
  );
}
