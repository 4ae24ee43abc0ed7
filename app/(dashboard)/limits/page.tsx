import type { Metadata } from 'next';
import { LimitsView } from '@/components/limits/limits-view';

export const metadata: Metadata = { title: 'Limits' };

export default function LimitsPage() {
  return <LimitsView />;
}
