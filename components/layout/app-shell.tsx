'use client';

import type { ReactNode } from 'react';
import { AlarmBanner } from './alarm-banner';
import { GlobalShortcuts } from './global-shortcuts';
import { MoreMenu } from './more-menu';
import { navItems } from './nav-items';
import { NavLink } from './nav-link';
import { OfflineBanner } from './offline-banner';
import { ShellFrame } from './shell-frame';
import { SubNav } from './sub-nav';
import { TopBar } from './top-bar';

export function AppShell({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <a
        href="#content"
        className="fixed top-2 left-2 z-60 -translate-y-16 rounded-md bg-primary px-3 py-2 text-primary-foreground focus:translate-y-0"
      >
        Skip to content
      </a>
      <ShellFrame
        top={<TopBar />}
        rail={navItems.map((item) => <NavLink key={item.href} item={item} placement="rail" />)}
        bar={
          <>
            {navItems
              .filter(({ isMore }) => !isMore)
              .map((item) => (
                <NavLink key={item.href} item={item} placement="bar" />
              ))}
            <MoreMenu />
          </>
        }
      >
        <OfflineBanner />
        <AlarmBanner />
        <SubNav />
        <div className="relative min-h-0 flex-1">{children}</div>
      </ShellFrame>
      <GlobalShortcuts />
    </>
  );
}
