'use client';

import { Popover } from '@base-ui/react/popover';
import { useMemo } from 'react';
import { cn } from '@/components/ui/cn';
import { Kbd } from '@/components/ui/kbd';
import { popupClassName } from '@/components/ui/popup';
import { addNote } from './stage-saved-store';
import { stageTools } from './stage-tools';
import { useStageUi } from './stage-ui';

/** Opens where the empty stage was double-clicked: what shall be put here? */
export function CreateMenu() {
  const place = useStageUi((state) => state.createPlace);
  const { createAt, openAt } = useStageUi();
  const anchor = useMemo(() => {
    const { x, y } = place?.screen ?? { x: 0, y: 0 };
    return { getBoundingClientRect: () => new DOMRect(x, y, 0, 0) };
  }, [place]);
  return (
    <Popover.Root open={place !== null} onOpenChange={(open) => !open && createAt(null)}>
      <Popover.Portal>
        <Popover.Positioner anchor={anchor} side="bottom" sideOffset={4} collisionPadding={12} className="z-60">
          <Popover.Popup className={cn(popupClassName, 'w-48 p-1')}>
            <Popover.Title className="px-2 py-1 text-muted-foreground text-xs">Put here</Popover.Title>
            {place !== null &&
              stageTools.map(({ key, label, icon, colour, dialog }) => (
                <button
                  key={key}
                  type="button"
                  onClick={() => {
                    if (dialog !== null) openAt(dialog, place.flow);
                    else addNote(place.flow);
                    createAt(null);
                  }}
                  className="flex h-9 w-full items-center gap-2.5 rounded-md px-2 font-medium text-sm hover:bg-muted"
                >
                  <span className={cn('flex w-5 justify-center', colour)}>{icon}</span>
                  <span className="flex-1 text-left">{label}</span>
                  <Kbd>{key}</Kbd>
                </button>
              ))}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
