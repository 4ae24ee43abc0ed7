'use client';

import { cloneElement, type MouseEvent, type ReactElement, type ReactNode, useEffect, useState } from 'react';
import type { PopoverRoot } from './popover-parts';
import { runWhenIdle } from './when-idle';

const load = () => import('./popover-parts').then((module) => module.PopoverRoot);

export interface PopoverProps {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  readonly title: ReactNode;
  readonly hideTitle?: boolean;
  readonly align?: 'start' | 'center' | 'end';
  readonly className?: string;
  /** With `onOpenChange`, where something else than the button opens it too. */
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  readonly children: ReactNode;
}

/** A button and what it opens beside it. Until that is asked for the first time there is the button alone. */
export function Popover(props: PopoverProps) {
  const { trigger, open = false, onOpenChange } = props;
  // A lazy component would take the button away for the moment in which it is resolved.
  const [Root, setRoot] = useState<typeof PopoverRoot | null>(null);
  useEffect(() => runWhenIdle(() => void load()), []);
  useEffect(() => {
    if (open) void load().then((root) => setRoot(() => root));
  }, [open]);
  if (Root !== null) return <Root {...props} />;
  const { onClick } = trigger.props as { readonly onClick?: (event: MouseEvent) => void };
  const button: Readonly<Record<string, unknown>> = {
    'aria-haspopup': 'dialog',
    'aria-expanded': false,
    onPointerEnter: load,
    onFocus: load,
    onClick: (event: MouseEvent) => {
      onClick?.(event);
      void load().then((root) => {
        setRoot(() => root);
        onOpenChange?.(true);
      });
    },
  };
  return cloneElement(trigger, button);
}
