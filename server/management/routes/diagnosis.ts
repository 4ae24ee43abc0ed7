import type { VHost } from '@/server/broker/vhost';
import { isMonitor } from '@/server/management/auth';
import { type Call, exchangeParam, found, param, type Route, vhostOf } from '@/server/management/call';
import { diagnose, type Part, type Patient } from '@/server/management/diagnosis/diagnose';
import { json } from '@/server/management/reply';
import { assertSeesClientsOf, seesClientsOf, visibleVHosts } from '@/server/management/visibility';

/** Warren's own: what could be better, found by rules. */
export const diagnosisRoutes: readonly Route[] = [
  { path: 'diagnosis', access: 'management', methods: { GET: ofAll } },
  {
    path: 'diagnosis/:vhost',
    access: 'vhost',
    methods: { GET: (call) => reply(call, [wholeOf(call, vhostOf(call))]) },
  },
  { path: 'queues/:vhost/:queue/diagnosis', access: 'vhost', methods: { GET: ofQueue } },
  { path: 'exchanges/:vhost/:exchange/diagnosis', access: 'vhost', methods: { GET: ofExchange } },
  { path: 'connections/:connection/diagnosis', access: 'management', methods: { GET: ofConnection } },
];

async function reply(call: Call, parts: readonly Part[], broker: Patient['broker'] = null) {
  const now = call.broker.ports.clock.now();
  return json(200, await diagnose({ meters: call.meters, now, parts, broker }));
}

function wholeOf(call: Call, vhost: VHost): Part {
  const connections = [...vhost.connections].filter(({ user }) => seesClientsOf(call, user));
  return { vhost, exchanges: vhost.exchanges.values(), queues: vhost.queues.values(), connections };
}

function ofAll(call: Call) {
  const { broker, options, user } = call;
  const whole = isMonitor(user) ? { name: options.nodeName, broker } : null;
  const parts = visibleVHosts(call).map((vhost) => wholeOf(call, vhost));
  return reply(call, parts, whole);
}

function ofQueue(call: Call) {
  const vhost = vhostOf(call);
  return reply(call, [{ vhost, queues: [found(vhost.queues.get(param(call, 'queue')))] }]);
}

function ofExchange(call: Call) {
  const vhost = vhostOf(call);
  return reply(call, [{ vhost, exchanges: [found(vhost.exchanges.get(exchangeParam(call, 'exchange')))] }]);
}

function ofConnection(call: Call) {
  const connection = found(call.broker.connections.get(param(call, 'connection')));
  assertSeesClientsOf(call, connection.user);
  const vhost = found(call.broker.vhosts.get(connection.vhost));
  return reply(call, [{ vhost, connections: [connection] }]);
}
