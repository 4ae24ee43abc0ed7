'use client';

import { usePathname } from 'next/navigation';
import { useSession } from '@/components/session/use-session';
import { isOfItem, navItems, pageHref, type SubPage } from './nav-items';
import { PageLink } from './page-link';
import { SubNavRow, subNavLinkClassName } from './sub-nav-row';
import { useVHost } from './use-vhost';

/** Leaves out the pages on which the user could see nothing. */
export function useSubPages() {
  const { data: user } = useSession();
  const tags = user?.tags ?? [];
  return (pages: readonly SubPage[]) =>
    pages.filter(({ needs }) => needs === undefined || tags.includes(needs) || tags.includes('administrator'));
}

/** On a narrow screen the page at hand may be one that has to be scrolled to. */
function showInNav(link: HTMLElement | null): void {
  const nav = link?.parentElement;
  if (nav) nav.scrollLeft = link.offsetLeft - (nav.clientWidth - link.offsetWidth) / 2;
}

/** The pages of the subject that the page at hand belongs to. */
export function SubNav() {
  const pathname = usePathname();
  const [vhost] = useVHost();
  const visible = useSubPages();
  const item = navItems.find((one) => one.pages !== undefined && isOfItem(one, pathname));
  if (!item?.pages) return null;
  return (
    <SubNavRow label={item.label}>
      {visible(item.pages).map(({ href, label }) => (
        <PageLink
          key={href}
          ref={href === pathname ? showInNav : null}
          href={pageHref(href, vhost)}
          aria-current={href === pathname ? 'page' : undefined}
          className={subNavLinkClassName}
        >
          {label}
        </PageLink>
      ))}
    </SubNavRow>
  );
}
