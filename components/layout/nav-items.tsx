import { Cable, Waypoints } from 'lucide-react';
import type { ReactNode } from 'react';
import { ExchangeIcon } from '@/components/exchanges/exchange-icon';
import { QueueIcon } from '@/components/queues/queue-icon';

export interface NavItem {
  readonly href: string;
  readonly label: string;
  readonly icon: ReactNode;
}

export const navItems: readonly NavItem[] = [
  { href: '/', label: 'Stage', icon: <Waypoints aria-hidden /> },
  { href: '/exchanges', label: 'Exchanges', icon: <ExchangeIcon /> },
  { href: '/queues', label: 'Queues', icon: <QueueIcon /> },
  { href: '/connections', label: 'Connections', icon: <Cable aria-hidden /> },
];
