import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { PlaceFindings } from '@/components/health/place-findings';
import { ArgumentsFacts } from '@/components/messages/arguments-facts';
import { Facts } from '@/components/ui/facts';
import { Section } from '@/components/ui/section';
import { Stat, StatGrid } from '@/components/ui/stat';
import { Term } from '@/components/ui/term';
import { formatBytes, formatCompact, formatCount, formatRate } from '@/lib/format';
import type { QueueDetails, QueueFates } from '@/lib/management-api';
import { DepthBar } from './depth-bar';
import { QueueRulesSection } from './queue-rules-section';

const QueueCharts = dynamic(() => import('./queue-charts').then((module) => module.QueueCharts), { ssr: false });

export interface QueueOverviewProps {
  readonly queue: QueueDetails;
  readonly actions: ReactNode;
}

export function QueueOverview({ queue, actions }: QueueOverviewProps) {
  const ready = queue.messages_ready ?? 0;
  const unacked = queue.messages_unacknowledged ?? 0;
  const stats = queue.message_stats;
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-col gap-2">
        <StatGrid>
          <Stat label={<Term name="ready">Ready</Term>} value={formatCompact(ready)} markClassName="bg-queue" />
          <Stat label={<Term name="unacked">Unacked</Term>} value={formatCompact(unacked)} markClassName="bg-unacked" />
          <Stat label="Total" value={formatCompact(queue.messages ?? ready + unacked)} />
          <Stat label="Consumers" value={formatCompact(queue.consumers ?? 0)} markClassName="bg-consumer" />
        </StatGrid>
        <DepthBar ready={ready} unacked={unacked} />
      </div>
      <div className="flex flex-wrap gap-2">{actions}</div>
      <PlaceFindings place={{ kind: 'queue', vhost: queue.vhost, name: queue.name }} />
      <QueueCharts vhost={queue.vhost} name={queue.name} />
      <Section title="Rates">
        <Facts
          rows={[
            ['Published', formatRate(stats?.publish_details?.rate ?? 0)],
            ['Delivered', formatRate(stats?.deliver_get_details?.rate ?? 0)],
            ['Acknowledged', formatRate(stats?.ack_details?.rate ?? 0), 'acknowledge'],
            ['Redelivered', formatRate(stats?.redeliver_details?.rate ?? 0), 'redelivered'],
          ]}
        />
      </Section>
      {queue.fates && <NotConsumed fates={queue.fates} />}
      <QueueRulesSection queue={queue} />
      <Section title="Properties">
        <Facts
          rows={[
            ['Type', queue.type],
            ['Durable', queue.durable ? 'yes, it survives a restart' : 'no, it goes with a restart', 'durable'],
            ['Auto-delete', queue.auto_delete ? 'yes, with its last consumer' : 'no'],
            [
              'Exclusive',
              queue.exclusive ? `yes${queue.owner_pid_details ? `, to ${queue.owner_pid_details.name}` : ''}` : 'no',
            ],
            ['State', queue.state ?? 'unknown'],
            ...(queue.policy ? ([['Policy', queue.policy]] as const) : []),
            ...(queue.message_bytes === undefined
              ? []
              : ([['Message bytes', formatBytes(queue.message_bytes)]] as const)),
          ]}
        />
      </Section>
      <Section title="Arguments">
        <ArgumentsFacts values={queue.arguments} />
      </Section>
    </div>
  );
}

const fateRows = [
  ['expired', 'Expired', 'expired'],
  ['dropped', 'Dropped, the queue was too long', 'dropped'],
  ['refused', 'Refused, the queue was full', 'refused'],
  ['rejected', 'Rejected by consumers', 'rejected'],
  ['delivery_limit', 'Came back too often', 'delivery limit'],
  ['dead_lettered', 'Of all these dead-lettered', 'dead-lettered'],
] as const;

/** What became of messages that nobody consumed. */
function NotConsumed({ fates }: { readonly fates: QueueFates }) {
  const rows = fateRows.filter(([fate]) => fates[fate] > 0);
  return (
    <Section title="Not consumed">
      <Facts rows={rows.map(([fate, label, term]) => [label, formatCount(fates[fate]), term] as const)} />
    </Section>
  );
}
