'use client';

import { useQuery } from '@tanstack/react-query';
import { Brush, Pause, Play } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { queueQuery } from '@/components/queues/queue-queries';
import { explainError } from '@/components/session/explain-error';
import { useChange } from '@/components/session/use-change';
import { useRights } from '@/components/session/use-rights';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import { useStaysTrue } from '@/components/ui/use-stays-true';
import { setPaused } from '@/lib/contents-client';

const ImportMessages = dynamic(() => import('./import-messages').then((module) => module.ImportMessages));
const PurgeFirstDialog = dynamic(() => import('./purge-first-dialog').then((module) => module.PurgeFirstDialog), {
  ssr: false,
});

export interface MessagesActionsProps {
  readonly vhost: string;
  readonly queue: string;
  readonly onChanged: () => void;
}

/** What can be done to the queue as a whole. */
export function MessagesActions({ vhost, queue, onChanged }: MessagesActionsProps) {
  const rights = useRights(vhost);
  const { data } = useQuery(queueQuery({ vhost, name: queue }));
  const [isPurging, setPurging] = useState(false);
  const hasDialog = useStaysTrue(isPurging);
  const isPaused = data?.state === 'paused';
  const pause = useChange({
    vhost,
    change: () => setPaused({ vhost, name: queue }, !isPaused),
    onDone: () =>
      toast.success(isPaused ? `${queue} gives messages again` : `${queue} is paused: it gives no messages`),
  });
  return (
    <>
      <Button
        size="sm"
        refusal={rights.configure(queue)}
        pending={pause.isPending}
        onClick={() => pause.mutate(undefined, { onError: (error) => toast.error(explainError(error).title) })}
      >
        {isPaused ? <Play aria-hidden className="size-3.5" /> : <Pause aria-hidden className="size-3.5" />}
        {isPaused ? 'Resume' : 'Pause'}
      </Button>
      <ImportMessages vhost={vhost} queue={queue} onChanged={onChanged} />
      <Button size="sm" refusal={rights.disturb(queue)} onClick={() => setPurging(true)}>
        <Brush aria-hidden className="size-3.5" />
        Purge some
      </Button>
      {hasDialog && (
        <PurgeFirstDialog vhost={vhost} queue={queue} open={isPurging} onOpenChange={setPurging} onPurged={onChanged} />
      )}
    </>
  );
}
