import type {
  BrokerNode,
  HealthReply,
  ImportPreview,
  LogPage,
  Permission,
  PermissionPatterns,
  Policy,
  PolicyDeclaration,
  PolicyKind,
  TopicPermission,
  User,
  UserDeclaration,
  UserLimits,
  VHostLimits,
} from './admin-api';
import { ApiError, request } from './api-client';
import type { DiagnosedPlace, Diagnosis } from './diagnosis';
import type { Overview } from './management-api';

const segment = encodeURIComponent;

// Who may do what

/** What the signed-in user may do, by vhost. */
export function listOwnPermissions(signal?: AbortSignal): Promise<readonly Permission[]> {
  return request('/api/whoami/permissions', { signal });
}

export function listUsers(signal?: AbortSignal): Promise<readonly User[]> {
  return request('/api/users', { signal });
}

export function putUser(name: string, body: UserDeclaration): Promise<null> {
  return request(`/api/users/${segment(name)}`, { method: 'PUT', body });
}

export function deleteUsers(users: readonly string[]): Promise<null> {
  return request('/api/users/bulk-delete', { method: 'POST', body: { users } });
}

export function listPermissions(signal?: AbortSignal): Promise<readonly Permission[]> {
  return request('/api/permissions', { signal });
}

interface Grantee {
  readonly vhost: string;
  readonly user: string;
}

export function putPermission({ vhost, user }: Grantee, body: PermissionPatterns): Promise<null> {
  return request(`/api/permissions/${segment(vhost)}/${segment(user)}`, { method: 'PUT', body });
}

export function deletePermission({ vhost, user }: Grantee): Promise<null> {
  return request(`/api/permissions/${segment(vhost)}/${segment(user)}`, { method: 'DELETE' });
}

export function listTopicPermissions(signal?: AbortSignal): Promise<readonly TopicPermission[]> {
  return request('/api/topic-permissions', { signal });
}

export function putTopicPermission({ vhost, user, ...body }: TopicPermission): Promise<null> {
  return request(`/api/topic-permissions/${segment(vhost)}/${segment(user)}`, { method: 'PUT', body });
}

export function deleteTopicPermission({ vhost, user, exchange }: Omit<TopicPermission, 'write' | 'read'>) {
  const path = `/api/topic-permissions/${segment(vhost)}/${segment(user)}/${segment(exchange)}`;
  return request<null>(path, { method: 'DELETE' });
}

// Policies

export function listPolicies(kind: PolicyKind, vhost: string, signal?: AbortSignal): Promise<readonly Policy[]> {
  return request(`/api/${kind}/${segment(vhost)}`, { signal });
}

export interface PolicyRef {
  readonly kind: PolicyKind;
  readonly vhost: string;
  readonly name: string;
}

export function putPolicy({ kind, vhost, name }: PolicyRef, body: PolicyDeclaration): Promise<null> {
  return request(`/api/${kind}/${segment(vhost)}/${segment(name)}`, { method: 'PUT', body });
}

export function deletePolicy({ kind, vhost, name }: PolicyRef): Promise<null> {
  return request(`/api/${kind}/${segment(vhost)}/${segment(name)}`, { method: 'DELETE' });
}

// Limits

export function listVHostLimits(signal?: AbortSignal): Promise<readonly VHostLimits[]> {
  return request('/api/vhost-limits', { signal });
}

export function listUserLimits(signal?: AbortSignal): Promise<readonly UserLimits[]> {
  return request('/api/user-limits', { signal });
}

export interface LimitRef {
  readonly scope: 'vhost' | 'user';
  readonly of: string;
  readonly name: string;
}

/** Sets a limit, or takes it away with null. */
export function changeLimit({ scope, of, name }: LimitRef, value: number | null): Promise<null> {
  const path = `/api/${scope}-limits/${segment(of)}/${segment(name)}`;
  return value === null ? request(path, { method: 'DELETE' }) : request(path, { method: 'PUT', body: { value } });
}

// Definitions

function definitionsPath(vhost: string | null): string {
  return vhost === null ? '/api/definitions' : `/api/definitions/${segment(vhost)}`;
}

export function definitionsUrl(vhost: string | null): string {
  const name = vhost === null ? 'warren' : vhost === '/' ? 'default' : vhost;
  return `${definitionsPath(vhost)}?download=${segment(`${name}-definitions.json`)}`;
}

/** What an import would do, without doing it. */
export function previewDefinitions(vhost: string | null, document: unknown): Promise<ImportPreview> {
  return request(`${definitionsPath(vhost)}?dry_run=true`, { method: 'POST', body: document });
}

export function importDefinitions(vhost: string | null, document: unknown): Promise<null> {
  return request(definitionsPath(vhost), { method: 'POST', body: document });
}

// Log

/** The lines behind a number, of the last thousand. */
export function listLogLines(after: number, signal?: AbortSignal): Promise<LogPage> {
  return request(`/api/logs?after=${after}`, { signal });
}

// Health

export function getOverview(signal?: AbortSignal): Promise<Overview> {
  return request('/api/overview', { signal });
}

export function listNodes(signal?: AbortSignal): Promise<readonly BrokerNode[]> {
  return request('/api/nodes', { signal });
}

export function getDiagnosis(signal?: AbortSignal): Promise<Diagnosis> {
  return request('/api/diagnosis', { signal });
}

export function getDiagnosisOf(place: DiagnosedPlace, signal?: AbortSignal): Promise<Diagnosis> {
  const name = segment(place.kind === 'exchange' && place.name === '' ? 'amq.default' : place.name);
  const path = place.kind === 'connection' ? name : `${segment(place.vhost)}/${name}`;
  return request(`/api/${place.kind}s/${path}/diagnosis`, { signal });
}

/** A failed check answers 503: that is a result as well, and not an error. */
export async function checkHealth(check: string, signal?: AbortSignal): Promise<HealthReply> {
  try {
    return await request(`/api/health/checks/${check}`, { signal });
  } catch (failure) {
    if (!(failure instanceof ApiError) || failure.status !== 503 || failure.error === 'recovering') throw failure;
    return { ...(failure.body as HealthReply), status: 'failed', reason: failure.reason };
  }
}
