'use client';

import { CircleHelp } from 'lucide-react';
import dynamic from 'next/dynamic';
import { IconButton } from '@/components/ui/icon-button';
import { Popover } from '@/components/ui/popover';
import { useStageUi } from './stage-ui';

const LegendContent = dynamic(() => import('./legend-content').then((module) => module.LegendContent));

/** Opens what the shapes, dots and keys mean. */
export function Legend() {
  const isOpen = useStageUi((state) => state.isLegendOpen);
  const setOpen = useStageUi((state) => state.setLegendOpen);
  return (
    <Popover
      title="What you see"
      align="end"
      className="max-h-(--available-height) w-96 overflow-y-auto p-4"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <IconButton size="sm" label="Legend and keys" tooltipSide="bottom">
          <CircleHelp aria-hidden />
        </IconButton>
      }
    >
      <LegendContent />
    </Popover>
  );
}
