'use client';

import { useEffect, useState } from 'react';
import { useLive } from '@/lib/live-hooks';
import { meterKey } from '@/lib/live-numbers';
import { liveStore } from '@/lib/live-store';
import { isPredeclared } from '@/lib/stage-graph';

export interface FirstSteps {
  /** A queue to work with, if there is one. */
  readonly queue: string | null;
  readonly hasPublished: boolean;
  readonly hasConsumer: boolean;
  /** Nothing at all is here yet. */
  readonly isFresh: boolean;
}

/** How far somebody has come with the first message of a vhost. */
export function useFirstSteps(): FirstSteps {
  const model = useLive((state) => state.model);
  const clients = useLive((state) => state.clients);
  const hasRouted = useLive((state) => state.defaultRoutes.size > 0);
  const [hasTraffic, setTraffic] = useState(false);

  useEffect(() => {
    setTraffic(false);
    const check = () => {
      const queues = [...(model?.queues.keys() ?? [])];
      const isWaiting = queues.some(
        (name) => liveStore.numbers.queue(name).ready + liveStore.numbers.queue(name).unacked > 0,
      );
      if (isWaiting || liveStore.numbers.rate(meterKey.published) > 0) setTraffic(true);
    };
    check();
    return liveStore.onFrame(check);
  }, [model]);

  const queues = [...(model?.queues.keys() ?? [])];
  const hasExchange = [...(model?.exchanges.keys() ?? [])].some((name) => !isPredeclared(name));
  const people = (model?.producers.size ?? 0) + (model?.consumers.size ?? 0) + clients.size;
  return {
    queue: queues[0] ?? null,
    hasPublished: hasRouted || hasTraffic || (model?.producers.size ?? 0) > 0,
    hasConsumer: (model?.consumers.size ?? 0) > 0,
    isFresh: queues.length === 0 && !hasExchange && people === 0,
  };
}
