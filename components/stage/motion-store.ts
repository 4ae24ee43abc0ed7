import { create } from 'zustand';
import type { Motion } from '@/lib/stage-sampling';

interface MotionState {
  readonly motion: Motion;
  readonly isSimplified: boolean;
  set(motion: Motion, isSimplified: boolean): void;
}

/** How messages are being drawn at the moment, for the label that says so. */
export const useMotion = create<MotionState>((set, get) => ({
  motion: { kind: 'tokens' },
  isSimplified: false,
  set: (motion, isSimplified) => {
    const known = get();
    if (known.motion !== motion || known.isSimplified !== isSimplified) set({ motion, isSimplified });
  },
}));
