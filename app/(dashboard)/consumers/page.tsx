import type { Metadata } from 'next';
import { ConsumersView } from '@/components/connections/consumers-view';

export const metadata: Metadata = { title: 'Consumers' };

export default function ConsumersPage() {
  return <ConsumersView />;
}
