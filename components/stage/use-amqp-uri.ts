'use client';

import { useQuery } from '@tanstack/react-query';
import { useSession } from '@/components/session/use-session';
import { useOrigin } from '@/components/ui/visit';
import { listenersQuery } from './listeners-query';

const DEFAULT_PORT = 5672;

/** The address for a client beside this browser, without the password: that goes after the user. */
export function useAmqpUri(vhost: string): string {
  const { data: overview } = useQuery(listenersQuery);
  const { data: user } = useSession();
  const { hostname } = new URL(useOrigin());
  const port = overview?.listeners?.find(({ protocol }) => protocol === 'amqp')?.port ?? DEFAULT_PORT;
  const path = vhost === '/' ? '' : `/${encodeURIComponent(vhost)}`;
  return `amqp://${encodeURIComponent(user?.name ?? 'guest')}@${hostname}:${port}${path}`;
}
