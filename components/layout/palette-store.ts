'use client';

import { create } from 'zustand';

interface PaletteState {
  readonly open: 'palette' | 'keys' | null;
}

/** Which of the two is open over everything: the command palette or the sheet of keys. */
export const usePalette = create<PaletteState>(() => ({ open: null }));

export function openPalette(): void {
  usePalette.setState({ open: 'palette' });
}

export function openShortcutSheet(): void {
  usePalette.setState({ open: 'keys' });
}

export function closePalette(): void {
  usePalette.setState({ open: null });
}
