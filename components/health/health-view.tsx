'use client';

import { useQueries, useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleHelp, CircleX } from 'lucide-react';
import { ScrollPage } from '@/components/layout/scroll-page';
import { useVHost } from '@/components/layout/use-vhost';
import { useReachability } from '@/components/session/reachability';
import { useRights } from '@/components/session/use-rights';
import { Facts } from '@/components/ui/facts';
import { Section } from '@/components/ui/section';
import type { HealthReply } from '@/lib/admin-api';
import { formatCount } from '@/lib/format';
import { DiagnosisSection } from './diagnosis-section';
import { type HealthCheck, healthChecks } from './health-checks';
import { healthCheckQuery, overviewQuery } from './health-queries';
import { NodeHealth } from './node-health';

/** Whether the broker is well, and what to do if it is not. */
export function HealthView() {
  const [vhost] = useVHost();
  const { isMonitor } = useRights(vhost);
  const { data: overview } = useQuery(overviewQuery);
  const results = useQueries({ queries: healthChecks.map(({ path }) => healthCheckQuery(path)) });
  const failed = results.filter(({ data }) => data !== undefined && data.status !== 'ok').length;
  const isKnown = results.every(({ data }) => data !== undefined);
  const isReachable = useReachability((state) => state.isReachable);
  const totals = overview?.object_totals;
  return (
    <ScrollPage title="Health" intro={<p role="status">{isReachable ? verdict(isKnown, failed) : NO_ANSWER}</p>}>
      <ul aria-label="Checks" className="divide-y rounded-lg border bg-card">
        {healthChecks.map((check, i) => (
          <CheckRow key={check.path} check={check} reply={results[i]?.data} error={results[i]?.error ?? null} />
        ))}
      </ul>
      <DiagnosisSection />
      {isMonitor && <NodeHealth />}
      {overview && (
        <Section title="Broker">
          <Facts
            rows={[
              ['Name', overview.cluster_name ?? overview.node],
              ['Product', `${overview.product_name ?? 'RabbitMQ'} ${overview.product_version ?? ''}`],
              ['Speaks the API of', <ApiLink key="api" version={overview.rabbitmq_version} />],
              ['Listens on', listenersText(overview.listeners ?? [])],
              ...(totals
                ? ([
                    ['Connections', formatCount(totals.connections)],
                    ['Channels', formatCount(totals.channels)],
                    ['Exchanges', formatCount(totals.exchanges)],
                    ['Queues', formatCount(totals.queues)],
                    ['Consumers', formatCount(totals.consumers)],
                  ] as const)
                : []),
            ]}
          />
        </Section>
      )}
    </ScrollPage>
  );
}

const NO_ANSWER = 'The broker does not answer. This is what it said last.';

/** The API describes itself on a page of its own. */
function ApiLink({ version }: { readonly version: string }) {
  return (
    <>
      RabbitMQ {version}:{' '}
      <a href="/api/" target="_blank" rel="noreferrer" className="underline underline-offset-3">
        what it can do<span className="sr-only"> (opens in a new tab)</span>
      </a>
    </>
  );
}

function verdict(isKnown: boolean, failed: number): string {
  if (failed > 0) return `${failed} of ${healthChecks.length} checks failed.`;
  return isKnown ? 'All checks pass.' : 'Checking.';
}

function listenersText(listeners: readonly { readonly protocol: string; readonly port: number }[]): string {
  return listeners.map(({ protocol, port }) => `${protocol} ${port}`).join(', ') || 'not said';
}

interface CheckRowProps {
  readonly check: HealthCheck;
  readonly reply: HealthReply | undefined;
  readonly error: Error | null;
}

function CheckRow({ check, reply, error }: CheckRowProps) {
  const isGood = reply?.status === 'ok';
  const Icon = reply === undefined ? CircleHelp : isGood ? CircleCheck : CircleX;
  const tone = reply === undefined ? 'text-muted-foreground' : isGood ? 'text-success' : 'text-destructive';
  return (
    <li className="flex gap-3 px-4 py-3">
      <Icon aria-hidden className={`mt-0.5 size-4.5 shrink-0 ${tone}`} />
      <div className="min-w-0">
        <p className="font-medium text-sm">
          {check.title}
          <span className="sr-only">{reply === undefined ? ': not known' : isGood ? ': passed' : ': failed'}</span>
        </p>
        <p className="text-muted-foreground text-sm">
          {reply === undefined
            ? (error?.message ?? 'Checking.')
            : isGood
              ? check.good
              : `${reply.reason}. ${check.remedy}`}
        </p>
      </div>
    </li>
  );
}
