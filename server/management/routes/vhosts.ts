import { z } from 'zod';
import type { VHost } from '@/server/broker/vhost';
import { assertShort } from '@/server/management/body';
import { boolean, parseBody, tags, textOr } from '@/server/management/body-schema';
import { type Call, param, type Route, vhostOf } from '@/server/management/call';
import { badRequest, HttpError } from '@/server/management/http-error';
import { listReply } from '@/server/management/list';
import { empty, json, putReply } from '@/server/management/reply';
import { showReply } from '@/server/management/show';
import { readTotals } from '@/server/management/vhost-meters';
import { countVHosts, vhostFields } from '@/server/management/views/vhost-view';
import { visibleVHosts } from '@/server/management/visibility';

const vhostBody = z.object({
  description: textOr(''),
  tags,
  default_queue_type: textOr('').optional(),
  protected_from_deletion: boolean.optional(),
  tracing: boolean.optional(),
});

export const vhostRoutes: readonly Route[] = [
  { path: 'vhosts', access: 'management', methods: { GET: listVHosts } },
  {
    path: 'vhosts/:vhost',
    access: 'visible-vhost',
    writeAccess: 'administrator',
    methods: { GET: showVHost, PUT: putVHost, DELETE: deleteVHost },
    bodies: { PUT: vhostBody },
  },
  { path: 'vhosts/:vhost/start/:node', access: 'administrator', methods: { POST: startVHost } },
  {
    path: 'vhosts/:vhost/deletion/protection',
    access: 'administrator',
    methods: {
      GET: (call) => json(200, { protected_from_deletion: vhostOf(call).isProtected }),
      POST: (call) => protect(call, true),
      DELETE: (call) => protect(call, false),
    },
  },
];

async function listVHosts(call: Call) {
  const things = await countVHosts(call.meters, visibleVHosts(call));
  return listReply(call, { things, fields: vhostFields, nameOf: ({ vhost }) => vhost.name });
}

async function showVHost(call: Call) {
  const vhost = vhostOf(call);
  return showReply(call, { vhost, totals: await readTotals(call.meters.ofVHost, vhost) }, vhostFields);
}

/** Who creates a vhost may do everything in it (RabbitMQ). A PUT without a description takes it away. */
function putVHost(call: Call) {
  const { broker, user } = call;
  const name = param(call, 'vhost');
  assertShort('vhost', name);
  const change = readChange(parseBody(call, vhostBody));
  const existing = broker.vhosts.get(name);
  const vhost = existing ?? broker.addVHost(name);
  change(vhost);
  if (!existing) broker.access.setPermission(user, name, { configure: '.*', write: '.*', read: '.*' });
  return putReply(existing !== undefined);
}

/** Reads everything before anything is changed. What is not said stays, but for the description and the tags. */
function readChange(body: z.output<typeof vhostBody>): (vhost: VHost) => void {
  const { default_queue_type: type, protected_from_deletion: isProtected, tracing: isTraced } = body;
  const queueType = type === undefined ? undefined : queueTypeOf(type);
  return (vhost) => {
    vhost.description = body.description;
    vhost.tags = body.tags;
    if (queueType !== undefined) vhost.defaultQueueType = queueType;
    vhost.isProtected = isProtected ?? vhost.isProtected;
    vhost.isTraced = isTraced ?? vhost.isTraced;
  };
}

const QUEUE_TYPES = ['classic', 'quorum'];

/** RabbitMQ writes `undefined` for none, so it may come back. */
function queueTypeOf(type: string): string | null {
  if (type === '' || type === 'undefined') return null;
  if (!QUEUE_TYPES.includes(type)) throw badRequest(`invalid_queue_type: ${type.slice(0, 100)}`);
  return type;
}

function deleteVHost(call: Call) {
  const vhost = vhostOf(call);
  if (vhost.isProtected) {
    const reason = `Refusing to delete virtual host '${vhost.name}' because it is protected from deletion`;
    throw new HttpError(412, 'precondition_failed', reason);
  }
  call.broker.removeVHost(vhost);
  call.broker.endTurn();
  return empty(204);
}

function protect(call: Call, isProtected: boolean) {
  vhostOf(call).isProtected = isProtected;
  return empty(204);
}

/** Vhosts do not fail one by one here, so that this one runs already. */
function startVHost(call: Call) {
  vhostOf(call);
  const node = param(call, 'node');
  if (node !== call.options.nodeName) throw badRequest(`Request to node ${node} failed with nodedown`);
  return empty(204);
}
