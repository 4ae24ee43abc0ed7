import { type Call, param, type Route } from '@/server/management/call';
import { objectNotFound } from '@/server/management/http-error';
import { listReply } from '@/server/management/list';
import { empty, json } from '@/server/management/reply';

/** What operators of a cluster do; a single node has nothing to spread and no statistics to collect from others. */
export const upkeepRoutes: readonly Route[] = [
  { path: 'rebalance/queues', access: 'administrator', methods: { POST: () => empty(204) } },
  { path: 'reset', access: 'administrator', methods: { DELETE: () => empty(204) } },
  { path: 'reset/:node', access: 'administrator', methods: { DELETE: onThisNode(() => empty(204)) } },
  {
    path: 'auth/attempts/:node',
    access: 'monitoring',
    writeAccess: 'administrator',
    methods: { GET: onThisNode(listAttempts), DELETE: onThisNode(resetAttempts) },
  },
  {
    // RabbitMQ counts by source only when it is told to, because strangers could fill its memory.
    path: 'auth/attempts/:node/source',
    access: 'monitoring',
    writeAccess: 'administrator',
    methods: { GET: onThisNode(() => json(200, [])), DELETE: onThisNode(resetAttempts) },
  },
  { path: 'config/effective', access: 'administrator', methods: { GET: showConfig } },
];

/** There is one node; any other is not found. */
function onThisNode<Reply>(handler: (call: Call) => Reply): (call: Call) => Reply {
  return (call) => {
    if (param(call, 'node') !== call.options.nodeName) throw objectNotFound();
    return handler(call);
  };
}

function listAttempts(call: Call) {
  return listReply(call, {
    things: call.broker.access.logins.all(),
    fields: {
      protocol: ({ protocol }) => protocol,
      auth_attempts: ({ attempts }) => attempts,
      auth_attempts_failed: ({ failed }) => failed,
      auth_attempts_succeeded: ({ attempts, failed }) => attempts - failed,
    },
  });
}

function resetAttempts({ broker }: Call) {
  broker.access.logins.reset();
  return empty(204);
}

/** The settings in force that shape what clients may do. None of them is a secret. */
function showConfig({ broker, options }: Call) {
  const login = broker.access.loginLimits;
  return json(200, {
    node: options.nodeName,
    cluster_name: broker.parameters.clusterName ?? options.clusterName,
    listeners: options.listeners(),
    memory_limit_bytes: options.memoryLimitBytes,
    max_message_size: options.maxMessageBytes,
    loopback_users: broker.options.loopbackUsers,
    login_failures_per_name: login.failuresPerName,
    login_failures_per_address: login.failuresPerAddress,
    login_window_ms: login.windowMs,
  });
}
