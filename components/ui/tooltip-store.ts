'use client';

import type { ReactNode } from 'react';
import { create } from 'zustand';

export type Side = 'top' | 'right' | 'bottom' | 'left';

export interface ShownTooltip {
  readonly anchor: HTMLElement;
  readonly content: ReactNode;
  readonly side: Side;
}

interface TooltipState {
  readonly shown: ShownTooltip | null;
}

/** The one tooltip that is shown, if any. */
export const useTooltip = create<TooltipState>(() => ({ shown: null }));

const restMs = 450;
const warmMs = 300;
let timer: ReturnType<typeof setTimeout> | undefined;
let hiddenAt = 0;

/** Shows a tooltip at once, or when the pointer has rested a while; soon after another one, it does not wait. */
export function showTooltip(tooltip: ShownTooltip, when: 'now' | 'rest'): void {
  clearTimeout(timer);
  const wait = when === 'now' || Date.now() - hiddenAt < warmMs ? 0 : restMs;
  timer = setTimeout(() => {
    if (tooltip.anchor.isConnected) useTooltip.setState({ shown: tooltip });
  }, wait);
}

export function hideTooltip(): void {
  clearTimeout(timer);
  if (useTooltip.getState().shown === null) return;
  hiddenAt = Date.now();
  useTooltip.setState({ shown: null });
}
