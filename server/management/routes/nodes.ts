import { type Call, param, type Route } from '@/server/management/call';
import { objectNotFound } from '@/server/management/http-error';
import { listReply } from '@/server/management/list';
import { json } from '@/server/management/reply';
import { showReply } from '@/server/management/show';
import { memoryView, relativeMemoryView } from '@/server/management/views/memory-view';
import { nodeFields } from '@/server/management/views/node-view';

export const nodeRoutes: readonly Route[] = [
  {
    path: 'nodes',
    access: 'monitoring',
    methods: { GET: (call) => listReply(call, { things: [call], fields: nodeFields }) },
  },
  { path: 'nodes/:node', access: 'monitoring', methods: { GET: showNode } },
  { path: 'nodes/:node/memory', access: 'monitoring', methods: { GET: (call) => memory(call, memoryView) } },
  {
    path: 'nodes/:node/memory/relative',
    access: 'monitoring',
    methods: { GET: (call) => memory(call, relativeMemoryView) },
  },
];

/** There is one node. */
function assertThisNode(call: Call): void {
  if (param(call, 'node') !== call.options.nodeName) throw objectNotFound();
}

function showNode(call: Call) {
  assertThisNode(call);
  return showReply(call, call, nodeFields);
}

function memory(call: Call, view: typeof memoryView | typeof relativeMemoryView) {
  assertThisNode(call);
  return json(200, { memory: view(call.broker, call.meters.machine()) });
}
