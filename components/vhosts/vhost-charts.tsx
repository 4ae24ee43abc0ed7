'use client';

import { HistoryCharts, type HistoryPlot } from '@/components/charts/history-charts';
import { formatRate } from '@/lib/format';
import type { RateDetails, VHost } from '@/lib/management-api';

type Past = VHost & {
  readonly messages_ready_details?: RateDetails;
  readonly messages_unacknowledged_details?: RateDetails;
};

const plots: readonly HistoryPlot<Past>[] = [
  {
    title: 'Messages',
    lines: [
      { label: 'ready', colour: '--queue', kind: 'gauge', read: (vhost) => vhost.messages_ready_details },
      {
        label: 'unacked',
        colour: '--unacked',
        isDashed: true,
        kind: 'gauge',
        read: (vhost) => vhost.messages_unacknowledged_details,
      },
    ],
  },
  {
    title: 'A second',
    format: formatRate,
    lines: [
      { label: 'in', colour: '--producer', kind: 'rate', read: ({ message_stats: stats }) => stats?.publish_details },
      {
        label: 'out',
        colour: '--consumer',
        isDashed: true,
        kind: 'rate',
        read: ({ message_stats: stats }) => stats?.deliver_get_details,
      },
    ],
  },
];

/** How many messages were in a vhost, and what went through it. */
export function VHostCharts({ name }: { readonly name: string }) {
  return <HistoryCharts path={`/api/vhosts/${encodeURIComponent(name)}`} plots={plots} />;
}
