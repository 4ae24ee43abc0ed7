'use client';

import { Stage } from '@/components/stage/stage';
import type { Snapshot } from '@/lib/live-events';
import { FirstLive } from '@/lib/live-hooks';
import { connectEarly } from '@/lib/socket';
import { useVHost } from './use-vhost';

// The stage is what is being opened, and not only looked up in case somebody goes there.
if (typeof window !== 'undefined' && window.location.pathname === '/') connectEarly();

/** `first` is what came with the page: nothing when it is come to from another page. */
export function StageLoader({ first }: { readonly first: Snapshot | null }) {
  const [vhost] = useVHost();
  return (
    <FirstLive snapshot={first}>
      <Stage vhost={vhost} />
    </FirstLive>
  );
}
