'use client';

import dynamic from 'next/dynamic';
import { cloneElement, type MouseEvent, type ReactElement, type ReactNode, useEffect, useState } from 'react';
import { useStaysTrue } from './use-stays-true';
import { runWhenIdle } from './when-idle';

const load = () => import('./popover-parts').then((module) => module.PopoverRoot);

const PopoverRoot = dynamic(load, { ssr: false });

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
  const [isPressed, setPressed] = useState(false);
  const isAsked = useStaysTrue(open || isPressed);
  useEffect(() => runWhenIdle(() => void load()), []);
  if (isAsked) return <PopoverRoot {...props} />;
  const { onClick } = trigger.props as { readonly onClick?: (event: MouseEvent) => void };
  const button: Readonly<Record<string, unknown>> = {
    'aria-haspopup': 'dialog',
    'aria-expanded': false,
    onPointerEnter: load,
    onFocus: load,
    onClick: (event: MouseEvent) => {
      onClick?.(event);
      void load().then(() => {
        setPressed(true);
        onOpenChange?.(true);
      });
    },
  };
  return cloneElement(trigger, button);
}
