import type { Metadata } from 'next';
import { ShovelsView } from '@/components/shovels/shovels-view';

export const metadata: Metadata = { title: 'Shovels' };

export default function ShovelsPage() {
  return <ShovelsView />;
}
