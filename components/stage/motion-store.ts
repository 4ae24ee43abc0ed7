import { create } from 'zustand';
import type { Motion } from '@/lib/stage-sampling';

export type Drawn = Pick<MotionState, 'motion' | 'isSimplified' | 'hasFewerSigns'>;

interface MotionState {
  readonly motion: Motion;
  readonly isSimplified: boolean;
  /** Of many signs of what became of messages only some were drawn. */
  readonly hasFewerSigns: boolean;
  set(drawn: Drawn): void;
}

/** How messages are being drawn at the moment, for the label that says so. */
export const useMotion = create<MotionState>((set, get) => ({
  motion: { kind: 'tokens' },
  isSimplified: false,
  hasFewerSigns: false,
  set: (drawn) => {
    const known = get();
    const isKnown =
      known.motion === drawn.motion &&
      known.isSimplified === drawn.isSimplified &&
      known.hasFewerSigns === drawn.hasFewerSigns;
    if (!isKnown) set(drawn);
  },
}));
