'use client';

import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalDistributeCenter,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalDistributeCenter,
  SquareDashed,
  X,
} from 'lucide-react';
import type { ComponentType } from 'react';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { type Alignment, isAcross } from '@/lib/stage-align';
import { addRegion, useSaved } from './stage-saved-store';
import { useStageUi } from './stage-ui';

const acts: readonly (readonly [Alignment, string, ComponentType<{ 'aria-hidden': true }>])[] = [
  ['left', 'Align left', AlignStartVertical],
  ['center', 'Align centres', AlignCenterVertical],
  ['right', 'Align right', AlignEndVertical],
  ['top', 'Align tops', AlignStartHorizontal],
  ['middle', 'Align middles', AlignCenterHorizontal],
  ['bottom', 'Align bottoms', AlignEndHorizontal],
  ['spread-across', 'Equal distances across', AlignHorizontalDistributeCenter],
  ['spread-down', 'Equal distances down', AlignVerticalDistributeCenter],
];
const IN_LANES = 'Lanes hold the columns: switch them off (L) to move things to the side';

export interface PickedBarProps {
  readonly onAlign: (ids: ReadonlySet<string>, alignment: Alignment, label: string) => void;
}

/** What can be done with several nodes at once. */
export function PickedBar({ onAlign }: PickedBarProps) {
  const { picked, pick } = useStageUi();
  const hasLanes = useSaved((state) => state.saved.hasLanes);
  if (picked.size === 0) return null;
  const isFew = picked.size < 2;
  return (
    <div
      role="toolbar"
      aria-label="What is selected"
      className="stage-picked absolute top-3 left-1/2 z-10 flex max-w-[calc(100%-1.5rem)] -translate-x-1/2 flex-wrap items-center gap-0.5 rounded-xl border bg-popover p-1 shadow-popup"
    >
      <span className="px-2 font-medium text-xs whitespace-nowrap">{picked.size} selected</span>
      {acts.map(([alignment, label, Icon]) => (
        <IconButton
          key={alignment}
          size="sm"
          label={label}
          tooltipSide="bottom"
          disabled={isFew || (alignment.startsWith('spread') && picked.size < 3)}
          refusal={hasLanes && isAcross(alignment) ? IN_LANES : null}
          onClick={() => onAlign(picked, alignment, label)}
        >
          <Icon aria-hidden />
        </IconButton>
      ))}
      <Button
        size="sm"
        variant="ghost"
        onClick={() => {
          addRegion([...picked]);
          pick(new Set());
        }}
      >
        <SquareDashed aria-hidden /> Frame
      </Button>
      <IconButton size="sm" label="Select nothing (Esc)" tooltipSide="bottom" onClick={() => pick(new Set())}>
        <X aria-hidden />
      </IconButton>
    </div>
  );
}
