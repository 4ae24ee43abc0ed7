import type { Metadata } from 'next';
import { StagePlaceholder } from '@/components/layout/stage-placeholder';

export const metadata: Metadata = { title: 'Stage' };

export default function StagePage() {
  return <StagePlaceholder />;
}
