'use client';

import { Stage } from '@/components/stage/stage';
import { useVHost } from './use-vhost';

export function StageLoader() {
  const [vhost] = useVHost();
  return <Stage vhost={vhost} />;
}
