'use client';

import { MiniMap, useReactFlow } from '@xyflow/react';
import { Columns4, Map as MapIcon, Maximize, Minus, Plus } from 'lucide-react';
import { cn } from '@/components/ui/cn';
import { IconButton } from '@/components/ui/icon-button';
import type { FlowNode } from './flow-types';
import { toggleMinimap, useSaved } from './stage-saved-store';

const STEP_MS = 180;

function minimapColour(type: FlowNode['type']): string {
  if (type === 'note') return 'var(--warning-soft)';
  return type === 'frame' ? 'var(--primary)' : `var(--${type})`;
}

export interface StageCornerProps {
  readonly onFit: () => void;
  readonly onLanes: () => void;
}

/** Bottom left: the whole stage in small, and how near one looks. */
export function StageCorner({ onFit, onLanes }: StageCornerProps) {
  const { zoomIn, zoomOut } = useReactFlow();
  const hasMinimap = useSaved((state) => state.saved.hasMinimap);
  const hasLanes = useSaved((state) => state.saved.hasLanes);
  return (
    <div className="stage-corner pointer-events-none absolute bottom-6 left-3 z-10 flex flex-col items-start gap-2 max-md:hidden">
      {hasMinimap && (
        <div className="pointer-events-auto overflow-hidden rounded-lg border bg-popover/90 shadow-raised">
          <MiniMap<FlowNode>
            pannable
            zoomable
            ariaLabel="Overview of the stage"
            className="stage-minimap m-0! static!"
            style={{ width: 168, height: 104 }}
            bgColor="transparent"
            maskColor="var(--minimap-mask)"
            nodeBorderRadius={10}
            nodeStrokeWidth={0}
            nodeColor={({ type }) => minimapColour(type)}
          />
        </div>
      )}
      <div
        role="toolbar"
        aria-label="View of the stage"
        className="pointer-events-auto flex rounded-lg border bg-popover p-0.5 shadow-raised"
      >
        <IconButton size="sm" label="Nearer" onClick={() => void zoomIn({ duration: STEP_MS })}>
          <Plus aria-hidden />
        </IconButton>
        <IconButton size="sm" label="Further away" onClick={() => void zoomOut({ duration: STEP_MS })}>
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
