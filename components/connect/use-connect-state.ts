'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useVHost } from '@/components/layout/use-vhost';
import { queuesQuery } from '@/components/queues/queue-queries';
import { choiceParam, integerParam, textParam } from '@/lib/url-params';
import { useUrlParams } from '@/lib/url-state';
import { preselectedQueue, SUGGESTED_QUEUE } from './preselected-queue';
import { remember, remembered } from './remembered';

export const roles = ['publish', 'consume'] as const;

export const DEFAULT_PREFETCH = 10;

const parsers = {
  role: choiceParam(roles).withDefault('publish'),
  exchange: textParam.withDefault(''),
  key: textParam,
  queue: textParam,
  prefetch: integerParam.withDefault(DEFAULT_PREFETCH),
};

export interface ConnectValues {
  readonly role: (typeof roles)[number];
  readonly exchange: string;
  /** Null: the name of the queue, where the default exchange is published to. */
  readonly key: string | null;
  /** Null: a queue of the program's own, or none where an exchange is published to, or not known yet. */
  readonly queue: string | null;
  readonly prefetch: number;
}

/** What the form says; it is in the URL, and the queue is remembered as well. */
export function useConnectState() {
  const [vhost] = useVHost();
  const [params, setParams] = useUrlParams(parsers);
  const { data: queues, isPending } = useQuery(queuesQuery(vhost));
  const [last, setLast] = useState<string | null>(null);
  useEffect(() => setLast(remembered(`connect-queue:${vhost}`)), [vhost]);

  function set(patch: Partial<ConnectValues>) {
    if (typeof patch.queue === 'string') remember(`connect-queue:${vhost}`, patch.queue);
    setParams(patch);
  }

  // A key for the default exchange names the queue as well.
  const named = params.queue ?? (params.exchange === '' ? params.key : null);
  const isQueueAsked = params.exchange === '';
  const queue = named ?? (isQueueAsked && !isPending ? preselectedQueue(queues ?? [], last) : null);
  return {
    values: { ...params, queue } as ConnectValues,
    /** Whether the program has to make the queue. */
    isNewQueue: queues === undefined ? queue === SUGGESTED_QUEUE : !queues.some(({ name }) => name === queue),
    isPending,
    set,
  };
}

export type ConnectState = ReturnType<typeof useConnectState>;
