'use client';

import { usePathname } from 'next/navigation';
import { stageShortcuts } from '@/components/stage/stage-shortcuts';
import { Dialog } from '@/components/ui/dialog';
import { Kbd } from '@/components/ui/kbd';
import { closePalette } from './palette-store';
import { type Shortcut, useShortcutGroups } from './shortcuts';

const isMac = typeof navigator !== 'undefined' && /mac/i.test(navigator.platform);

const names: Readonly<Record<string, string>> = {
  mod: isMac ? '⌘' : 'Ctrl',
  ArrowDown: '↓',
  ArrowUp: '↑',
  Delete: 'Del',
  Escape: 'Esc',
};

const inTables: readonly Shortcut[] = [
  ['/', 'Filter'],
  ['ArrowDown', 'Next row'],
  ['ArrowUp', 'Row before'],
  ['Home', 'First row'],
  ['End', 'Last row'],
  ['Enter', 'Open the row'],
  ['Escape', 'Close what is open'],
].map(([keys = '', label = '']) => ({ keys, label, group: 'In tables' }));

/** Every key that does something here. */
export function ShortcutSheet({ open }: { readonly open: boolean }) {
  const ofPage = usePathname() === '/' ? stageShortcuts : inTables;
  const groups = [...useShortcutGroups(), [ofPage[0]?.group ?? '', ofPage] as const];
  return (
    <Dialog
      open={open}
      onOpenChange={(isOpen) => !isOpen && closePalette()}
      size="lg"
      title="Keys"
      description="They rest while you type or while a dialog is open."
    >
      <div className="grid gap-x-8 gap-y-6 @xl:grid-cols-2">
        {groups.map(([group, shortcuts]) => (
          <section key={group} aria-label={group}>
            <h3 className="mb-1.5 font-semibold text-sm">{group}</h3>
            <dl className="flex flex-col gap-1">
              {shortcuts.map(({ keys, label }) => (
                <div key={`${keys} ${label}`} className="flex min-h-6 items-center gap-3 text-sm">
                  <dt className="flex w-18 shrink-0 gap-1">
                    <Keys keys={keys} />
                  </dt>
                  <dd className="min-w-0">{label}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

/** `g q` as two keys, `mod+k` as the keys that are pressed together. */
export function Keys({ keys }: { readonly keys: string }) {
  return keys.split(/[ +]/).map((key, i) => {
    const text = names[key] ?? (key.length === 1 ? key.toUpperCase() : key);
    // biome-ignore lint/suspicious/noArrayIndexKey: the same key may come twice, and the order never changes.
    return <Kbd key={i}>{text}</Kbd>;
  });
}
