import { describe, expect, test } from 'vitest';
import { allRoutes } from './routes/all';
import { TestApi } from './test-api';

/** Who may call what, from RabbitMQ's rules: `home` is the vhost of the path, in which the caller has permissions. */
const RULES = {
  everybody: () => true,
  anyManagement: ({ tag }) => isManagement(tag),
  atHome: ({ tag, isAtHome }) => isManagement(tag) && (isAtHome || tag === 'administrator'),
  atHomeOrMonitoring: ({ tag, isAtHome }) =>
    isManagement(tag) && (isAtHome || tag === 'monitoring' || tag === 'administrator'),
  monitoring: ({ tag }) => tag === 'monitoring' || tag === 'administrator',
  policymaker: ({ tag }) => tag === 'policymaker' || tag === 'administrator',
  policymakerAtHome: ({ tag, isAtHome }) => (tag === 'policymaker' && isAtHome) || tag === 'administrator',
  administrator: ({ tag }) => tag === 'administrator',
} satisfies Readonly<Record<string, (caller: Caller) => boolean>>;

type Rule = keyof typeof RULES;

interface Caller {
  readonly tag: string;
  readonly isAtHome: boolean;
}

function isManagement(tag: string): boolean {
  return ['management', 'policymaker', 'monitoring', 'administrator'].includes(tag);
}

