import type { Metadata } from 'next';
import { VHostsView } from '@/components/vhosts/vhosts-view';

export const metadata: Metadata = { title: 'Virtual hosts' };

export default function VHostsPage() {
  return <VHostsView />;
}
