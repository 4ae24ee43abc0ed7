'use client';

import { Stage } from '@/components/stage/stage';
import { connectEarly } from '@/lib/socket';
import { useVHost } from './use-vhost';

// The stage is what is being opened, and not only looked up in case somebody goes there.
if (typeof window !== 'undefined' && window.location.pathname === '/') connectEarly();

export function StageLoader() {
  const [vhost] = useVHost();
  return <Stage vhost={vhost} />;
}
