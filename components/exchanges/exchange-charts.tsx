'use client';

import { HistoryCharts, type HistoryPlot } from '@/components/charts/history-charts';
import { formatRate } from '@/lib/format';
import type { Exchange } from '@/lib/management-api';

const plots: readonly HistoryPlot<Exchange>[] = [
  {
    title: 'A second',
    format: formatRate,
    lines: [
      {
        label: 'published in',
        colour: '--producer',
        kind: 'rate',
        read: ({ message_stats: stats }) => stats?.publish_in_details,
      },
      {
        label: 'passed on',
        colour: '--queue',
        isDashed: true,
        kind: 'rate',
        read: ({ message_stats: stats }) => stats?.publish_out_details,
      },
    ],
  },
];

/** What came to an exchange, and what it passed on. */
export function ExchangeCharts({ vhost, name }: { readonly vhost: string; readonly name: string }) {
  const path = `/api/exchanges/${encodeURIComponent(vhost)}/${encodeURIComponent(name === '' ? 'amq.default' : name)}`;
  return <HistoryCharts path={path} plots={plots} />;
}
