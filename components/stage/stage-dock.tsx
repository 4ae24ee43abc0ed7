'use client';

import { cn } from '@/components/ui/cn';
import { Tooltip } from '@/components/ui/tooltip';
import { type StageTool, stageTools, TOOL_TYPE } from './stage-tools';
import { useStageUi } from './stage-ui';

export interface StageDockProps {
  readonly className?: string;
  /** Puts a note in the middle of what is in view; without it the dock has no notes. */
  readonly onNote: (() => void) | null;
}

/** What one can put on the stage: click for a form, or drag to a place. */
export function StageDock({ className, onNote }: StageDockProps) {
  const open = useStageUi((state) => state.open);
  const act = ({ dialog }: StageTool) => (dialog === null ? onNote?.() : open(dialog));
  return (
    <div
      role="toolbar"
      aria-label="Add to the stage"
      data-over-canvas
      className={cn('stage-dock flex gap-0.5 rounded-xl border bg-popover p-1 shadow-popup', className)}
    >
      {stageTools
        .filter(({ dialog }) => dialog !== null || onNote !== null)
        .map((tool) => (
          <Tooltip key={tool.key} content={`${tool.hint} (${tool.key}). Drag it to put it somewhere.`}>
            <button
              type="button"
              draggable
              onDragStart={(event) => {
                event.dataTransfer.setData(TOOL_TYPE, tool.kind);
                event.dataTransfer.effectAllowed = 'copy';
              }}
              onClick={() => act(tool)}
              className={cn(
                'flex h-10 items-center gap-2 rounded-lg px-3 font-medium text-sm transition-colors hover:bg-muted max-sm:h-12 max-sm:flex-1 max-sm:flex-col max-sm:justify-center max-sm:gap-0.5 max-sm:px-1 max-sm:text-[11px]',
                tool.kind === 'note' && 'max-sm:hidden',
              )}
            >
              <span className={tool.colour}>{tool.icon}</span>
              {tool.label}
            </button>
          </Tooltip>
        ))}
    </div>
  );
}
