'use client';

import Link from 'next/link';
import { ConnectionStatus } from './connection-status';
import { ThemeSwitch } from './theme-switch';
import { UserMenu } from './user-menu';
import { VHostSwitcher } from './vhost-switcher';
import { WarrenMark } from './warren-mark';

export function TopBar() {
  return (
    <header className="col-span-full flex h-12 items-center gap-2 pr-2 pl-3 sm:gap-3 lg:pl-0">
      <Link
        href="/"
        className="flex items-center gap-2 rounded-md lg:w-19 lg:justify-center"
        aria-label="Warren, the stage"
      >
        <WarrenMark />
      </Link>
      <VHostSwitcher />
      <div className="ml-auto flex items-center gap-1">
        <ConnectionStatus />
        <ThemeSwitch />
        <UserMenu />
      </div>
    </header>
  );
}
