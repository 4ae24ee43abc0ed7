'use client';

import { Columns4, Map as MapIcon, Maximize, Minus, Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useCanvasView } from '@/components/canvas/canvas-context';
import type { CanvasNode } from '@/components/canvas/canvas-types';
import { cn } from '@/components/ui/cn';
import { IconButton } from '@/components/ui/icon-button';
import type { FlowNode } from './flow-types';
import { toggleMinimap, useSaved } from './stage-saved-store';

const Minimap = dynamic(() => import('@/components/canvas/minimap').then((module) => module.Minimap), { ssr: false });

const STEP_MS = 180;
const STEP = 1.2;

function minimapColour({ type }: CanvasNode): string {
  if (type === 'note') return 'var(--warning-soft)';
  return type === 'frame' ? 'var(--primary)' : `var(--${type})`;
}

export interface StageCornerProps {
  readonly nodes: readonly FlowNode[];
  readonly onFit: () => void;
  readonly onLanes: () => void;
  /** Somebody moves the view here. */
  readonly onUserMove: () => void;
}

/** Bottom left: the whole stage in small, and how near one looks. */
export function StageCorner({ nodes, onFit, onLanes, onUserMove }: StageCornerProps) {
  const view = useCanvasView();
  const hasMinimap = useSaved((state) => state.saved.hasMinimap);
  const hasLanes = useSaved((state) => state.saved.hasLanes);
  return (
    <div className="stage-corner pointer-events-none absolute bottom-6 left-3 z-10 flex flex-col items-start gap-2 max-md:hidden">
      {hasMinimap && nodes.length > 0 && (
        <div
          data-over-canvas
          className="pointer-events-auto h-26.5 w-42.5 overflow-hidden rounded-lg border bg-popover/90 shadow-raised"
        >
          <Minimap label="Overview of the stage" nodes={nodes} colourOf={minimapColour} onUserMove={onUserMove} />
        </div>
      )}
      <div
        role="toolbar"
        aria-label="View of the stage"
        data-over-canvas
        className="pointer-events-auto flex rounded-lg border bg-popover p-0.5 shadow-raised"
      >
        <IconButton size="sm" label="Nearer" onClick={() => view.zoomBy(STEP, STEP_MS)}>
          <Plus aria-hidden />
        </IconButton>
        <IconButton size="sm" label="Further away" onClick={() => view.zoomBy(1 / STEP, STEP_MS)}>
          <Minus aria-hidden />
        </IconButton>
        <IconButton size="sm" label="Show all (F)" onClick={onFit}>
          <Maximize aria-hidden />
        </IconButton>
        <IconButton
          size="sm"
          label="Lanes (L)"
          aria-pressed={hasLanes}
          onClick={onLanes}
          className={cn(hasLanes && 'text-primary')}
        >
          <Columns4 aria-hidden />
        </IconButton>
        <IconButton
          size="sm"
          label="Overview (M)"
          aria-pressed={hasMinimap}
          onClick={toggleMinimap}
          className={cn(hasMinimap && 'text-primary')}
        >
          <MapIcon aria-hidden />
        </IconButton>
      </div>
    </div>
  );
}
