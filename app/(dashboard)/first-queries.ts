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

/** A query of any data; queries of the library are bound to the type of their data. */
type AnyQuery = Parameters<QueryClient['prefetchQuery']>[0];

const asAny = (query: unknown): AnyQuery => query as AnyQuery;

/** What the first picture of each page shows, beside what is on every page. */
const onPage: Readonly<Record<string, (vhost: string) => readonly unknown[]>> = {
  '/': () => [listenersQuery],
  '/exchanges': (vhost) => [exchangesQuery(vhost)],
  '/queues': (vhost) => [queuesQuery(vhost)],
  '/messages': (vhost) => [queuesQuery(vhost)],
  '/connections': () => [connectionsQuery],
  '/channels': (vhost) => [channelsQuery(vhost)],
  '/consumers': (vhost) => [consumersQuery(vhost)],
  '/connect': (vhost) => [queuesQuery(vhost), listenersQuery],
  '/health': () => [
    overviewQuery,
    nodesQuery,
    diagnosisQuery,
    ...healthChecks.map(({ path }) => healthCheckQuery(path)),
  ],
  '/users': () => [usersQuery, permissionsQuery],
  '/policies': (vhost) => [policiesQuery('policies', vhost)],
  '/shovels': (vhost) => [shovelsQuery(vhost)],
  '/limits': () => [vhostLimitsQuery, userLimitsQuery],
};

const onEveryPage: readonly unknown[] = [vhostsQuery, ownPermissionsQuery, alarmsQuery];

/** Asks the broker for what the page shows first. What it refuses is asked for again in the browser, which says why. */
export async function askFirst(request: PageRequest) {
  const { pathname, searchParams } = new URL(`${request.origin}${request.url}`);
  const vhost = searchParams.get('vhost') ?? '/';
  const client = new QueryClient();
  const queries = [...onEveryPage, ...(onPage[pathname]?.(vhost) ?? [])];
  await Promise.all(queries.map((query) => client.prefetchQuery({ ...asAny(query), retry: false })));
  client.setQueryData(sessionKey, request.user);
  return dehydrate(client);
}
