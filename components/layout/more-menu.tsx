'use client';

import { Ellipsis } from 'lucide-react';
import { usePathname, useRouter } from 'next/navigation';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '@/components/ui/menu';
import { isOfItem, navItems, pageHref } from './nav-items';
import { NavIcon, navLinkClassName } from './nav-link';
import { useSubPages } from './sub-nav';
import { useVHost } from './use-vhost';

/** The pages for which a phone's bar has no room. */
export function MoreMenu() {
  const pathname = usePathname();
  const router = useRouter();
  const [vhost] = useVHost();
  const visible = useSubPages();
  const more = navItems.filter(({ isMore }) => isMore);
  const isCurrent = more.some((item) => isOfItem(item, pathname));
  return (
    <Menu
      align="end"
      side="top"
      trigger={
        <button type="button" aria-current={isCurrent ? 'page' : undefined} className={navLinkClassName('bar')}>
          <NavIcon>
            <Ellipsis aria-hidden />
          </NavIcon>
          More
        </button>
      }
    >
      {more.map((item, i) => (
        <div key={item.href}>
          {i > 0 && <MenuSeparator />}
          {item.pages && <MenuLabel>{item.label}</MenuLabel>}
          {(item.pages ? visible(item.pages) : [item]).map(({ href, label }) => (
            <MenuItem key={href} onClick={() => router.push(pageHref(href, vhost))}>
              {label}
            </MenuItem>
          ))}
        </div>
      ))}
    </Menu>
  );
}
