'use client';

import type { ReactNode } from 'react';
import { create } from 'zustand';

export type Side = 'top' | 'right' | 'bottom' | 'left';

export interface ShownTooltip {
  readonly anchor: HTMLElement;
  readonly content: ReactNode;
  readonly side: Side;
  /** It came with the focus on a control: it stays as long as that does, and Escape closes it before anything else. */
  readonly isOfFocus?: boolean;
}

interface TooltipState {
  readonly shown: ShownTooltip | null;
}

/** The one tooltip that is shown, if any. */
export const useTooltip = create<TooltipState>(() => ({ shown: null }));

const restMs = 450;
const warmMs = 300;
/** As long as a pointer may be on its way from the element to what is said about it. */
const leaveMs = 160;
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

/** The pointer has left the element. Who goes over to the words may go on reading them. */
export function leaveTooltip(): void {
  clearTimeout(timer);
  timer = setTimeout(hideTooltip, leaveMs);
}

/** The pointer has arrived on the words. */
export function keepTooltip(): void {
  clearTimeout(timer);
}

export function hideTooltip(): void {
  clearTimeout(timer);
  if (useTooltip.getState().shown === null) return;
  hiddenAt = Date.now();
  useTooltip.setState({ shown: null });
}
