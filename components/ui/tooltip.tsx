'use client';

import { cloneElement, type FocusEvent, type PointerEvent, type ReactElement, type ReactNode, useEffect } from 'react';
import { hideTooltip, type Side, showTooltip } from './tooltip-store';

export interface TooltipProps {
  readonly content: ReactNode;
  readonly side?: Side | undefined;
  /** The element that shows the tooltip; it must accept DOM props. */
  readonly children: ReactElement;
}

interface Handlers {
  readonly onPointerEnter?: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerLeave?: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerDown?: (event: PointerEvent<HTMLElement>) => void;
  readonly onFocus?: (event: FocusEvent<HTMLElement>) => void;
  readonly onBlur?: (event: FocusEvent<HTMLElement>) => void;
}

/** A few words about an element, while a pointer rests on it or it has the focus of the keyboard. */
export function Tooltip({ content, side = 'top', children }: TooltipProps) {
  const own = children.props as Handlers;
  useEffect(() => () => hideTooltip(), []);
  const handlers: Handlers = {
    onPointerEnter: (event) => {
      own.onPointerEnter?.(event);
      if (event.pointerType !== 'touch') showTooltip({ anchor: event.currentTarget, content, side }, 'rest');
    },
    onPointerLeave: (event) => {
      own.onPointerLeave?.(event);
      hideTooltip();
    },
    onPointerDown: (event) => {
      own.onPointerDown?.(event);
      hideTooltip();
    },
    onFocus: (event) => {
      own.onFocus?.(event);
      if (event.currentTarget.matches(':focus-visible'))
        showTooltip({ anchor: event.currentTarget, content, side }, 'now');
    },
    onBlur: (event) => {
      own.onBlur?.(event);
      hideTooltip();
    },
  };
  return cloneElement(children, handlers);
}
