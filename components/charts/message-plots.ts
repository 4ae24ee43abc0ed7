import { formatRate } from '@/lib/format';
import type { MessageStats, RateDetails } from '@/lib/management-api';
import type { HistoryPlot } from './history-charts';

/** What holds messages: a queue, or a vhost with all of its queues. */
interface Holder {
  readonly messages_ready_details?: RateDetails;
  readonly messages_unacknowledged_details?: RateDetails;
  readonly message_stats?: MessageStats;
}

/** How full something was, and what went through it. */
export function messagePlots(into: string, outOf: string): readonly HistoryPlot<Holder>[] {
  return [
    {
      title: 'Messages',
      lines: [
        { label: 'ready', colour: '--queue', kind: 'gauge', read: (holder) => holder.messages_ready_details },
        {
          label: 'unacked',
          colour: '--unacked',
          isDashed: true,
          kind: 'gauge',
          read: (holder) => holder.messages_unacknowledged_details,
        },
      ],
    },
    {
      title: 'A second',
      format: formatRate,
      lines: [
        { label: into, colour: '--producer', kind: 'rate', read: (holder) => holder.message_stats?.publish_details },
        {
          label: outOf,
          colour: '--consumer',
          isDashed: true,
          kind: 'rate',
          read: (holder) => holder.message_stats?.deliver_get_details,
        },
      ],
    },
  ];
}
