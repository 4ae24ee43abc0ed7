'use client';

import { HistoryCharts, type HistoryPlot } from '@/components/charts/history-charts';
import { formatBytes } from '@/lib/format';
import type { Connection } from '@/lib/management-api';

const plots: readonly HistoryPlot<Connection>[] = [
  {
    title: 'Bytes a second',
    format: formatBytes,
    lines: [
      { label: 'from client', colour: '--producer', kind: 'rate', read: (connection) => connection.recv_oct_details },
      {
        label: 'to client',
        colour: '--consumer',
        isDashed: true,
        kind: 'rate',
        read: (connection) => connection.send_oct_details,
      },
    ],
  },
];

/** What went over a connection, both ways. */
export function ConnectionCharts({ name }: { readonly name: string }) {
  return <HistoryCharts path={`/api/connections/${encodeURIComponent(name)}`} plots={plots} />;
}
