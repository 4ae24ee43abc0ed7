import type { Metadata } from 'next';
import { ExchangesView } from '@/components/exchanges/exchanges-view';

export const metadata: Metadata = { title: 'Exchanges' };

export default function ExchangesPage() {
  return <ExchangesView />;
}
