import { type Call, type Route, vhostOf } from '@/server/management/call';
import { listReply } from '@/server/management/list';
import { json } from '@/server/management/reply';
import { showReply } from '@/server/management/show';
import { overviewFields } from '@/server/management/views/overview-view';
import { permissionFields, permissionsOf } from '@/server/management/views/user-view';
import { countVHosts } from '@/server/management/views/vhost-view';
import { visibleVHosts } from '@/server/management/visibility';

export const overviewRoutes: readonly Route[] = [
  { path: 'overview', access: 'management', methods: { GET: overview } },
  {
    path: 'whoami',
    access: 'management',
    methods: { GET: ({ user }) => json(200, { name: user.name, tags: user.tags }) },
  },
  {
    // Warren's own: RabbitMQ tells only administrators, and a dashboard has to know what its user may do.
    path: 'whoami/permissions',
    access: 'management',
    methods: { GET: (call) => listReply(call, { things: permissionsOf(call.user), fields: permissionFields }) },
  },
  { path: 'version', access: 'open', methods: { GET: ({ options }) => json(200, options.rabbitmqVersion) } },
  { path: 'aliveness-test/:vhost', access: 'vhost', methods: { GET: alivenessTest } },
];

async function overview(call: Call) {
  const { broker, options, meters } = call;
  const vhosts = await countVHosts(meters, visibleVHosts(call));
  return showReply(call, { broker, options, vhosts }, overviewFields);
}

/**
 * RabbitMQ declares a queue `aliveness-test`, publishes to it and consumes from it. In one thread an answer at all
 * proves as much, and monitors that ask every few seconds leave no queue behind.
 */
function alivenessTest(call: Call) {
  vhostOf(call);
  return json(200, { status: 'ok' });
}
