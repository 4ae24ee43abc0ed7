import { Badge, type BadgeTone } from '@/components/ui/badge';
import type { Column } from '@/components/ui/data-table-model';
import { SecondLine } from '@/components/ui/second-line';
import { formatCount } from '@/lib/format';
import type { ShovelStatus } from '@/lib/shovels';

const tones: Readonly<Record<ShovelStatus['state'], BadgeTone>> = {
  starting: 'neutral',
  running: 'success',
  terminated: 'destructive',
  paused: 'warning',
};

const words: Readonly<Record<ShovelStatus['state'], string>> = {
  starting: 'starting',
  running: 'running',
  terminated: 'not working',
  paused: 'paused',
};

export function ShovelStateBadge({ state }: { readonly state: ShovelStatus['state'] }) {
  return <Badge tone={tones[state]}>{words[state]}</Badge>;
}

export const sourceOf = ({ src_queue, src_exchange }: ShovelStatus): string => src_queue ?? src_exchange ?? '';

export function destinationOf({ dest_queue, dest_exchange, dest_protocol, dest_uri }: ShovelStatus): string {
  if (dest_protocol === 'http') return dest_uri ?? 'a web address';
  return dest_queue ?? dest_exchange ?? 'the exchange that a message came from';
}

export const shovelColumns: readonly Column<ShovelStatus>[] = [
  {
    id: 'name',
    header: 'Name',
    width: '14rem',
    compactWidth: '12rem',
    sortValue: (shovel) => shovel.name,
    cell: (shovel, { isCompact }) => (
      <>
        <span className="block truncate font-medium font-mono">{shovel.name}</span>
        {isCompact && (
          <SecondLine>
            {sourceOf(shovel)} → {destinationOf(shovel)}
          </SecondLine>
        )}
      </>
    ),
  },
  {
    id: 'state',
    header: 'State',
    explained: 'shovel state',
    width: '8rem',
    compactWidth: '7rem',
    sortValue: (shovel) => shovel.state,
    cell: (shovel) => <ShovelStateBadge state={shovel.state} />,
  },
  {
    id: 'from',
    header: 'From',
    explained: 'shovel source',
    minTableWidth: 520,
    sortValue: sourceOf,
    cell: (shovel) => <span className="font-mono">{sourceOf(shovel)}</span>,
  },
  {
    id: 'to',
    header: 'To',
    explained: 'shovel destination',
    minTableWidth: 640,
    sortValue: destinationOf,
    cell: (shovel) => <span className="font-mono">{destinationOf(shovel)}</span>,
  },
  {
    id: 'forwarded',
    header: 'Moved',
    explained: 'shovel',
    width: '7rem',
    align: 'end',
    minTableWidth: 800,
    sortValue: (shovel) => shovel.forwarded ?? 0,
    cell: (shovel) => formatCount(shovel.forwarded ?? 0),
  },
  {
    id: 'reason',
    header: 'Reason',
    explained: 'shovel state',
    minTableWidth: 1000,
    cell: (shovel) => <span className="text-muted-foreground">{shovel.reason ?? ''}</span>,
  },
];
