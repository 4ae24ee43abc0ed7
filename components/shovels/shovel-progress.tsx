'use client';

import { Pause, Play, RotateCw } from 'lucide-react';
import { DeleteButton } from '@/components/layout/delete-button';
import { ErrorNotice } from '@/components/session/error-notice';
import { useAdminChange } from '@/components/session/use-admin-change';
import { Button } from '@/components/ui/button';
import { Facts } from '@/components/ui/facts';
import { toast } from '@/components/ui/toast';
import { formatCount } from '@/lib/format';
import { deleteShovel, pauseShovel, restartShovel, type ShovelStatus } from '@/lib/shovels';
import { destinationOf, ShovelStateBadge, sourceOf } from './shovel-columns';

export interface ShovelProgressProps {
  readonly shovel: ShovelStatus;
  readonly refusal: string | null;
  readonly onDeleted: () => void;
}

/** How a shovel does, and what can be done about it. */
export function ShovelProgress({ shovel, refusal, onDeleted }: ShovelProgressProps) {
  const isPaused = shovel.state === 'paused';
  const pause = useAdminChange({
    change: () => pauseShovel(shovel, !isPaused),
    onDone: () => toast.success(`Shovel ${shovel.name} ${isPaused ? 'goes on' : 'is paused'}`),
  });
  const restart = useAdminChange({
    change: () => restartShovel(shovel),
    onDone: () => toast.success(`Shovel ${shovel.name} is restarted`),
  });
  return (
    <div className="flex flex-col gap-4">
      <Facts rows={factsOf(shovel)} />
      <ErrorNotice error={pause.error ?? restart.error} />
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => pause.mutate()} refusal={refusal} pending={pause.isPending}>
          {isPaused ? <Play aria-hidden /> : <Pause aria-hidden />}
          {isPaused ? 'Resume' : 'Pause'}
        </Button>
        <Button onClick={() => restart.mutate()} refusal={refusal} pending={restart.isPending}>
          <RotateCw aria-hidden />
          Restart
        </Button>
        <DeleteButton
          noun="shovel"
          name={shovel.name}
          consequence="It stops at once. What it was carrying goes back to where it came from."
          refusal={refusal}
          change={() => deleteShovel(shovel)}
          onDeleted={onDeleted}
        />
      </div>
    </div>
  );
}

function factsOf(shovel: ShovelStatus) {
  const { state, timestamp, reason, remaining } = shovel;
  const rows: [string, React.ReactNode][] = [
    ['State', <ShovelStateBadge key="state" state={state} />],
    ['Since', `${timestamp} UTC`],
  ];
  if (reason !== undefined) rows.push(['Reason', reason]);
  rows.push(
    ['From', placeOf(sourceOf(shovel), shovel.src_uri)],
    ['To', placeOf(destinationOf(shovel), shovel.dest_uri)],
  );
  rows.push(['Moved', formatCount(shovel.forwarded ?? 0)], ['On their way', formatCount(shovel.pending ?? 0)]);
  if (typeof remaining === 'number') rows.push(['Still to move', formatCount(remaining)]);
  return rows;
}

function placeOf(name: string, uri: string | undefined) {
  return (
    <span className="font-mono break-all">
      {name}
      {uri !== undefined && uri !== name && <span className="text-muted-foreground"> at {uri}</span>}
    </span>
  );
}
