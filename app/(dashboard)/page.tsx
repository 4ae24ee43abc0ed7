import type { Metadata } from 'next';
import { StageLoader } from '@/components/layout/stage-loader';

export const metadata: Metadata = { title: 'Stage' };

export default function StagePage() {
  return <StageLoader />;
}
