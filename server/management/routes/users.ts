import { type Call, found, param, type Route } from '@/server/management/call';
import { listReply } from '@/server/management/list';
import { showReply } from '@/server/management/show';
import { permissionFields, permissionsOf, userFields } from '@/server/management/views/user-view';

export const userRoutes: readonly Route[] = [
  { path: 'users', access: 'administrator', methods: { GET: listUsers } },
  { path: 'users/:user', access: 'administrator', methods: { GET: showUser } },
  { path: 'users/:user/permissions', access: 'administrator', methods: { GET: listUserPermissions } },
  { path: 'permissions', access: 'administrator', methods: { GET: listPermissions } },
  { path: 'permissions/:vhost/:user', access: 'administrator', methods: { GET: showPermission } },
];

function userOf(call: Call) {
  return found(call.broker.access.users.get(param(call, 'user')));
}

function listUsers(call: Call) {
  return listReply(call, { things: [...call.broker.access.users.values()], fields: userFields });
}

function showUser(call: Call) {
  return showReply(call, userOf(call), userFields);
}

function listUserPermissions(call: Call) {
  return listReply(call, { things: permissionsOf(userOf(call)), fields: permissionFields });
}

function listPermissions(call: Call) {
  const things = [...call.broker.access.users.values()].flatMap(permissionsOf);
  return listReply(call, { things, fields: permissionFields });
}

function showPermission(call: Call) {
  const vhost = param(call, 'vhost');
  const granted = permissionsOf(userOf(call)).find((permission) => permission.vhost === vhost);
  return showReply(call, found(granted), permissionFields);
}
