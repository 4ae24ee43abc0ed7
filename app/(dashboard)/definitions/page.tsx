import type { Metadata } from 'next';
import { DefinitionsView } from '@/components/definitions/definitions-view';

export const metadata: Metadata = { title: 'Definitions' };

export default function DefinitionsPage() {
  return <DefinitionsView />;
}
