'use client';

import {
  LayoutDashboard,
  ListTree,
  Maximize,
  PanelBottom,
  Pause,
  PinOff,
  Play,
  Redo2,
  Route,
  Sparkles,
  Undo2,
} from 'lucide-react';
import { useRef } from 'react';
import { cn } from '@/components/ui/cn';
import { IconButton } from '@/components/ui/icon-button';
import { Segmented } from '@/components/ui/segmented';
import { useIsStill } from '@/components/ui/use-is-still';
import { formatRate } from '@/lib/format';
import { useLive } from '@/lib/live-hooks';
import { meterKey } from '@/lib/live-numbers';
import { liveStore } from '@/lib/live-store';
import type { StageGraph } from '@/lib/stage-graph';
import { samplingLabel } from '@/lib/stage-sampling';
import { Legend } from './legend';
import { LiveStatusBadge } from './live-status-badge';
import { useMotion } from './motion-store';
import { writeText } from './number-painters';
import { askWhy, toggleFreeze } from './stage-actions';
import type { CanvasActs } from './stage-canvas';
import { useNumbers } from './stage-context';
import { StageFilter } from './stage-filter';
import { useHistory } from './stage-history';
import { useSaved } from './stage-saved-store';
import { type StageView, useStageUi } from './stage-ui';
import type { Panel } from './use-panel';

export interface StageStripProps {
  readonly view: StageView;
  readonly acts: CanvasActs;
  readonly graph: StageGraph;
  readonly panel: Panel;
}

/** Over the stage: how fresh it is, how much passes, how it is drawn, and what one can do with the view. */
export function StageStrip({ view, acts, graph, panel }: StageStripProps) {
  const { setView, isReadOnly } = useStageUi();
  const isPast = useLive((state) => state.view.kind === 'past');
  const isStage = view === 'stage';
  return (
    <div className="stage-strip relative z-10 flex h-11 shrink-0 items-center gap-1 border-b bg-background px-2 sm:gap-2 sm:px-3">
      <LiveStatusBadge />
      <Totals />
      {isStage && <SamplingChip />}
      <div className="ml-auto flex shrink-0 items-center gap-0.5">
        <UndoButtons />
        <IconButton
          size="sm"
          label={isPast ? 'Back to live (Space)' : 'Freeze the view (Space)'}
          aria-pressed={isPast}
          tooltipSide="bottom"
          onClick={toggleFreeze}
          className={cn(isPast && 'bg-warning-soft text-warning')}
        >
          {isPast ? <Play aria-hidden /> : <Pause aria-hidden />}
        </IconButton>
        <IconButton
          size="sm"
          label="Why? Try a message (W)"
          disabled={isReadOnly}
          tooltipSide="bottom"
          onClick={() => askWhy(null)}
        >
          <Route aria-hidden />
        </IconButton>
        {isStage && <Arranging acts={acts} />}
        <StageFilter graph={graph} className="mx-1 w-56 max-lg:w-40 max-md:hidden" />
        <IconButton
          size="sm"
          label={panel.tab === null ? 'Open the panel (J)' : 'Close the panel (J)'}
          aria-pressed={panel.tab !== null}
          tooltipSide="bottom"
          onClick={panel.toggle}
          className={cn('stage-panel-toggle max-md:hidden', panel.tab !== null && 'text-primary')}
        >
          <PanelBottom aria-hidden />
        </IconButton>
        <Legend />
        <Segmented
          aria-label="View"
          size="sm"
          className="ml-1 shrink-0"
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

function UndoButtons() {
  const { past, future, isBusy, undo, redo } = useHistory();
  return (
    <>
      <IconButton
        size="sm"
        label={past.length === 0 ? 'Nothing to undo' : `Undo: ${past.at(-1)?.label} (Ctrl Z)`}
        tooltipSide="bottom"
        disabled={past.length === 0 || isBusy}
        onClick={() => void undo()}
      >
        <Undo2 aria-hidden />
      </IconButton>
      <IconButton
        size="sm"
        label={future.length === 0 ? 'Nothing to redo' : `Redo: ${future.at(-1)?.label} (Ctrl Shift Z)`}
        tooltipSide="bottom"
        disabled={future.length === 0 || isBusy}
        onClick={() => void redo()}
      >
        <Redo2 aria-hidden />
      </IconButton>
    </>
  );
}

function Arranging({ acts }: { readonly acts: CanvasActs }) {
  const pins = useSaved((state) => state.saved.pins.size);
  return (
    <>
      <IconButton size="sm" label="Tidy (T)" tooltipSide="bottom" onClick={acts.tidy} className="max-sm:hidden">
        <Sparkles aria-hidden />
      </IconButton>
      {pins > 0 && (
        <IconButton
          size="sm"
          label={`Unpin all ${pins} (Shift T)`}
          tooltipSide="bottom"
          onClick={acts.unpinAll}
          className="max-sm:hidden"
        >
          <PinOff aria-hidden />
        </IconButton>
      )}
      <IconButton size="sm" label="Show all (F)" tooltipSide="bottom" onClick={acts.fit} className="md:hidden">
        <Maximize aria-hidden />
      </IconButton>
    </>
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
  const drawn = useMotion();
  const isStanding = useLive((state) => state.view.kind === 'past' && !state.view.isPlaying);
  const isStill = useIsStill();
  const text = isStill ? 'No motion: widths show rates' : samplingLabel(drawn.motion);
  const rest = [
    isStanding && 'standing still',
    !isStanding && drawn.isSimplified && 'simplified',
    !isStill && drawn.hasFewerSigns && 'not every sign',
  ];
  const all = [text, ...rest.filter((word) => word !== false)].join(', ');
  return (
    <output
      className="flex h-6 min-w-0 items-center gap-1.5 rounded-full bg-muted px-2.5 text-muted-foreground text-xs max-md:absolute max-md:top-full max-md:left-2 max-md:mt-2 max-md:border max-md:bg-popover"
      aria-label="Sampling"
      title={all}
    >
      <span aria-hidden className="size-2 shrink-0 rounded-full bg-producer" />
      <span className="truncate">{all}</span>
    </output>
  );
}
