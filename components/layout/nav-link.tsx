'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cn } from '@/components/ui/cn';
import type { NavItem } from './nav-items';
import { useVHost } from './use-vhost';

export interface NavLinkProps {
  readonly item: NavItem;
  readonly placement: 'rail' | 'bar';
}

export function NavLink({ item, placement }: NavLinkProps) {
  const [vhost] = useVHost();
  const isCurrent = usePathname() === item.href;
  const href = vhost === '/' ? item.href : `${item.href}?vhost=${encodeURIComponent(vhost)}`;
  return (
    <Link
      href={href}
      aria-current={isCurrent ? 'page' : undefined}
      className={cn(
        'group flex flex-col items-center gap-1 font-medium text-[0.6875rem] text-muted-foreground leading-4 transition-colors hover:text-foreground aria-[current]:text-foreground',
        placement === 'rail' ? 'w-full py-1.5' : 'flex-1 justify-center pt-1.5 pb-1',
        'rounded-md -outline-offset-2',
      )}
    >
      <span className="flex h-8 w-13 items-center justify-center rounded-full transition-colors group-hover:bg-muted group-aria-[current]:bg-accent group-aria-[current]:text-accent-foreground [&_svg]:size-5">
        {item.icon}
      </span>
      {item.label}
    </Link>
  );
}
