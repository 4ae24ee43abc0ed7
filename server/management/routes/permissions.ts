import { z } from 'zod';
import type { User } from '@/server/broker/user';
import { CompiledPermission } from '@/server/broker/user';
import { parseBody } from '@/server/management/body-schema';
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

const permissionBody = z.object({
  configure: pattern('configure'),
  write: pattern('write'),
  read: pattern('read'),
});

const topicPermissionBody = z.object({
  exchange: z.string({ error: 'not_string: exchange' }),
  write: pattern('write'),
  read: pattern('read'),
});

/** A regular expression; its fault is named by what the pattern is and what is wrong. */
function pattern(key: string) {
  return z.string({ error: `not_string: ${key}` }).superRefine((value, context) => {
    try {
      new CompiledPermission({ configure: value, write: '', read: '' });
    } catch (failure) {
      context.addIssue(`invalid_regexp: ${key}: ${(failure as Error).message}`);
    }
  });
}

export const permissionRoutes: readonly Route[] = [
  { path: 'permissions', methods: { GET: listOf((call) => ofAll(call, permissionsOf)) } },
  { path: 'users/:user/permissions', methods: { GET: listOf((call) => permissionsOf(userOf(call))) } },
  { path: 'vhosts/:vhost/permissions', methods: { GET: listOf((call) => ofVHost(call, permissionsOf)) } },
  {
    path: 'permissions/:vhost/:user',
    methods: { GET: showPermission, PUT: putPermission, DELETE: deletePermission },
    bodies: { PUT: permissionBody },
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
    bodies: { PUT: topicPermissionBody },
  },
  {
    path: 'topic-permissions/:vhost/:user/:exchange',
    methods: { GET: topicListOf(grantedTopic), PUT: putTopicPermission, DELETE: deleteTopicPermission },
    bodies: { PUT: topicPermissionBody },
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
  const permission = parseBody(call, permissionBody);
  const user = granteeOf(call);
  const vhost = param(call, 'vhost');
  const existed = user.permissions.has(vhost);
  call.broker.access.setPermission(user, vhost, permission);
  return putReply(existed);
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
  const { exchange, ...permission } = parseBody(call, topicPermissionBody);
  const user = granteeOf(call);
  const vhost = param(call, 'vhost');
  const existed = user.topicPermissions.has(vhost);
  call.broker.access.setTopicPermission(user, vhost, exchange, permission);
  return putReply(existed);
}

function deleteTopicPermission(call: Call) {
  grantedTopics(call);
  call.broker.access.clearTopicPermission(userOf(call), param(call, 'vhost'), call.params['exchange'] ?? null);
  return empty(204);
}
