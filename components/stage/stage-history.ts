import { create } from 'zustand';
import { announce } from '@/components/ui/live-region';
import { toast } from '@/components/ui/toast';

/** Something that was done on the stage, and how it is taken back and done again. */
export interface Act {
  /** As in `Undo: Bind orders to shop`. */
  readonly label: string;
  undo(): Promise<void> | void;
  redo(): Promise<void> | void;
}

interface History {
  readonly past: readonly Act[];
  readonly future: readonly Act[];
  readonly isBusy: boolean;
  record(act: Act): void;
  /** Takes the place of the last act, which it goes on. */
  replaceLast(act: Act): void;
  /** The last act, or the one that is given. */
  undo(act?: Act): Promise<void>;
  redo(): Promise<void>;
  /** It cannot be taken back any more. */
  forget(act: Act): void;
  clear(): void;
}

const KEPT = 100;

/** What a person has done on this stage since it was opened. Only acts of this tab are in it. */
export const useHistory = create<History>((set, get) => {
  let last: Promise<void> = Promise.resolve();
  /** One step after the other: a key that is pressed while the broker is still at the last one is not lost. */
  function step(direction: 'undo' | 'redo', meant?: Act): Promise<void> {
    last = last.then(() => take(direction, meant));
    return last;
  }
  async function take(direction: 'undo' | 'redo', meant?: Act): Promise<void> {
    const { past, future } = get();
    const act = meant ?? (direction === 'undo' ? past.at(-1) : future.at(-1));
    if (act === undefined || (meant !== undefined && !past.includes(meant))) return;
    set({ isBusy: true });
    try {
      await act[direction]();
      set(
        direction === 'undo'
          ? { past: past.filter((other) => other !== act), future: [...future, act] }
          : { past: [...past, act], future: future.slice(0, -1) },
      );
      announce(`${direction === 'undo' ? 'Undone' : 'Done again'}: ${act.label}`);
    } catch (failure) {
      toast.error(`Could not ${direction}: ${act.label}`, { description: wordsOf(failure) });
    } finally {
      set({ isBusy: false });
    }
  }
  return {
    past: [],
    future: [],
    isBusy: false,
    record: (act) => set(({ past }) => ({ past: [...past.slice(1 - KEPT), act], future: [] })),
    replaceLast: (act) => set(({ past }) => ({ past: [...past.slice(0, -1), act], future: [] })),
    undo: (act) => step('undo', act),
    redo: () => step('redo'),
    forget: (act) =>
      set(({ past, future }) => ({
        past: past.filter((other) => other !== act),
        future: future.filter((other) => other !== act),
      })),
    clear: () => set({ past: [], future: [] }),
  };
});

function wordsOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}