const RESOURCES: Readonly<Record<Rule, readonly string[]>> = {
  everybody: [
    'GET ',
    'GET openapi.json',
    'GET version',
    'GET auth',
    'GET health/checks/is-in-service',
    'GET health/checks/below-node-connection-limit',
    'GET health/checks/ready-to-serve-clients',
    'GET health/checks/reached-target-cluster-size',
  ],
  anyManagement: [
    ...['overview', 'cluster-name', 'whoami', 'whoami/permissions', 'extensions', 'vhosts', 'vhost-limits'].map(get),
    ...['feature-flags', 'deprecated-features', 'deprecated-features/used'].map(get),
    ...['exchanges', 'queues', 'queues/detailed', 'bindings', 'policies', 'operator-policies'].map(get),
    // Of which vhosts, and of whose clients: diagnosis.test.ts.
    'GET diagnosis',
    'GET connections/:connection/diagnosis',
    // Whose connections and channels these are is looked at by the handlers: connections.test.ts.
    ...['connections', 'connections/:connection', 'connections/:connection/channels'].map(get),
    ...['connections/username/:username', 'channels', 'channels/:channel', 'consumers', 'consumers/:vhost'].map(get),
    ...['DELETE connections/:connection', 'DELETE connections/username/:username'],
    ...['alarms', 'local-alarms', 'virtual-hosts', 'node-is-quorum-critical', 'node-is-mirror-sync-critical'].map(
      (check) => get(`health/checks/${check}`),
    ),
    ...['metadata-store/initialized', 'metadata-store/initialized/with-data'].map((check) =>
      get(`health/checks/${check}`),
    ),
    ...['port-listener/:port', 'protocol-listener/:protocols'].map((check) => get(`health/checks/${check}`)),
    'GET health/checks/certificate-expiration/:within/:unit',
    ...['all-vhosts', 'all-vhosts/pattern/:pattern', 'vhost/:vhost', 'vhost/:vhost/pattern/:pattern'].map((of) =>
      get(`health/checks/quorum-queues-without-elected-leaders/${of}`),
    ),
    ...['healthchecks/node', 'healthchecks/node/:node'].map(get),
  ],
  atHome: [
    ...['policies/:vhost', 'operator-policies/:vhost', 'vhosts/:vhost/connections', 'vhosts/:vhost/channels'].map(get),
    ...['exchanges/:vhost', 'queues/:vhost', 'bindings/:vhost', 'aliveness-test/:vhost'].map(get),
    ...ofMethods('exchanges/:vhost/:exchange', ['GET', 'PUT', 'DELETE']),
    ...['source', 'destination'].map((end) => get(`exchanges/:vhost/:exchange/bindings/${end}`)),
    'POST exchanges/:vhost/:exchange/publish',
    ...['scheduled', 'unroutable'].map((what) => `GET exchanges/:vhost/:exchange/${what}`),
    ...ofMethods('queues/:vhost/:queue', ['GET', 'PUT', 'DELETE']),
    ...['DELETE queues/:vhost/:queue/contents', 'POST queues/:vhost/:queue/get', 'GET queues/:vhost/:queue/bindings'],
    ...['messages', 'unacked', 'scheduled'].map((what) => `GET queues/:vhost/:queue/${what}`),
    ...['delete-messages', 'move', 'return-dead-letters'].map((what) => `POST queues/:vhost/:queue/${what}`),
    ...['pause', 'resume'].map((what) => `PUT queues/:vhost/:queue/${what}`),
    'POST undo/:vhost/:act',
    'POST exchanges/:vhost/:exchange/explain',
    'GET queues/quorum/:vhost/:queue/status',
    ...['diagnosis/:vhost', 'queues/:vhost/:queue/diagnosis', 'exchanges/:vhost/:exchange/diagnosis'].map(get),
    ...ofMethods('bindings/:vhost/e/:source/q/:destination', ['GET', 'POST']),
    ...ofMethods('bindings/:vhost/e/:source/e/:destination', ['GET', 'POST']),
    ...ofMethods('bindings/:vhost/e/:source/q/:destination/:props', ['GET', 'DELETE']),
    ...ofMethods('bindings/:vhost/e/:source/e/:destination/:props', ['GET', 'DELETE']),
  ],
  atHomeOrMonitoring: ['vhosts/:vhost', 'vhost-limits/:vhost'].map(get),
  monitoring: [
    'GET logs',
    ...['nodes', 'nodes/:node', 'nodes/:node/memory', 'nodes/:node/memory/relative'].map(get),
    ...['nodes/:node/memory/ets', 'nodes/:node/memory/ets/relative'].map(get),
    ...['nodes/:node/memory/ets/:filter', 'nodes/:node/memory/ets/:filter/relative'].map(get),
    ...['auth/attempts/:node', 'auth/attempts/:node/source'].map(get),
    ...['shovels', 'shovels/:vhost', 'shovels/:vhost/:name', 'shovels/vhost/:vhost/:name'].map(get),
    // One's own limits are for everybody to see: limits.test.ts.
    'GET user-limits/:user',
  ],
  policymaker: ['parameters', 'parameters/:component', 'global-parameters', 'global-parameters/:name'].map(get),
  policymakerAtHome: [
    'GET parameters/:component/:vhost',
    ...ofMethods('parameters/:component/:vhost/:name', ['GET', 'PUT', 'DELETE']),
    ...ofMethods('policies/:vhost/:name', ['GET', 'PUT', 'DELETE']),
    ...['DELETE shovels/vhost/:vhost/:name', 'DELETE shovels/vhost/:vhost/:name/restart'],
    ...['pause', 'resume'].map((what) => `PUT shovels/:vhost/:name/${what}`),
  ],
  administrator: [
    ...['users', 'users/without-permissions', 'permissions', 'topic-permissions', 'user-limits'].map(get),
    ...ofMethods('users/:user', ['GET', 'PUT', 'DELETE']),
    ...['users/:user/permissions', 'users/:user/topic-permissions'].map(get),
    ...['POST users/bulk-delete', 'POST auth/hash_password', 'GET auth/hash_password/:password'],
    ...ofMethods('permissions/:vhost/:user', ['GET', 'PUT', 'DELETE']),
    ...ofMethods('topic-permissions/:vhost/:user', ['GET', 'PUT', 'DELETE']),
    ...ofMethods('topic-permissions/:vhost/:user/:exchange', ['GET', 'PUT', 'DELETE']),
    ...ofMethods('vhosts/:vhost', ['PUT', 'DELETE']),
    ...ofMethods('vhosts/:vhost/deletion/protection', ['GET', 'POST', 'DELETE']),
    ...['vhosts/:vhost/permissions', 'vhosts/:vhost/topic-permissions'].map(get),
    'POST vhosts/:vhost/start/:node',
    ...ofMethods('vhost-limits/:vhost/:name', ['PUT', 'DELETE']),
    ...ofMethods('user-limits/:user/:name', ['PUT', 'DELETE']),
    ...ofMethods('operator-policies/:vhost/:name', ['GET', 'PUT', 'DELETE']),
    ...ofMethods('global-parameters/:name', ['PUT', 'DELETE']),
    ...['PUT cluster-name', 'PUT feature-flags/:name/enable', 'POST rebalance/queues'],
    ...['DELETE reset', 'DELETE reset/:node', 'GET config/effective'],
    ...['DELETE auth/attempts/:node', 'DELETE auth/attempts/:node/source'],
    ...ofMethods('definitions', ['GET', 'POST']),
    ...ofMethods('definitions/:vhost', ['GET', 'POST']),
    ...ofMethods('all-configuration', ['GET', 'POST']),
    ...['POST queues/:vhost/:queue/actions'],
    ...ofMethods('queues/quorum/:vhost/:queue/replicas/add', ['POST']),
    ...ofMethods('queues/quorum/:vhost/:queue/replicas/delete', ['DELETE']),
    ...ofMethods('queues/quorum/replicas/on/:node/grow', ['POST']),
    ...ofMethods('queues/quorum/replicas/on/:node/shrink', ['DELETE']),
  ],
};

