'use client';

import { useEffect } from 'react';
import { create } from 'zustand';
import { shortcutsAreOn } from '@/components/stage/shortcut-setting';
import { isTyping } from '@/components/ui/is-typing';

/** One key, or several one after the other, and what they do. The sheet of keys and the palette read them as well. */
export interface Shortcut {
  /** `g q`, `?`, `mod+k`; `mod` is Ctrl, or Command on a Mac. */
  readonly keys: string;
  readonly label: string;
  readonly group: string;
  /** Without it the key is only described here, and served where it is used. */
  readonly run?: () => void;
  /** It is about what the open sheet shows, and works there where the sheet lies over the page. */
  readonly isOfSheet?: boolean;
}

interface Registry {
  readonly byOwner: ReadonlyMap<object, readonly Shortcut[]>;
}

const useRegistry = create<Registry>(() => ({ byOwner: new Map() }));

/** Makes shortcuts known while the component is there. The list must keep its identity. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  useEffect(() => {
    const owner = {};
    useRegistry.setState(({ byOwner }) => ({ byOwner: new Map(byOwner).set(owner, shortcuts) }));
    return () =>
      useRegistry.setState(({ byOwner }) => {
        const rest = new Map(byOwner);
        rest.delete(owner);
        return { byOwner: rest };
      });
  }, [shortcuts]);
}

function all({ byOwner }: Registry): readonly Shortcut[] {
  return [...byOwner.values()].flat();
}

/** Every shortcut that is known now, by the group it belongs to. */
export function useShortcutGroups(): ReadonlyMap<string, readonly Shortcut[]> {
  const byOwner = useRegistry((state) => state.byOwner);
  const groups = new Map<string, Shortcut[]>();
  for (const shortcut of all({ byOwner })) {
    groups.set(shortcut.group, [...(groups.get(shortcut.group) ?? []), shortcut]);
  }
  return groups;
}

const sequenceMs = 1200;
let pending = '';
let pendingUntil = 0;

function keyOf(event: KeyboardEvent): string {
  const mod = event.ctrlKey || event.metaKey ? 'mod+' : '';
  return `${mod}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`;
}

const covering = '[role="dialog"][data-open]:not([data-sheet]), [role="alertdialog"], [role="menu"], [role="listbox"]';
const coveringSheet = '[data-sheet="over"][data-open]';

/** What lies over the page takes the keys that are about the page. */
function uncovered(): readonly Shortcut[] {
  if (document.querySelector(covering) !== null) return [];
  const known = all(useRegistry.getState());
  return document.querySelector(coveringSheet) === null ? known : known.filter(({ isOfSheet }) => isOfSheet);
}

/** Runs before the keys of the page at hand: `g q` goes to the queues, wherever `q` alone means something else. */
function onKeyDown(event: KeyboardEvent) {
  if (event.altKey || event.repeat || event.isComposing) return;
  const key = keyOf(event);
  const hasModifier = key.startsWith('mod+');
  if (!hasModifier && (isTyping(event.target) || !shortcutsAreOn())) return;
  const typed = Date.now() < pendingUntil && pending !== '' ? `${pending} ${key}` : key;
  pending = '';
  const known = hasModifier ? all(useRegistry.getState()) : uncovered();
  const match = known.find(({ keys, run }) => run !== undefined && keys === typed);
  if (match?.run) {
    event.preventDefault();
    event.stopPropagation();
    match.run();
    return;
  }
  if (known.some(({ keys }) => keys.startsWith(`${typed} `))) {
    pending = typed;
    pendingUntil = Date.now() + sequenceMs;
    event.preventDefault();
    event.stopPropagation();
  }
}

/** Listens to the keyboard; used once, around everything. */
export function useShortcutListener(): void {
  useEffect(() => {
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, []);
}
