'use client';

import {
  cloneElement,
  type FocusEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useRef,
} from 'react';
import { hideTooltip, leaveTooltip, type Side, showTooltip } from './tooltip-store';

const longPressMs = 450;

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
  readonly onPointerUp?: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerCancel?: (event: PointerEvent<HTMLElement>) => void;
  readonly onFocus?: (event: FocusEvent<HTMLElement>) => void;
  readonly onBlur?: (event: FocusEvent<HTMLElement>) => void;
}

/** A few words about an element, while a pointer rests on it, after a long press, or while the keyboard is on it. */
export function Tooltip({ content, side = 'top', children }: TooltipProps) {
  const own = children.props as Handlers;
  const press = useRef<ReturnType<typeof setTimeout>>(undefined);
  const endPress = () => clearTimeout(press.current);
  useEffect(
    () => () => {
      clearTimeout(press.current);
      hideTooltip();
    },
    [],
  );
  const handlers: Handlers = {
    onPointerEnter: (event) => {
      own.onPointerEnter?.(event);
      if (event.pointerType !== 'touch') showTooltip({ anchor: event.currentTarget, content, side }, 'rest');
    },
    onPointerLeave: (event) => {
      own.onPointerLeave?.(event);
      endPress();
      if (event.pointerType !== 'touch') leaveTooltip();
    },
    onPointerDown: (event) => {
      own.onPointerDown?.(event);
      hideTooltip();
      endPress();
      const anchor = event.currentTarget;
      if (event.pointerType === 'touch') {
        press.current = setTimeout(() => showTooltip({ anchor, content, side }, 'now'), longPressMs);
      }
    },
    onPointerUp: (event) => {
      own.onPointerUp?.(event);
      endPress();
    },
    onPointerCancel: (event) => {
      own.onPointerCancel?.(event);
      endPress();
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
