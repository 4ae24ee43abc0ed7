'use client';

import { Drawer } from '@base-ui/react/drawer';
import { X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { cn } from './cn';
import { IconButton } from './icon-button';
import { backdropClassName } from './popup';
import { SectionHeading } from './section';
import { useIsNarrow } from './use-media-query';

export interface SheetProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly icon?: ReactNode;
  /** Buttons beside the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** Beside the content on a wide screen (the rest stays usable), over it from below on a narrow one. */
export function Sheet({ open, onOpenChange, title, description, icon, actions, children }: SheetProps) {
  const isNarrow = useIsNarrow();
  const popupRef = useRef<HTMLDivElement>(null);
  return (
    <Drawer.Root
      open={open}
      onOpenChange={(next) => onOpenChange(next)}
      modal={isNarrow}
      disablePointerDismissal={!isNarrow}
      swipeDirection={isNarrow ? 'down' : 'right'}
    >
      <Drawer.Portal>
        {isNarrow && <Drawer.Backdrop className={backdropClassName} />}
        <Drawer.Viewport
          className={cn('pointer-events-none fixed z-40', isNarrow ? 'inset-0 flex items-end' : 'inset-y-0 right-0')}
        >
          <Drawer.Popup
            ref={popupRef}
            initialFocus={popupRef}
            data-sheet={isNarrow ? 'over' : 'beside'}
            className={cn(
              'pointer-events-auto flex min-h-0 flex-col border bg-popover text-popover-foreground outline-none transition-transform duration-250 ease-out data-swiping:duration-0 data-swiping:select-none',
              isNarrow
                ? 'h-[88dvh] w-full translate-y-(--drawer-swipe-movement-y) rounded-t-xl shadow-popup data-ending-style:translate-y-full data-starting-style:translate-y-full'
                : 'mt-12 h-[calc(100dvh-3rem)] w-(--sheet-width) translate-x-(--drawer-swipe-movement-x) border-y-0 border-r-0 shadow-popup data-ending-style:translate-x-full data-starting-style:translate-x-full',
            )}
          >
            {isNarrow && <div aria-hidden className="mx-auto mt-2 h-1 w-10 shrink-0 rounded-full bg-input" />}
            <Drawer.Content className="flex min-h-0 flex-1 flex-col select-text">
              <div className="flex items-start gap-3 border-b px-5 py-3">
                {icon && <div className="mt-0.5">{icon}</div>}
                <div className="min-w-0 flex-1">
                  <Drawer.Title className="font-semibold text-base leading-7 [overflow-wrap:anywhere]">
                    {title}
                  </Drawer.Title>
                  {description && (
                    <Drawer.Description render={<div />} className="text-muted-foreground text-xs">
                      {description}
                    </Drawer.Description>
                  )}
                </div>
                {actions}
                <Drawer.Close
                  render={
                    <IconButton label="Close" size="sm" tooltip={false} className="-mr-1.5">
                      <X aria-hidden />
                    </IconButton>
                  }
                />
              </div>
              <div className="@container min-h-0 flex-1 overflow-y-auto overscroll-contain">
                <SectionHeading value="h3">{children}</SectionHeading>
              </div>
            </Drawer.Content>
          </Drawer.Popup>
        </Drawer.Viewport>
      </Drawer.Portal>
    </Drawer.Root>
  );
}
