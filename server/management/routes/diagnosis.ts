import { type Call, type Route, vhostOf } from '@/server/management/call';
import { diagnose } from '@/server/management/diagnosis/diagnose';
import { json } from '@/server/management/reply';
import { visibleVHosts } from '@/server/management/visibility';

/** Warren's own: what could be better, found by rules. */
export const diagnosisRoutes: readonly Route[] = [
  { path: 'diagnosis', access: 'management', methods: { GET: (call) => reply(call, visibleVHosts(call)) } },
  { path: 'diagnosis/:vhost', access: 'vhost', methods: { GET: (call) => reply(call, [vhostOf(call)]) } },
];

async function reply(call: Call, vhosts: Parameters<typeof diagnose>[0]['vhosts']) {
  const { broker, meters, user, options } = call;
  return json(200, await diagnose({ broker, meters, vhosts, user, nodeName: options.nodeName }));
}
