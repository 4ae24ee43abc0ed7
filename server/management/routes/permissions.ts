import type { User } from '@/server/broker/user';
import { CompiledPermission } from '@/server/broker/user';
import { type Body, readBody, requireKeys } from '@/server/management/body';
import { type Call, found, type Handler, param, type Route, vhostOf } from '@/server/management/call';
import { badRequest } from '@/server/management/http-error';
import { listReply } from '@/server/management/list';
import { empty, putReply } from '@/server/management/reply';
import { showReply } from '@/server/management/show';
import {
  type GrantedPermission,
  type GrantedTopicPermission,
  permissionFields,
  permissionsOf,
  topicPermissionFields,
  topicPermissionsOf,
} from '@/server/management/views/user-view';
import { userOf } from './users';

const listOf =
  (things: (call: Call) => readonly GrantedPermission[]): Handler =>
  (call) =>
    listReply(call, { things: things(call), fields: permissionFields });

const topicListOf =
  (things: (call: Call) => readonly GrantedTopicPermission[]): Handler =>
  (call) =>
    listReply(call, { things: things(call), fields: topicPermissionFields });

const ofAll = <T>(call: Call, grants: (user: User) => readonly T[]): T[] =>
  [...call.broker.access.users.values()].flatMap((user) => grants(user));

function ofVHost<T extends { readonly vhost: string }>(call: Call, grants: (user: User) => readonly T[]): T[] {
  const { name } = vhostOf(call);
  return ofAll(call, grants).filter(({ vhost }) => vhost === name);
}

export const permissionRoutes: readonly Route[] = [
  { path: 'permissions', methods: { GET: listOf((call) => ofAll(call, permissionsOf)) } },
  { path: 'users/:user/permissions', methods: { GET: listOf((call) => permissionsOf(userOf(call))) } },
  { path: 'vhosts/:vhost/permissions', methods: { GET: listOf((call) => ofVHost(call, permissionsOf)) } },
  {
    path: 'permissions/:vhost/:user',
    methods: { GET: showPermission, PUT: putPermission, DELETE: deletePermission },
  },
  { path: 'topic-permissions', methods: { GET: topicListOf((call) => ofAll(call, topicPermissionsOf)) } },
  { path: 'users/:user/topic-permissions', methods: { GET: topicListOf((call) => topicPermissionsOf(userOf(call))) } },
  {
    path: 'vhosts/:vhost/topic-permissions',
    methods: { GET: topicListOf((call) => ofVHost(call, topicPermissionsOf)) },
  },
  {
    path: 'topic-permissions/:vhost/:user',
    methods: { GET: topicListOf(grantedTopics), PUT: putTopicPermission, DELETE: deleteTopicPermission },
  },
  {
    path: 'topic-permissions/:vhost/:user/:exchange',
    methods: { GET: topicListOf(grantedTopic), PUT: putTopicPermission, DELETE: deleteTopicPermission },
  },
].map((route) => ({ ...route, access: 'administrator' }));

function granted(call: Call): GrantedPermission {
  const vhost = param(call, 'vhost');
  return found(permissionsOf(userOf(call)).find((permission) => permission.vhost === vhost));
}

function showPermission(call: Call) {
  return showReply(call, granted(call), permissionFields);
}

/** The user to whom something is to be granted in the vhost of the path. */
function granteeOf(call: Call): User {
  const user = call.broker.access.users.get(param(call, 'user'));
  if (!user || !call.broker.vhosts.has(param(call, 'vhost'))) throw badRequest('vhost_or_user_not_found');
  return user;
}

function putPermission(call: Call) {
  const body = readBody(call);
  requireKeys(body, ['configure', 'write', 'read']);
  const user = granteeOf(call);
  const vhost = param(call, 'vhost');
  const permission = {
    configure: patternOf(body, 'configure'),
    write: patternOf(body, 'write'),
    read: patternOf(body, 'read'),
  };
  const existed = user.permissions.has(vhost);
  call.broker.access.setPermission(user, vhost, permission);
  return putReply(existed);
}

/** A regular expression; its fault is named by what the pattern is and what is wrong. */
function patternOf(body: Body, key: string): string {
  const pattern = body[key];
  if (typeof pattern !== 'string') throw badRequest(`not_string: ${key}`);
  try {
    new CompiledPermission({ configure: pattern, write: '', read: '' });
    return pattern;
  } catch (failure) {
    throw badRequest(`invalid_regexp: ${key}: ${(failure as Error).message}`);
  }
}

function deletePermission(call: Call) {
  const { vhost } = granted(call);
  call.broker.access.clearPermission(userOf(call), vhost);
  return empty(204);
}

/** Nothing at all in the vhost is not found. */
function grantedTopics(call: Call): GrantedTopicPermission[] {
  const vhost = param(call, 'vhost');
  const topics = topicPermissionsOf(userOf(call)).filter((permission) => permission.vhost === vhost);
  return found(topics.length > 0 ? topics : undefined);
}

function grantedTopic(call: Call): GrantedTopicPermission[] {
  const exchange = param(call, 'exchange');
  return grantedTopics(call).filter((permission) => permission.exchange === exchange);
}

/** Existing means: any topic permission of the user in the vhost (RabbitMQ). */
function putTopicPermission(call: Call) {
  const body = readBody(call);
  requireKeys(body, ['exchange', 'write', 'read']);
  const user = granteeOf(call);
  const vhost = param(call, 'vhost');
  const exchange = body['exchange'];
  if (typeof exchange !== 'string') throw badRequest('not_string: exchange');
  const existed = user.topicPermissions.has(vhost);
  const permission = { write: patternOf(body, 'write'), read: patternOf(body, 'read') };
  call.broker.access.setTopicPermission(user, vhost, exchange, permission);
  return putReply(existed);
}

function deleteTopicPermission(call: Call) {
  grantedTopics(call);
  call.broker.access.clearTopicPermission(userOf(call), param(call, 'vhost'), call.params['exchange'] ?? null);
  return empty(204);
}
