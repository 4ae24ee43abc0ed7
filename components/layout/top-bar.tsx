'use client';

import { Search } from 'lucide-react';
import { Kbd } from '@/components/ui/kbd';
import { ConnectionStatus } from './connection-status';
import { PageLink } from './page-link';
import { openPalette } from './palette-store';
import { ThemeSwitch } from './theme-switch';
import { UserMenu } from './user-menu';
import { VHostSwitcher } from './vhost-switcher';
import { WarrenMark } from './warren-mark';

export function TopBar() {
  return (
    <>
      <PageLink
        href="/"
        className="flex items-center gap-2 rounded-md lg:w-19 lg:justify-center"
        aria-label="Warren, the stage"
      >
        <WarrenMark />
      </PageLink>
      <VHostSwitcher />
      <div className="ml-auto flex items-center gap-1">
        <ConnectionStatus />
        <FindButton />
        <ThemeSwitch />
        <UserMenu />
      </div>
    </>
  );
}

function FindButton() {
  return (
    <button
      type="button"
      aria-label="Find anything"
      onClick={openPalette}
      className="flex h-8 items-center gap-2 rounded-md px-2 text-muted-foreground text-sm transition-colors hover:bg-muted hover:text-foreground"
    >
      <Search aria-hidden className="size-4" />
      <span className="hidden items-center gap-1 md:flex">
        <Kbd>Ctrl</Kbd>
        <Kbd>K</Kbd>
      </span>
    </button>
  );
}
