'use client';

import { useQuery } from '@tanstack/react-query';
import { exchangesQuery } from '@/components/exchanges/exchange-queries';
import { useVHost } from '@/components/layout/use-vhost';
import { queuesQuery } from '@/components/queues/queue-queries';
import { useSession } from '@/components/session/use-session';
import { listenersQuery } from '@/components/stage/listeners-query';
import type { SnippetSpec } from '@/lib/snippets/snippet';
import type { ConnectValues } from './use-connect-state';

const defaultPort = 5672;

/** What the form says, with what the broker knows of the exchange and the queue; null until it has told. */
export function useSnippetSpec(values: ConnectValues): SnippetSpec | null {
  const [vhost] = useVHost();
  const { data: user } = useSession();
  const { data: overview } = useQuery(listenersQuery);
  const { data: exchanges = [] } = useQuery(exchangesQuery(vhost));
  const { data: queues = [] } = useQuery(queuesQuery(vhost));
  if (!overview || !user) return null;
  const exchange = exchanges.find(({ name }) => name === values.exchange);
  const queue = queues.find(({ name }) => name === values.queue);
  return {
    role: values.role,
    host: window.location.hostname,
    port: overview.listeners?.find(({ protocol }) => protocol === 'amqp')?.port ?? defaultPort,
    httpUrl: window.location.origin,
    vhost,
    user: user.name,
    exchange: {
      name: values.exchange,
      type: exchange?.type ?? 'direct',
      durable: exchange?.durable ?? true,
      arguments: exchange?.arguments ?? {},
    },
    routingKey: values.key ?? (values.exchange === '' ? (values.queue ?? '') : ''),
    queue:
      values.queue === null
        ? null
        : {
            name: values.queue,
            type: queue?.type ?? 'classic',
            durable: queue?.durable ?? true,
            arguments: queue?.arguments ?? {},
          },
    prefetch: Math.max(0, Math.min(65_535, values.prefetch)),
  };
}
