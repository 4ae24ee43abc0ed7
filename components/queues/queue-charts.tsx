'use client';

import { HistoryCharts, type HistoryPlot } from '@/components/charts/history-charts';
import { formatRate } from '@/lib/format';
import type { Queue, RateDetails } from '@/lib/management-api';

type Past = Queue & {
  readonly messages_ready_details?: RateDetails;
  readonly messages_unacknowledged_details?: RateDetails;
};

const plots: readonly HistoryPlot<Past>[] = [
  {
    title: 'Messages',
    lines: [
      { label: 'ready', colour: '--queue', kind: 'gauge', read: (queue) => queue.messages_ready_details },
      {
        label: 'unacked',
        colour: '--unacked',
        isDashed: true,
        kind: 'gauge',
        read: (queue) => queue.messages_unacknowledged_details,
      },
    ],
  },
  {
    title: 'A second',
    format: formatRate,
    lines: [
      {
        label: 'published',
        colour: '--producer',
        kind: 'rate',
        read: ({ message_stats: stats }) => stats?.publish_details,
      },
      {
        label: 'delivered',
        colour: '--consumer',
        isDashed: true,
        kind: 'rate',
        read: ({ message_stats: stats }) => stats?.deliver_get_details,
      },
    ],
  },
];

/** How full a queue was, and what went through it. */
export function QueueCharts({ vhost, name }: { readonly vhost: string; readonly name: string }) {
  return <HistoryCharts path={`/api/queues/${encodeURIComponent(vhost)}/${encodeURIComponent(name)}`} plots={plots} />;
}