function get(path: string): string {
  return `GET ${path}`;
}

function ofMethods(path: string, methods: readonly string[]): string[] {
  return methods.map((method) => `${method} ${path}`);
}

const RULE_OF: ReadonlyMap<string, Rule> = new Map(
  (Object.keys(RESOURCES) as Rule[]).flatMap((rule) => RESOURCES[rule].map((resource) => [resource, rule] as const)),
);

const SERVED = allRoutes.flatMap(({ path, methods }) => Object.keys(methods).map((method) => `${method} ${path}`));

const CALLERS: readonly Caller[] = [
  '',
  'impersonator',
  'management',
  'policymaker',
  'monitoring',
  'administrator',
].flatMap((tag) => [
  { tag, isAtHome: true },
  { tag, isAtHome: false },
]);

/** What paths name, so that the handlers have something to find. */
const NAMES: Readonly<Record<string, string>> = { vhost: '%2F', user: 'target', node: 'warren@test', queue: 'q' };

/** Whether the route let the caller in, whatever came of it. A missing permission on a queue is another matter. */
async function isLetIn(resource: string, { tag, isAtHome }: Caller): Promise<boolean> {
  const api = new TestApi();
  api.addUser('target', []);
  const caller = api.addUser('caller', tag === '' ? [] : [tag]);
  if (isAtHome) api.allow(caller, '/');
  const [method = '', path = ''] = resource.split(' ');
  const filled = path.replace(/:(\w+)/g, (_whole, name: string) => NAMES[name] ?? 'x');
  const { status, json } = await api.ask(method, filled, { as: 'caller' });
  expect(api.failures).toEqual([]);
  return status !== 401 || String(json?.reason).startsWith('Access refused');
}

describe('each route', () => {
  test('has a rule', () => {
    expect(SERVED.filter((resource) => !RULE_OF.has(resource))).toEqual([]);
  });

  test.each(SERVED.filter((resource) => RULE_OF.has(resource)))('%s is for whom RabbitMQ lets in', async (resource) => {
    const rule = RULES[RULE_OF.get(resource) as Rule];
    const got = await Promise.all(CALLERS.map(async (caller) => ({ ...caller, in: await isLetIn(resource, caller) })));
    expect(got).toEqual(CALLERS.map((caller) => ({ ...caller, in: rule(caller) })));
  });

  test.each(SERVED.filter((resource) => RULE_OF.get(resource) !== 'everybody'))(
    '%s asks who is there',
    async (resource) => {
      const api = new TestApi();
      const [method = '', path = ''] = resource.split(' ');
      const filled = path.replace(/:(\w+)/g, (_whole, name: string) => NAMES[name] ?? 'x');
      const { status, headers } = await api.ask(method, filled, { as: null });
      expect([status, headers['www-authenticate']]).toEqual([401, 'Basic realm="RabbitMQ Management"']);
    },
  );
});
