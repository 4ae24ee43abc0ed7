import { dehydrate, QueryClient } from '@tanstack/react-query';
import { channelsQuery, connectionsQuery, consumersQuery } from '@/components/connections/connection-queries';
import { exchangesQuery } from '@/components/exchanges/exchange-queries';
import { healthChecks } from '@/components/health/health-checks';
import {
  alarmsQuery,
  diagnosisQuery,
  healthCheckQuery,
  nodesQuery,
  overviewQuery,
} from '@/components/health/health-queries';
import { queuesQuery } from '@/components/queues/queue-queries';
import {
  permissionsQuery,
  policiesQuery,
  userLimitsQuery,
  usersQuery,
  vhostLimitsQuery,
} from '@/components/session/admin-queries';
import { ownPermissionsQuery, sessionKey } from '@/components/session/session-queries';
import { vhostsQuery } from '@/components/session/vhost-queries';
import { shovelsQuery } from '@/components/shovels/shovel-queries';
import { listenersQuery } from '@/components/stage/listeners-query';
import type { PageRequest } from '@/lib/page-request';

type Ask = QueryClient['prefetchQuery'];

/** What the first picture of each page shows, beside what is on every page. */
const onPage: Readonly<Record<string, (ask: Ask, vhost: string) => readonly Promise<void>[]>> = {
  '/': (ask) => [ask(listenersQuery)],
  '/exchanges': (ask, vhost) => [ask(exchangesQuery(vhost))],
  '/queues': (ask, vhost) => [ask(queuesQuery(vhost))],
  '/messages': (ask, vhost) => [ask(queuesQuery(vhost))],
  '/connections': (ask) => [ask(connectionsQuery)],
  '/channels': (ask, vhost) => [ask(channelsQuery(vhost))],
  '/consumers': (ask, vhost) => [ask(consumersQuery(vhost))],
  '/connect': (ask, vhost) => [ask(queuesQuery(vhost)), ask(listenersQuery)],
  '/health': (ask) => [
    ask(overviewQuery),
    ask(nodesQuery),
    ask(diagnosisQuery),
    ...healthChecks.map(({ path }) => ask(healthCheckQuery(path))),
  ],
  '/users': (ask) => [ask(usersQuery), ask(permissionsQuery)],
  '/policies': (ask, vhost) => [ask(policiesQuery('policies', vhost))],
  '/shovels': (ask, vhost) => [ask(shovelsQuery(vhost))],
  '/limits': (ask) => [ask(vhostLimitsQuery), ask(userLimitsQuery)],
};

/** The virtual host that the page is about. */
export function vhostOf({ url, origin }: PageRequest): string {
  return new URL(`${origin}${url}`).searchParams.get('vhost') ?? '/';
}

/** Asks the broker for what the page shows first. What it refuses is asked for again in the browser, which says why. */
export async function askFirst(request: PageRequest) {
  const { pathname } = new URL(`${request.origin}${request.url}`);
  const client = new QueryClient();
  const ask: Ask = (query) => client.prefetchQuery(query);
  const onThisPage = onPage[pathname]?.(ask, vhostOf(request)) ?? [];
  await Promise.all([ask(vhostsQuery), ask(ownPermissionsQuery), ask(alarmsQuery), ...onThisPage]);
  client.setQueryData(sessionKey, request.user);
  return dehydrate(client);
}
