'use client';

import type { ReactNode } from 'react';
import { AlarmBanner } from './alarm-banner';
import { GlobalShortcuts } from './global-shortcuts';
import { MoreMenu } from './more-menu';
import { navItems } from './nav-items';
import { NavLink } from './nav-link';
import { OfflineBanner } from './offline-banner';
import { SubNav } from './sub-nav';
import { TopBar } from './top-bar';

export function AppShell({ children }: { readonly children: ReactNode }) {
  return (
    <div className="grid h-dvh grid-cols-1 grid-rows-[auto_minmax(0,1fr)_auto] lg:grid-cols-[4.75rem_minmax(0,1fr)] lg:grid-rows-[auto_minmax(0,1fr)]">
      <a
        href="#content"
        className="fixed top-2 left-2 z-60 -translate-y-16 rounded-md bg-primary px-3 py-2 text-primary-foreground focus:translate-y-0"
      >
        Skip to content
      </a>
      <TopBar />
      <nav aria-label="Main" className="hidden flex-col items-center gap-1 px-1 py-3 lg:flex">
        {navItems.map((item) => (
          <NavLink key={item.href} item={item} placement="rail" />
        ))}
      </nav>
      <main
        id="content"
        tabIndex={-1}
        className="flex min-h-0 min-w-0 flex-col overflow-hidden border-t bg-card outline-none lg:rounded-tl-xl lg:border-l"
      >
        <OfflineBanner />
        <AlarmBanner />
        <SubNav />
        <div className="relative min-h-0 flex-1">{children}</div>
      </main>
      <nav
        aria-label="Main"
        className="flex border-t bg-background px-1 pb-[env(safe-area-inset-bottom,0px)] lg:hidden"
      >
        {navItems
          .filter(({ isMore }) => !isMore)
          .map((item) => (
            <NavLink key={item.href} item={item} placement="bar" />
          ))}
        <MoreMenu />
      </nav>
      <GlobalShortcuts />
    </div>
  );
}
