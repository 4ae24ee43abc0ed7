'use client';

import { Popover as BasePopover } from '@base-ui/react/popover';
import { useState } from 'react';
import { cn } from './cn';
import type { PopoverProps } from './popover';
import { popupClassName } from './popup';

/** The popover itself, open from its first moment: it is loaded when somebody asks for it. */
export function PopoverRoot(props: PopoverProps) {
  const { trigger, title, hideTitle, align = 'center', className, children } = props;
  const [isOpen, setOpen] = useState(true);
  const open = props.onOpenChange === undefined ? isOpen : (props.open ?? false);
  return (
    <BasePopover.Root open={open} onOpenChange={props.onOpenChange ?? setOpen}>
      <BasePopover.Trigger render={trigger} />
      <BasePopover.Portal>
        <BasePopover.Positioner side="bottom" align={align} sideOffset={8} collisionPadding={8} className="z-60">
          <BasePopover.Popup className={cn(popupClassName, 'max-w-(--available-width)', className)}>
            <BasePopover.Title className={hideTitle === true ? 'sr-only' : 'mb-3 font-semibold text-sm'}>
              {title}
            </BasePopover.Title>
            {children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  );
}
