import { queryOptions } from '@tanstack/react-query';
import type { PolicyKind } from '@/lib/admin-api';
import {
  listPermissions,
  listPolicies,
  listTopicPermissions,
  listUserLimits,
  listUsers,
  listVHostLimits,
} from '@/lib/admin-client';
import { vhostKey } from './vhost-queries';

const refetchInterval = 5000;

export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: ({ signal }) => listUsers(signal),
  refetchInterval,
});

export const permissionsQuery = queryOptions({
  queryKey: ['permissions'],
  queryFn: ({ signal }) => listPermissions(signal),
  refetchInterval,
});

export const topicPermissionsQuery = queryOptions({
  queryKey: ['topic-permissions'],
  queryFn: ({ signal }) => listTopicPermissions(signal),
  refetchInterval,
});

export const vhostLimitsQuery = queryOptions({
  queryKey: ['vhost-limits'],
  queryFn: ({ signal }) => listVHostLimits(signal),
  refetchInterval,
});

export const userLimitsQuery = queryOptions({
  queryKey: ['user-limits'],
  queryFn: ({ signal }) => listUserLimits(signal),
  refetchInterval,
});

export function policiesQuery(kind: PolicyKind, vhost: string) {
  return queryOptions({
    queryKey: [...vhostKey(vhost), kind],
    queryFn: ({ signal }) => listPolicies(kind, vhost, signal),
    refetchInterval,
  });
}
