'use client';

import { HistoryCharts } from '@/components/charts/history-charts';
import { messagePlots } from '@/components/charts/message-plots';

const plots = messagePlots('published', 'delivered');

/** How full a queue was, and what went through it. */
export function QueueCharts({ vhost, name }: { readonly vhost: string; readonly name: string }) {
  return <HistoryCharts path={`/api/queues/${encodeURIComponent(vhost)}/${encodeURIComponent(name)}`} plots={plots} />;
}
