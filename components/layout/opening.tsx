'use client';

import { Ellipsis } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { Skeleton, SkeletonRows } from '@/components/ui/skeleton';
import { isOfItem, type NavItem, navItems } from './nav-items';
import { NavIcon, navLinkClassName } from './nav-link';
import { ResourcePage } from './resource-page';
import { ScrollPage } from './scroll-page';
import { ShellFrame } from './shell-frame';
import { SubNavRow, subNavLinkClassName } from './sub-nav-row';
import { WarrenMark } from './warren-mark';

/** Pages of text and forms; the others are tables, but for the stage. */
const TEXT_PAGES = new Set(['/collections', '/connect', '/definitions', '/health', '/settings']);

/**
 * A picture of the page that is on its way: everything that does not depend on who looks. It is part of the HTML, so that
 * it is seen before the scripts are there, and what comes takes its place without moving anything.
 */
export function Opening() {
  const pathname = usePathname();
  const item = navItems.find((one) => isOfItem(one, pathname));
  return (
    <>
      <span role="status" className="sr-only">
        Opening Warren
      </span>
      <div aria-hidden inert>
        <ShellFrame top={<Top />} rail={<Places placement="rail" current={item} />} bar={<Bar current={item} />}>
          {item?.pages && (
            <SubNavRow label={item.label}>
              {item.pages.map(({ href, label }) => (
                <span key={href} aria-current={href === pathname ? 'page' : undefined} className={subNavLinkClassName}>
                  {label}
                </span>
              ))}
            </SubNavRow>
          )}
          <div className="relative min-h-0 flex-1">
            <Page pathname={pathname} item={item} />
          </div>
        </ShellFrame>
      </div>
    </>
  );
}

interface PlacesProps {
  readonly placement: 'rail' | 'bar';
  readonly current: NavItem | undefined;
}

function Places({ placement, current }: PlacesProps) {
  return navItems
    .filter(({ isMore }) => placement === 'rail' || !isMore)
    .map((item) => (
      <span
        key={item.href}
        aria-current={item === current ? 'page' : undefined}
        className={navLinkClassName(placement)}
      >
        <NavIcon>{item.icon}</NavIcon>
        {item.label}
      </span>
    ));
}

function Bar({ current }: Pick<PlacesProps, 'current'>) {
  return (
    <>
      <Places placement="bar" current={current} />
      <span aria-current={current?.isMore ? 'page' : undefined} className={navLinkClassName('bar')}>
        <NavIcon>
          <Ellipsis />
        </NavIcon>
        More
      </span>
    </>
  );
}

function Top() {
  return (
    <>
      <span className="flex items-center lg:w-19 lg:justify-center">
        <WarrenMark />
      </span>
      <Skeleton className="ml-2 h-4 w-24" />
      <span className="ml-auto size-8 rounded-full bg-accent" />
    </>
  );
}

function Page({ pathname, item }: { readonly pathname: string; readonly item: NavItem | undefined }) {
  if (item === undefined) return null;
  if (pathname === '/') return <div className="h-11 border-b bg-background" />;
  const page = item.pages?.find(({ href }) => href === pathname);
  const title = page?.title ?? page?.label ?? item.title ?? item.label;
  if (TEXT_PAGES.has(pathname)) {
    return (
      <ScrollPage title={title} intro={<Skeleton className="h-4 w-64" />}>
        <SkeletonRows rows={4} />
      </ScrollPage>
    );
  }
  return (
    <ResourcePage title={title} count={null} hasSheet={false} toolbar={<Skeleton className="h-9 w-full @lg:w-72" />}>
      <div className="p-4">
        <SkeletonRows rows={8} />
      </div>
    </ResourcePage>
  );
}
