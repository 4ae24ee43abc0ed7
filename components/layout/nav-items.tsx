import { Cable, Inbox, PlugZap, ShieldCheck, Waypoints } from 'lucide-react';
import type { ReactNode } from 'react';
import { ExchangeIcon } from '@/components/exchanges/exchange-icon';
import { QueueIcon } from '@/components/queues/queue-icon';

export interface SubPage {
  readonly href: string;
  readonly label: string;
  /** The heading of the page, where it is another one. */
  readonly title?: string;
  /** The tag that a user needs to see anything there. */
  readonly needs?: 'administrator' | 'monitoring';
}

export interface NavItem {
  readonly href: string;
  readonly label: string;
  /** The heading of the page, where it is another one. */
  readonly title?: string;
  readonly icon: ReactNode;
  /** On a phone it stands behind More. */
  readonly isMore?: boolean;
  /** The pages of one subject, the item's own first. */
  readonly pages?: readonly SubPage[];
}

export const navItems: readonly NavItem[] = [
  { href: '/', label: 'Stage', icon: <Waypoints aria-hidden /> },
  { href: '/exchanges', label: 'Exchanges', icon: <ExchangeIcon /> },
  { href: '/queues', label: 'Queues', icon: <QueueIcon /> },
  {
    href: '/messages',
    label: 'Messages',
    icon: <Inbox aria-hidden />,
    pages: [
      { href: '/messages', label: 'In queues', title: 'Messages' },
      { href: '/collections', label: 'Saved' },
    ],
  },
  {
    href: '/connections',
    label: 'Clients',
    icon: <Cable aria-hidden />,
    isMore: true,
    pages: [
      { href: '/connections', label: 'Connections' },
      { href: '/channels', label: 'Channels' },
      { href: '/consumers', label: 'Consumers' },
    ],
  },
  { href: '/connect', label: 'Connect', title: 'Connect your app', icon: <PlugZap aria-hidden />, isMore: true },
  {
    href: '/health',
    label: 'Admin',
    icon: <ShieldCheck aria-hidden />,
    isMore: true,
    pages: [
      { href: '/health', label: 'Health' },
      { href: '/vhosts', label: 'Virtual hosts' },
      { href: '/users', label: 'Users', needs: 'administrator' },
      { href: '/policies', label: 'Policies' },
      { href: '/shovels', label: 'Shovels', needs: 'monitoring' },
      { href: '/limits', label: 'Limits' },
      { href: '/definitions', label: 'Definitions', needs: 'administrator' },
      { href: '/logs', label: 'Log', needs: 'monitoring' },
      { href: '/settings', label: 'Settings' },
    ],
  },
];

export function isOfItem(item: NavItem, pathname: string): boolean {
  return item.pages?.some(({ href }) => href === pathname) ?? item.href === pathname;
}

/** A path of this dashboard in a vhost. */
export function pageHref(href: string, vhost: string): string {
  return vhost === '/' ? href : `${href}?vhost=${encodeURIComponent(vhost)}`;
}
