import { PageLink } from '@/components/layout/page-link';
import { Badge } from '@/components/ui/badge';
import { EmptyState } from '@/components/ui/empty-state';
import { formatArgument } from '@/lib/format';
import type { ConsumerDetails } from '@/lib/management-api';

export function QueueConsumers({ consumers }: { readonly consumers: readonly ConsumerDetails[] }) {
  if (consumers.length === 0) {
    return (
      <EmptyState compact title="No consumers">
        Messages wait in the queue until a client consumes from it.
      </EmptyState>
    );
  }
  return (
    <ul className="divide-y rounded-md border bg-card">
      {consumers.map((consumer) => (
        <ConsumerRow key={`${consumer.consumer_tag} ${channelOf(consumer)?.name}`} consumer={consumer} />
      ))}
    </ul>
  );
}

function channelOf({ channel_details }: ConsumerDetails) {
  return 'name' in channel_details ? channel_details : null;
}

function ConsumerRow({ consumer }: { readonly consumer: ConsumerDetails }) {
  const channel = channelOf(consumer);
  const priority = consumer.arguments['x-priority'];
  const offset = consumer.arguments['x-stream-offset'];
  return (
    <li className="flex flex-col gap-1 px-3 py-2">
      <div className="flex flex-wrap items-center gap-1.5">
        <span aria-hidden className="size-2 rounded-full bg-consumer" />
        <span className="min-w-0 truncate font-mono text-[0.8125rem]">{consumer.consumer_tag}</span>
        <span className="ml-auto flex gap-1">
          <Badge tone="consumer">{consumer.ack_required ? 'manual ack' : 'automatic ack'}</Badge>
          <Badge tone="unacked">
            {consumer.prefetch_count === 0 ? 'no prefetch limit' : `prefetch ${consumer.prefetch_count}`}
          </Badge>
          {consumer.exclusive && <Badge>exclusive</Badge>}
          {typeof priority === 'number' && <Badge>priority {priority}</Badge>}
          {consumer.activity_status === 'waiting' && <Badge tone="outline">waits its turn</Badge>}
          {offset !== undefined && <Badge tone="queue">from {formatArgument(offset)}</Badge>}
        </span>
      </div>
      {channel && (
        <p className="text-muted-foreground text-xs">
          {channel.user} on{' '}
          <PageLink
            href={`/connections?${new URLSearchParams({ vhost: consumer.queue.vhost, selected: channel.connection_name })}`}
            className="font-mono underline decoration-border underline-offset-3 hover:decoration-current"
          >
            {channel.name}
          </PageLink>
        </p>
      )}
    </li>
  );
}
