import { queryOptions } from '@tanstack/react-query';
import { checkHealth, getDiagnosis, getOverview, listNodes } from '@/lib/admin-client';

const refetchInterval = 5000;

export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: ({ signal }) => getOverview(signal),
  refetchInterval,
});

export function healthCheckQuery(path: string) {
  return queryOptions({
    queryKey: ['health', path],
    queryFn: ({ signal }) => checkHealth(path, signal),
    refetchInterval,
  });
}

/** Whether publishers are blocked, and why. */
export const alarmsQuery = healthCheckQuery('local-alarms');

export const nodesQuery = queryOptions({
  queryKey: ['nodes'],
  queryFn: ({ signal }) => listNodes(signal),
  refetchInterval,
});

/** Rates are measured every five seconds. */
export const diagnosisQuery = queryOptions({
  queryKey: ['diagnosis'],
  queryFn: ({ signal }) => getDiagnosis(signal),
  refetchInterval: 10_000,
});
