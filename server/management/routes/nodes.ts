import { type Call, param, type Route } from '@/server/management/call';
import { objectNotFound } from '@/server/management/http-error';
import { listReply } from '@/server/management/list';
import { json } from '@/server/management/reply';
import { showReply } from '@/server/management/show';
import { nodeFields } from '@/server/management/views/node-view';

export const nodeRoutes: readonly Route[] = [
  {
    path: 'nodes',
    access: 'monitoring',
    methods: { GET: (call) => listReply(call, { things: [call], fields: nodeFields }) },
  },
  { path: 'nodes/:node', access: 'monitoring', methods: { GET: showNode } },
  { path: 'health/checks/alarms', access: 'management', methods: { GET: (call) => alarms(call, CLUSTER_ALARMS) } },
  { path: 'health/checks/local-alarms', access: 'management', methods: { GET: (call) => alarms(call, NODE_ALARMS) } },
  { path: 'health/checks/virtual-hosts', access: 'management', methods: { GET: () => json(200, { status: 'ok' }) } },
];

const CLUSTER_ALARMS = 'There are alarms in effect in the cluster';
const NODE_ALARMS = 'There are alarms in effect on the node';

function showNode(call: Call) {
  if (param(call, 'node') !== call.options.nodeName) throw objectNotFound();
  return showReply(call, call, nodeFields);
}

function alarms({ broker, options }: Call, reason: string) {
  if (broker.alarm === null) return json(200, { status: 'ok' });
  return json(503, { status: 'failed', reason, alarms: [{ node: options.nodeName, resource: 'memory' }] });
}
