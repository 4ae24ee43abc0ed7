import { z } from 'zod';
import { cleanName } from '@/server/broker/names';
import type { Queue } from '@/server/broker/queue';
import { assertShort } from '@/server/management/body';
import { amqpArguments, boolean, parseBody } from '@/server/management/body-schema';
import { type Call, flag, found, param, type Route, sessionOf, vhostOf } from '@/server/management/call';
import { badRequest } from '@/server/management/http-error';
import { listReply } from '@/server/management/list';
import { empty, json, putReply } from '@/server/management/reply';
import { showReply } from '@/server/management/show';
import { queueDetailFields, queueFields } from '@/server/management/views/queue-view';
import { listedVHosts } from '@/server/management/visibility';
import { wholeOf } from '@/server/management/window';

const queueBody = z.object({
  durable: boolean.default(false),
  auto_delete: boolean.default(false),
  exclusive: boolean.default(false),
  arguments: amqpArguments,
});

export const queueRoutes: readonly Route[] = [
  { path: 'queues', access: 'management', methods: { GET: listQueues } },
  { path: 'queues/detailed', access: 'management', methods: { GET: listQueues } },
  { path: 'queues/:vhost', access: 'vhost', methods: { GET: listQueues } },
  {
    path: 'queues/:vhost/:queue',
    access: 'vhost',
    methods: { GET: showQueue, PUT: putQueue, DELETE: deleteQueue },
    bodies: { PUT: queueBody },
  },
  { path: 'queues/:vhost/:queue/contents', access: 'vhost', methods: { DELETE: purgeQueue } },
];

export function queueOf(call: Call): Queue {
  return found(vhostOf(call).queue(param(call, 'queue')));
}

export function listQueues(call: Call) {
  const things = listedVHosts(call).flatMap((vhost) => [...vhost.queues.values()]);
  return listReply(call, { things, fields: queueFields, nameOf: (queue) => queue.name });
}

function showQueue(call: Call) {
  return showReply(call, queueOf(call), queueDetailFields);
}

/** An exclusive queue lives as long as a connection, and this API has none. */
function putQueue(call: Call) {
  const session = sessionOf(call);
  const name = param(call, 'queue');
  assertShort('queue', name);
  if (cleanName(name) === '') throw badRequest('the queue needs a name');
  const body = parseBody(call, queueBody);
  if (body.exclusive) throw badRequest('an exclusive queue can be declared over AMQP only');
  const options = {
    durable: body.durable,
    autoDelete: body.auto_delete,
    exclusive: false,
    arguments: body.arguments,
  };
  const existed = session.vhost.queue(cleanName(name)) !== undefined;
  session.declareQueue(name, options);
  call.broker.endTurn();
  return putReply(existed);
}

function deleteQueue(call: Call) {
  const { name } = queueOf(call);
  sessionOf(call).deleteQueue(name, { ifUnused: flag(call, 'if-unused'), ifEmpty: flag(call, 'if-empty') });
  call.broker.endTurn();
  return empty(204);
}

/** `count` is Warren's own: it drops the first so many, and is answered with how many there were. */
function purgeQueue(call: Call) {
  const session = sessionOf(call);
  const { name } = queueOf(call);
  if (!call.query.get('count')) {
    session.purgeQueue(name);
    call.broker.endTurn();
    return empty(204);
  }
  const bounds = { fallback: 0, from: 1, to: Number.MAX_SAFE_INTEGER };
  const purged = session.purgeQueue(name, wholeOf(call.query, 'count', bounds));
  call.broker.endTurn();
  return json(200, { purged });
}
