import { z } from 'zod';
import type { Queue } from '@/server/broker/queue';
import { parseBody, text } from '@/server/management/body-schema';
import type { Call, Route } from '@/server/management/call';
import { badRequest } from '@/server/management/http-error';
import { empty, json } from '@/server/management/reply';
import { queueOf } from './queues';

const memberBody = z.object({ node: text });

const actionBody = z.object({ action: text });

const PLACE = 'queues/quorum/:vhost/:queue';

/** What is asked of a quorum queue about its members: on a single node it has one, which can neither come nor go. */
export const quorumRoutes: readonly Route[] = [
  { path: `${PLACE}/status`, access: 'vhost', methods: { GET: showStatus } },
  {
    path: `${PLACE}/replicas/add`,
    access: 'administrator',
    methods: { POST: addMember },
    bodies: { POST: memberBody },
  },
  {
    path: `${PLACE}/replicas/delete`,
    access: 'administrator',
    methods: { DELETE: deleteMember },
    bodies: { DELETE: memberBody },
  },
  {
    path: 'queues/:vhost/:queue/actions',
    access: 'administrator',
    methods: { POST: act },
    bodies: { POST: actionBody },
  },
];

function quorumQueueOf(call: Call): Queue {
  const queue = queueOf(call);
  if (queue.type !== 'quorum') throw badRequest(`${queue.type}_queue_not_supported`);
  return queue;
}

/** In RabbitMQ's words; there is no log of a consensus here, so that its places are 0. */
function showStatus(call: Call) {
  quorumQueueOf(call);
  return json(200, [
    {
      'Node Name': call.options.nodeName,
      'Raft State': 'leader',
      Membership: 'voter',
      'Last Log Index': 0,
      'Last Written': 0,
      'Last Applied': 0,
      'Commit Index': 0,
      'Snapshot Index': 0,
      Term: 0,
      'Machine Version': 0,
    },
  ]);
}

function addMember(call: Call) {
  const { node } = parseBody(call, memberBody);
  quorumQueueOf(call);
  if (node !== call.options.nodeName) throw badRequest(`node_not_running: ${node.slice(0, 200)}`);
  return empty(204);
}

/** The actions were about mirrors, which RabbitMQ no longer has either. */
function act(call: Call): never {
  queueOf(call);
  throw badRequest(`{unknown,${parseBody(call, actionBody).action.slice(0, 200)}}`);
}

function deleteMember(call: Call): never {
  const { node } = parseBody(call, memberBody);
  quorumQueueOf(call);
  throw badRequest(node === call.options.nodeName ? 'last_node' : `not_a_member: ${node.slice(0, 200)}`);
}
