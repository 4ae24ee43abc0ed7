'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { useStaysTrue } from '@/components/ui/use-stays-true';
import { pageHref } from './nav-items';
import { openPalette, openShortcutSheet, usePalette } from './palette-store';
import { type Shortcut, useShortcutListener, useShortcuts } from './shortcuts';
import { useVHost } from './use-vhost';

const CommandPalette = dynamic(() => import('./command-palette').then((module) => module.CommandPalette), {
  ssr: false,
});
const ShortcutSheet = dynamic(() => import('./shortcut-sheet').then((module) => module.ShortcutSheet), { ssr: false });

const places = [
  ['s', '/', 'Stage'],
  ['e', '/exchanges', 'Exchanges'],
  ['q', '/queues', 'Queues'],
  ['m', '/messages', 'Messages'],
  ['b', '/collections', 'Saved messages'],
  ['c', '/connections', 'Connections'],
  ['n', '/channels', 'Channels'],
  ['o', '/consumers', 'Consumers'],
  ['y', '/connect', 'Connect your app'],
  ['h', '/health', 'Health'],
  ['v', '/vhosts', 'Virtual hosts'],
  ['u', '/users', 'Users'],
  ['p', '/policies', 'Policies'],
  ['w', '/shovels', 'Shovels'],
  ['l', '/limits', 'Limits'],
  ['d', '/definitions', 'Definitions'],
  ['j', '/logs', 'Log'],
  ['t', '/settings', 'Settings'],
] as const;

/** The keys that work everywhere, the palette and the sheet of keys. */
export function GlobalShortcuts() {
  const router = useRouter();
  const [vhost] = useVHost();
  const { open } = usePalette();
  const hasPalette = useStaysTrue(open === 'palette');
  const hasSheet = useStaysTrue(open === 'keys');
  const shortcuts = useMemo(
    (): readonly Shortcut[] => [
      { keys: 'mod+k', label: 'Find anything', group: 'Everywhere', run: openPalette },
      { keys: '?', label: 'Show all keys', group: 'Everywhere', run: openShortcutSheet },
      ...places.map(([key, href, label]) => ({
        keys: `g ${key}`,
        label,
        group: 'Go to',
        run: () => router.push(pageHref(href, vhost)),
      })),
    ],
    [router, vhost],
  );
  useShortcutListener();
  useShortcuts(shortcuts);
  return (
    <>
      {hasPalette && <CommandPalette open={open === 'palette'} vhost={vhost} />}
      {hasSheet && <ShortcutSheet open={open === 'keys'} />}
    </>
  );
}
