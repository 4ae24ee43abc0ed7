'use client';

import { cn } from '@/components/ui/cn';
import { FilterInput } from '@/components/ui/filter-input';
import { findOnStage } from '@/lib/stage-filter';
import type { StageGraph } from '@/lib/stage-graph';
import { useStageUi } from './stage-ui';

export interface StageFilterProps {
  readonly graph: StageGraph;
  readonly className?: string;
}

/** Looks for names and keys: what does not match steps back. */
export function StageFilter({ graph, className }: StageFilterProps) {
  const { filter, setFilter } = useStageUi();
  const found = findOnStage(graph, filter);
  return (
    <div className={cn('flex items-center gap-2', className)}>
      <FilterInput
        size="sm"
        label="Find on the stage"
        value={filter}
        onValueChange={setFilter}
        className="min-w-0 flex-1"
      />
      <output aria-label="Found on the stage" className="text-muted-foreground text-xs whitespace-nowrap empty:hidden">
        {found && `${found.nodes.size} of ${graph.nodes.size}`}
      </output>
    </div>
  );
}
