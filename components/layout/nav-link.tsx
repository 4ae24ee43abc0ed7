'use client';

import { usePathname } from 'next/navigation';
import { cn } from '@/components/ui/cn';
import { isOfItem, type NavItem, pageHref } from './nav-items';
import { PageLink } from './page-link';
import { useVHost } from './use-vhost';

export interface NavLinkProps {
  readonly item: NavItem;
  readonly placement: 'rail' | 'bar';
}

export function NavLink({ item, placement }: NavLinkProps) {
  const [vhost] = useVHost();
  const isCurrent = isOfItem(item, usePathname());
  return (
    <PageLink
      href={pageHref(item.href, vhost)}
      aria-current={isCurrent ? 'page' : undefined}
      className={navLinkClassName(placement)}
    >
      <NavIcon>{item.icon}</NavIcon>
      {item.label}
    </PageLink>
  );
}

export function navLinkClassName(placement: 'rail' | 'bar'): string {
  return cn(
    'group flex flex-col items-center gap-1 font-medium text-[0.6875rem] text-muted-foreground leading-4 transition-colors hover:text-foreground aria-[current]:text-foreground',
    placement === 'rail' ? 'w-full py-1.5' : 'flex-1 justify-center pt-1.5 pb-1',
    'rounded-md -outline-offset-2',
  );
}

export function NavIcon({ children }: { readonly children: React.ReactNode }) {
  return (
    <span className="flex h-8 w-13 items-center justify-center rounded-full transition-colors group-hover:bg-muted group-aria-[current]:bg-accent group-aria-[current]:text-accent-foreground [&_svg]:size-5">
      {children}
    </span>
  );
}
