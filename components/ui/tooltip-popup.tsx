'use client';

import { useEffect, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { hideTooltip, keepTooltip, leaveTooltip, type Side, useTooltip } from './tooltip-store';

const gap = 6;
const margin = 4;
const opposite: Readonly<Record<Side, Side>> = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' };

interface Box {
  readonly width: number;
  readonly height: number;
}

/** Where the popup stands beside its element; on the other side when there is no room. */
function placeAt(anchor: DOMRect, popup: Box, side: Side): { readonly x: number; readonly y: number } {
  const middleX = anchor.left + (anchor.width - popup.width) / 2;
  const middleY = anchor.top + (anchor.height - popup.height) / 2;
  switch (side) {
    case 'top':
      return { x: middleX, y: anchor.top - gap - popup.height };
    case 'bottom':
      return { x: middleX, y: anchor.bottom + gap };
    case 'left':
      return { x: anchor.left - gap - popup.width, y: middleY };
    case 'right':
      return { x: anchor.right + gap, y: middleY };
  }
}

function fits({ x, y }: { x: number; y: number }, popup: Box): boolean {
  const isInside = x >= 0 && y >= 0;
  return isInside && x + popup.width <= window.innerWidth && y + popup.height <= window.innerHeight;
}

/** The one tooltip that is shown, where its element is. */
export function TooltipPopup() {
  const shown = useTooltip((state) => state.shown);
  const ref = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const popup = ref.current;
    if (popup === null || shown === null) return;
    const anchor = shown.anchor.getBoundingClientRect();
    const box = popup.getBoundingClientRect();
    const wanted = placeAt(anchor, box, shown.side);
    const { x, y } = fits(wanted, box) ? wanted : placeAt(anchor, box, opposite[shown.side]);
    const left = Math.max(margin, Math.min(x, window.innerWidth - box.width - margin));
    const top = Math.max(margin, Math.min(y, window.innerHeight - box.height - margin));
    popup.style.translate = `${Math.round(left)}px ${Math.round(top)}px`;
    popup.style.opacity = '1';
  }, [shown]);

  useEffect(() => {
    if (shown === null) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      hideTooltip();
      if (shown.isOfFocus) event.stopImmediatePropagation();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    const onPointerDown = ({ pointerType }: PointerEvent) => pointerType === 'touch' && hideTooltip();
    window.addEventListener('pointerdown', onPointerDown);
    window.addEventListener('scroll', hideTooltip, { capture: true, passive: true });
    return () => {
      window.removeEventListener('keydown', onKeyDown, { capture: true });
      window.removeEventListener('pointerdown', onPointerDown);
      window.removeEventListener('scroll', hideTooltip, { capture: true });
    };
  }, [shown]);

  if (shown === null) return null;
  return createPortal(
    <div
      ref={ref}
      role="tooltip"
      onPointerEnter={keepTooltip}
      onPointerLeave={() => !shown.isOfFocus && leaveTooltip()}
      onPointerDown={hideTooltip}
      className="fixed top-0 left-0 z-60 w-max max-w-72 rounded-md bg-foreground px-2 py-1 text-background text-xs opacity-0 shadow-popup transition-opacity"
    >
      {shown.content}
    </div>,
    document.body,
  );
}
