'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Unplug } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useReachability } from '@/components/session/reachability';
import { Button } from '@/components/ui/button';
import { formatDuration } from '@/lib/format';

const retryMs = 2000;

export function OfflineBanner() {
  const { isReachable, recovery, answeredAt, isHeld } = useReachability();
  const queryClient = useQueryClient();
  const [now, setNow] = useState(() => Date.now());

  useEffect(() => {
    if (isReachable) return;
    const timer = setInterval(() => {
      setNow(Date.now());
      void queryClient.refetchQueries({ type: 'active' });
    }, retryMs);
    return () => clearInterval(timer);
  }, [isReachable, queryClient]);

  if (isReachable) return null;
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b bg-destructive-soft px-4 py-1.5 text-sm"
    >
      <Unplug aria-hidden className="size-4 text-destructive" />
      <p className="min-w-0 flex-1">
        <span className="font-medium">{recovery ?? 'The broker does not answer.'}</span>{' '}
        {answeredAt !== null && (
          <span className="text-muted-foreground">You see it as it was {formatDuration(now - answeredAt)} ago.</span>
        )}
        {isHeld && <span> Other pages come when it is back.</span>}
      </p>
      <Button size="sm" onClick={() => void queryClient.refetchQueries({ type: 'active' })}>
        Try now
      </Button>
    </div>
  );
}
