import type { Broker } from '@/server/broker/broker';
import { type Call, param, type Route } from '@/server/management/call';
import { badRequest } from '@/server/management/http-error';
import { listReply } from '@/server/management/list';
import { empty, json } from '@/server/management/reply';

const NO_OAUTH = { oauth_enabled: false, enable_uaa: false, uaa_client_id: '', uaa_location: '' };

export const featureRoutes: readonly Route[] = [
  /** RabbitMQ's login page asks whether it should send people elsewhere: under the names of 4.x, and of 3.10. */
  { path: 'auth', access: 'open', methods: { GET: () => json(200, NO_OAUTH) } },
  { path: 'extensions', access: 'management', methods: { GET: () => json(200, []) } },
  { path: 'feature-flags', access: 'management', methods: { GET: listFlags } },
  {
    path: 'feature-flags/:name/enable',
    access: 'administrator',
    methods: { PUT: enableFlag },
  },
  { path: 'deprecated-features', access: 'management', methods: { GET: (call) => listDeprecated(call, DEPRECATED) } },
  { path: 'deprecated-features/used', access: 'management', methods: { GET: listUsed } },
];

/** Flags that clients look at before they use a feature: those of RabbitMQ's that name what this broker does, always on. */
const FLAGS: Readonly<Record<string, string>> = {
  direct_exchange_routing_v2: 'Faster direct exchange routing',
  drop_unroutable_metric: 'Count unroutable publishes to be dropped in stats',
  empty_basic_get_metric: 'Count AMQP `basic.get` on empty queues in stats',
  implicit_default_bindings: 'Default bindings are now implicit, instead of being stored in the database',
  quorum_queue: 'Support queues of type `quorum`',
  user_limits: 'Configure connection and channel limits for a user',
  virtual_host_metadata: 'Virtual host metadata (description, tags, etc)',
};

function listFlags(call: Call) {
  const things = Object.entries(FLAGS);
  return listReply(call, {
    things,
    fields: {
      name: ([name]) => name,
      desc: ([, desc]) => desc,
      doc_url: () => '',
      state: () => 'enabled',
      stability: () => 'stable',
      provided_by: () => 'warren',
    },
  });
}

function enableFlag(call: Call) {
  if (!Object.hasOwn(FLAGS, param(call, 'name'))) throw badRequest('unsupported');
  return empty(204);
}

/** What RabbitMQ means to give up, and Warren goes on serving. */
interface Deprecated {
  readonly name: string;
  readonly desc: string;
  isUsed(broker: Broker): boolean;
}

const DEPRECATED: readonly Deprecated[] = [
  {
    name: 'global_qos',
    desc: 'A prefetch count for all consumers of a channel together',
    isUsed: ({ connections }) =>
      [...connections.values()].some(({ channels }) =>
        [...channels.values()].some(({ globalPrefetchCount }) => globalPrefetchCount > 0),
      ),
  },
  {
    name: 'transient_nonexcl_queues',
    desc: 'Queues that are neither durable nor exclusive',
    isUsed: ({ vhosts }) =>
      [...vhosts.values()].some(({ queues }) =>
        [...queues.values()].some(({ durable, owner }) => !durable && owner === null),
      ),
  },
];

function listDeprecated(call: Call, things: readonly Deprecated[]) {
  return listReply(call, {
    things,
    fields: {
      name: ({ name }) => name,
      desc: ({ desc }) => desc,
      deprecation_phase: () => 'permitted_by_default',
      doc_url: () => '',
      provided_by: () => 'warren',
    },
  });
}

function listUsed(call: Call) {
  return listDeprecated(
    call,
    DEPRECATED.filter((feature) => feature.isUsed(call.broker)),
  );
}
