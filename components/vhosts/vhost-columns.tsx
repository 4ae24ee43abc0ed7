import { LockKeyhole } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import type { Column } from '@/components/ui/data-table-model';
import { SecondLine } from '@/components/ui/second-line';
import { formatCompact, formatRate } from '@/lib/format';
import type { VHost } from '@/lib/management-api';

const ready = (vhost: VHost) => vhost.messages_ready ?? 0;
const unacked = (vhost: VHost) => vhost.messages_unacknowledged ?? 0;
const inRate = (vhost: VHost) => vhost.message_stats?.publish_details?.rate ?? 0;
const outRate = (vhost: VHost) => vhost.message_stats?.deliver_get_details?.rate ?? 0;

function Quiet({ value, text }: { readonly value: number; readonly text: string }) {
  return <span className={value === 0 ? 'text-muted-foreground' : undefined}>{text}</span>;
}

function briefOf({ description, tracing, protected_from_deletion: isProtected }: VHost): string {
  return [tracing && 'tracing', isProtected && 'protected', description].filter(Boolean).join(', ');
}

export const vhostColumns: readonly Column<VHost>[] = [
  {
    id: 'name',
    header: 'Name',
    sortValue: (vhost) => vhost.name,
    cell: (vhost, { isCompact }) => (
      <>
        <span className="block truncate font-medium font-mono">{vhost.name}</span>
        {isCompact && <SecondLine>{briefOf(vhost)}</SecondLine>}
      </>
    ),
  },
  {
    id: 'description',
    header: 'Description',
    minTableWidth: 640,
    sortValue: (vhost) => vhost.description ?? '',
    cell: (vhost) => <span className="text-muted-foreground">{vhost.description}</span>,
  },
  {
    id: 'features',
    header: 'Features',
    width: '12rem',
    minTableWidth: 900,
    cell: (vhost) => (
      <span className="flex gap-1 overflow-hidden">
        {vhost.tracing && <Badge tone="warning">tracing</Badge>}
        {vhost.protected_from_deletion && <Badge icon={<LockKeyhole aria-hidden />}>protected</Badge>}
        {vhost.tags?.map((tag) => (
          <Badge key={tag} tone="outline">
            {tag}
          </Badge>
        ))}
      </span>
    ),
  },
  {
    id: 'ready',
    header: 'Ready',
    width: '6.5rem',
    align: 'end',
    sortValue: ready,
    cell: (vhost) => <Quiet value={ready(vhost)} text={formatCompact(ready(vhost))} />,
  },
  {
    id: 'unacked',
    header: 'Unacked',
    width: '6.5rem',
    align: 'end',
    minTableWidth: 560,
    sortValue: unacked,
    cell: (vhost) => <Quiet value={unacked(vhost)} text={formatCompact(unacked(vhost))} />,
  },
  {
    id: 'in',
    header: 'In',
    explained: 'publish',
    width: '6rem',
    align: 'end',
    minTableWidth: 640,
    sortValue: inRate,
    cell: (vhost) => <Quiet value={inRate(vhost)} text={formatRate(inRate(vhost))} />,
  },
  {
    id: 'out',
    header: 'Out',
    explained: 'delivery',
    width: '6rem',
    align: 'end',
    minTableWidth: 640,
    sortValue: outRate,
    cell: (vhost) => <Quiet value={outRate(vhost)} text={formatRate(outRate(vhost))} />,
  },
];
