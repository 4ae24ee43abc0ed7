import { assertShort, type Body, readBody, stringOf } from '@/server/management/body';
import { type Call, found, param, type Route, vhostOf } from '@/server/management/call';
import { badRequest } from '@/server/management/http-error';
import { listReply } from '@/server/management/list';
import { empty, putReply } from '@/server/management/reply';
import { showReply } from '@/server/management/show';
import { permissionFields, permissionsOf } from '@/server/management/views/user-view';
import { vhostFields } from '@/server/management/views/vhost-view';
import { visibleVHosts } from '@/server/management/visibility';

export const vhostRoutes: readonly Route[] = [
  { path: 'vhosts', access: 'management', methods: { GET: listVHosts } },
  {
    path: 'vhosts/:vhost',
    access: 'management',
    writeAccess: 'administrator',
    methods: { GET: showVHost, PUT: putVHost, DELETE: deleteVHost },
  },
  { path: 'vhosts/:vhost/permissions', access: 'administrator', methods: { GET: listPermissions } },
];

function listVHosts(call: Call) {
  return listReply(call, { things: visibleVHosts(call), fields: vhostFields, nameOf: (vhost) => vhost.name });
}

function showVHost(call: Call) {
  const name = param(call, 'vhost');
  return showReply(call, found(visibleVHosts(call).find((vhost) => vhost.name === name)), vhostFields);
}

/** Who creates a vhost may do everything in it (RabbitMQ). A PUT without a description takes it away. */
function putVHost(call: Call) {
  const { broker, user } = call;
  const name = param(call, 'vhost');
  assertShort('vhost', name);
  const body = readBody(call);
  const description = stringOf(body, 'description', '');
  const tags = tagsOf(body);
  const existing = broker.vhosts.get(name);
  if (existing) {
    existing.description = description;
    existing.tags = tags;
  } else {
    broker.addVHost(name, description, tags);
    broker.access.setPermission(user, name, { configure: '.*', write: '.*', read: '.*' });
  }
  return putReply(existing !== undefined);
}

/** A list, or a text with commas. */
function tagsOf(body: Body): readonly string[] {
  const given = body['tags'] ?? '';
  const list: unknown = typeof given === 'string' ? given.split(',') : given;
  if (!Array.isArray(list) || !list.every((tag) => typeof tag === 'string')) throw badRequest('not_list: tags');
  return list.map((tag: string) => tag.trim()).filter((tag) => tag !== '');
}

function deleteVHost(call: Call) {
  call.broker.removeVHost(vhostOf(call));
  call.broker.endTurn();
  return empty(204);
}

function listPermissions(call: Call) {
  const { name } = vhostOf(call);
  const all = [...call.broker.access.users.values()].flatMap(permissionsOf);
  return listReply(call, { things: all.filter(({ vhost }) => vhost === name), fields: permissionFields });
}
