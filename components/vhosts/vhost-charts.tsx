'use client';

import { HistoryCharts } from '@/components/charts/history-charts';
import { messagePlots } from '@/components/charts/message-plots';

const plots = messagePlots('in', 'out');

/** How many messages were in a vhost, and what went through it. */
export function VHostCharts({ name }: { readonly name: string }) {
  return <HistoryCharts path={`/api/vhosts/${encodeURIComponent(name)}`} plots={plots} />;
}
