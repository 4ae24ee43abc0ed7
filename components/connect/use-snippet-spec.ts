'use client';

import { useQuery } from '@tanstack/react-query';
import { exchangeQuery } from '@/components/exchanges/exchange-queries';
import { useVHost } from '@/components/layout/use-vhost';
import { queueQuery } from '@/components/queues/queue-queries';
import { useSession } from '@/components/session/use-session';
import { listenersQuery } from '@/components/stage/listeners-query';
import { useOrigin } from '@/components/ui/visit';
import { greeting, type SnippetExchange, type SnippetSpec } from '@/lib/snippets/snippet';
import type { ConnectState } from './use-connect-state';

const defaultPort = 5672;

/** Where and as whom a program connects; null until the broker has told. */
export function useSnippetHome(): Pick<SnippetSpec, 'host' | 'port' | 'httpUrl' | 'user'> | null {
  const { data: user } = useSession();
  const { data: overview } = useQuery(listenersQuery);
  const origin = useOrigin();
  if (!overview || !user) return null;
  return {
    host: new URL(origin).hostname,
    port: overview.listeners?.find(({ protocol }) => protocol === 'amqp')?.port ?? defaultPort,
    httpUrl: origin,
    user: user.name,
  };
}

/** What the broker knows of an exchange; until it has told, and of one that is not there, what most are. */
export function useSnippetExchange(vhost: string, name: string): SnippetExchange {
  const { data } = useQuery({ ...exchangeQuery({ vhost, name }), enabled: name !== '' });
  return {
    name,
    type: data?.type ?? 'direct',
    durable: data?.durable ?? true,
    arguments: data?.arguments ?? {},
  };
}

/** What the form says, with what the broker knows of the exchange and the queue; null until it has told. */
export function useSnippetSpec({
  values,
  isNewQueue,
  isPending,
}: Pick<ConnectState, 'values' | 'isNewQueue' | 'isPending'>): SnippetSpec | null {
  const [vhost] = useVHost();
  const home = useSnippetHome();
  const exchange = useSnippetExchange(vhost, values.exchange);
  const name = values.queue;
  const { data: queue } = useQuery({
    ...queueQuery({ vhost, name: name ?? '' }),
    enabled: name !== null && !isNewQueue && !isPending,
  });
  if (home === null || (name !== null && isPending)) return null;
  return {
    ...home,
    role: values.role,
    vhost,
    exchange,
    routingKey: values.key ?? (values.exchange === '' ? (name ?? '') : ''),
    queue:
      name === null
        ? null
        : {
            name,
            type: queue?.type ?? 'classic',
            durable: queue?.durable ?? true,
            arguments: queue?.arguments ?? {},
            isNew: isNewQueue,
          },
    message: greeting,
    prefetch: Math.max(0, Math.min(65_535, values.prefetch)),
  };
}
