import type { ReactNode } from 'react';
import { EntityLink } from '@/components/layout/entity-link';
import { Facts } from '@/components/ui/facts';
import type { TermName } from '@/components/ui/glossary';
import { Section } from '@/components/ui/section';
import { formatBytes, formatCount } from '@/lib/format';
import type { QueueDetails } from '@/lib/management-api';
import { queueRules } from '@/lib/queue-rules';

type Row = readonly [label: string, value: ReactNode, explained?: TermName];

/** RabbitMQ's default since 4.0. */
const QUORUM_DELIVERY_LIMIT = 20;

const overflows: Readonly<Record<string, string>> = {
  'drop-head': 'the oldest go',
  'reject-publish': 'the newest is refused',
  'reject-publish-dlx': 'the newest goes to the dead letter exchange',
};

/** What happens to messages that are not simply consumed, by arguments and policies together. */
export function QueueRulesSection({ queue }: { readonly queue: QueueDetails }) {
  const rows = rowsOf(queue);
  if (rows.length === 0) return null;
  return (
    <Section title="Rules">
      <Facts rows={rows} />
    </Section>
  );
}

function rowsOf(queue: QueueDetails): readonly Row[] {
  const rules = queueRules(queue);
  const rows: Row[] = [];
  const messages = queue.messages_ready ?? 0;
  if (rules.deadLetterExchange !== undefined) {
    rows.push(['Dead letters go to', <DeadLetterTarget key="dlx" queue={queue} />, 'dead letter exchange']);
  }
  if (rules.messageTtlMs !== undefined) rows.push(['Messages expire', `after ${duration(rules.messageTtlMs)}`, 'TTL']);
  if (rules.maxLength !== undefined) rows.push(['Ready messages', ofLimit(messages, rules.maxLength, formatCount)]);
  if (rules.maxLengthBytes !== undefined) {
    rows.push(['Bytes', ofLimit(queue.message_bytes_ready ?? 0, rules.maxLengthBytes, formatBytes)]);
  }
  if (rules.maxLength !== undefined || rules.maxLengthBytes !== undefined) {
    rows.push(['When full', overflows[rules.overflow ?? 'drop-head'] ?? rules.overflow, 'overflow']);
  }
  if (rules.maxAge !== undefined) rows.push(['Keeps messages', `for ${rules.maxAge}`]);
  if (queue.type === 'quorum') {
    const limit = rules.deliveryLimit ?? QUORUM_DELIVERY_LIMIT;
    rows.push(['Delivery limit', limit < 0 ? 'none' : formatCount(limit), 'delivery limit']);
  }
  if (rules.maxPriority !== undefined) rows.push(['Priorities', `0 to ${rules.maxPriority}`, 'priority']);
  if (rules.isSingleActive) {
    rows.push(['Active consumer', queue.single_active_consumer_tag ?? 'none yet', 'single active consumer']);
  }
  if (rules.expiresMs !== undefined) rows.push(['Goes away', `after ${duration(rules.expiresMs)} without use`]);
  return rows;
}

function DeadLetterTarget({ queue }: { readonly queue: QueueDetails }) {
  const { deadLetterExchange = '', deadLetterRoutingKey } = queueRules(queue);
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <EntityLink vhost={queue.vhost} kind="exchange" name={deadLetterExchange} />
      {deadLetterRoutingKey !== undefined && (
        <span>
          with <code className="font-mono">{deadLetterRoutingKey}</code>
        </span>
      )}
    </span>
  );
}

function ofLimit(now: number, limit: number, format: (value: number) => string): string {
  return `${format(now)} of at most ${format(limit)}`;
}

function duration(ms: number): string {
  const units = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'min'],
    [1000, 's'],
  ] as const;
  const unit = units.find(([size]) => ms >= size && ms % size === 0);
  return unit ? `${formatCount(ms / unit[0])} ${unit[1]}` : `${formatCount(ms)} ms`;
}
