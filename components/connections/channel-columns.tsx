import { Badge } from '@/components/ui/badge';
import type { Column } from '@/components/ui/data-table-model';
import { SecondLine } from '@/components/ui/second-line';
import { formatCompact, formatRate } from '@/lib/format';
import type { Channel } from '@/lib/management-api';

const publishRate = (channel: Channel) => channel.message_stats?.publish_details?.rate ?? 0;
const deliverRate = (channel: Channel) => channel.message_stats?.deliver_get_details?.rate ?? 0;

const modeTones = { confirms: 'producer', transactions: 'neutral', flow: 'warning' } as const;

function modesOf({ confirm, transactional = false, state }: Channel): readonly (keyof typeof modeTones)[] {
  const modes = { confirms: confirm, transactions: transactional, flow: state === 'flow' };
  return (['confirms', 'transactions', 'flow'] as const).filter((mode) => modes[mode]);
}

function Quiet({ value, text }: { readonly value: number; readonly text: string }) {
  return <span className={value === 0 ? 'text-muted-foreground' : undefined}>{text}</span>;
}

export const channelColumns: readonly Column<Channel>[] = [
  {
    id: 'name',
    header: 'Channel',
    sortValue: (channel) => channel.name,
    cell: (channel, { isCompact }) => (
      <>
        <span className="block truncate font-mono">{channel.name}</span>
        {isCompact && (
          <SecondLine>{[channel.user, `channel ${channel.number}`, ...modesOf(channel)].join(', ')}</SecondLine>
        )}
      </>
    ),
  },
  {
    id: 'user',
    header: 'User',
    width: '8rem',
    minTableWidth: 640,
    sortValue: (channel) => channel.user,
    cell: (channel) => channel.user,
  },
  {
    id: 'mode',
    header: 'Mode',
    explained: 'channel mode',
    width: '9rem',
    minTableWidth: 760,
    sortValue: (channel) => Number(channel.confirm) + 2 * Number(channel.transactional ?? false),
    cell: (channel) => (
      <span className="flex gap-1">
        {modesOf(channel).map((mode) => (
          <Badge key={mode} tone={modeTones[mode]}>
            {mode}
          </Badge>
        ))}
      </span>
    ),
  },
  {
    id: 'consumers',
    header: 'Consumers',
    explained: 'consumer',
    width: '7rem',
    align: 'end',
    minTableWidth: 560,
    sortValue: (channel) => channel.consumer_count,
    cell: (channel) => <Quiet value={channel.consumer_count} text={formatCompact(channel.consumer_count)} />,
  },
  {
    id: 'prefetch',
    header: 'Prefetch',
    width: '6.5rem',
    align: 'end',
    minTableWidth: 900,
    sortValue: (channel) => channel.prefetch_count,
    cell: ({ prefetch_count: count }) => (count === 0 ? <Quiet value={0} text="no limit" /> : formatCompact(count)),
  },
  {
    id: 'unacked',
    header: 'Unacked',
    width: '6.5rem',
    align: 'end',
    sortValue: (channel) => channel.messages_unacknowledged,
    cell: ({ messages_unacknowledged: count }) => <Quiet value={count} text={formatCompact(count)} />,
  },
  {
    id: 'publish',
    header: 'Publishes',
    explained: 'publish',
    width: '6.5rem',
    align: 'end',
    minTableWidth: 900,
    sortValue: publishRate,
    cell: (channel) => <Quiet value={publishRate(channel)} text={formatRate(publishRate(channel))} />,
  },
  {
    id: 'deliver',
    header: 'Gets',
    explained: 'delivery',
    width: '6.5rem',
    align: 'end',
    minTableWidth: 900,
    sortValue: deliverRate,
    cell: (channel) => <Quiet value={deliverRate(channel)} text={formatRate(deliverRate(channel))} />,
  },
];
