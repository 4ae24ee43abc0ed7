import { ExchangeIcon } from '@/components/exchanges/exchange-icon';
import { QueueIcon } from '@/components/queues/queue-icon';
import { exchangeLabel } from '@/lib/amqp-names';
import { PageLink } from './page-link';

export interface EntityLinkProps {
  readonly vhost: string;
  readonly kind: 'queue' | 'exchange';
  readonly name: string;
}

export function EntityLink({ vhost, kind, name }: EntityLinkProps) {
  const query = new URLSearchParams({ vhost, selected: name });
  return (
    <PageLink
      href={`/${kind}s?${query}`}
      className="inline-flex min-h-6 max-w-full items-center gap-1.5 rounded-sm font-mono text-[0.8125rem] underline decoration-border underline-offset-3 hover:decoration-current"
    >
      {kind === 'queue' ? (
        <QueueIcon className="shrink-0 text-queue" />
      ) : (
        <ExchangeIcon type={name === '' ? 'default' : undefined} className="shrink-0 text-exchange" />
      )}
      <span className="truncate">{exchangeLabel(name)}</span>
    </PageLink>
  );
}
