import { create } from 'zustand';
import type { Point } from '@/lib/stage-layout';

/** A dialog that the stage can open, with what it is about. */
export type StageDialog =
  | { readonly kind: 'declare-exchange' }
  | { readonly kind: 'declare-queue' }
  | {
      readonly kind: 'bind';
      readonly source: string;
      readonly destination: string | null;
      readonly destinationType: 'queue' | 'exchange';
    }
  | { readonly kind: 'publish'; readonly exchange: string; readonly routingKey: string }
  | { readonly kind: 'purge'; readonly queue: string }
  | { readonly kind: 'delete-exchange'; readonly exchange: string }
  | { readonly kind: 'delete-queue'; readonly queue: string }
  | { readonly kind: 'unbind'; readonly edge: string }
  | { readonly kind: 'close-connection'; readonly connection: string }
  | { readonly kind: 'producer'; readonly client: string | null; readonly exchange: string | null }
  | { readonly kind: 'consumer'; readonly client: string | null; readonly queue: string | null }
  | { readonly kind: 'remove-client'; readonly client: string };

/** A binding that was drawn and waits for its key. */
export interface PendingBind {
  readonly source: string;
  readonly destination: string;
  readonly destinationType: 'queue' | 'exchange';
  readonly at: Point;
}

export type StageView = 'stage' | 'outline';

interface StageUi {
  /** The id of the selected node or edge. */
  readonly selection: string | null;
  readonly isPaused: boolean;
  /** Null until a person chooses: the width of the screen decides. */
  readonly view: StageView | null;
  readonly showAll: boolean;
  readonly isLegendOpen: boolean;
  readonly dialog: StageDialog | null;
  readonly pendingBind: PendingBind | null;
  select(id: string | null): void;
  togglePause(): void;
  setView(view: StageView): void;
  toggleShowAll(): void;
  setLegendOpen(open: boolean): void;
  open(dialog: StageDialog | null): void;
  bind(pending: PendingBind | null): void;
  reset(): void;
}

export const useStageUi = create<StageUi>((set) => ({
  selection: null,
  isPaused: false,
  view: null,
  showAll: false,
  isLegendOpen: false,
  dialog: null,
  pendingBind: null,
  select: (selection) => set({ selection }),
  togglePause: () => set((state) => ({ isPaused: !state.isPaused })),
  setView: (view) => set({ view }),
  toggleShowAll: () => set((state) => ({ showAll: !state.showAll })),
  setLegendOpen: (isLegendOpen) => set({ isLegendOpen }),
  open: (dialog) => set({ dialog }),
  bind: (pendingBind) => set({ pendingBind }),
  reset: () => set({ selection: null, dialog: null, pendingBind: null }),
}));
