/** Who may import whom (server/ARCHITECTURE.md). Type-only imports count too. */
const tests = '(\\.test\\.tsx?$|/test-[^/]+\\.ts$|^server/testing/|^e2e/)';

/** A part of the server may import itself and the parts that are named. */
function only(part, allowed, comment) {
  return {
    name: `${part}-imports`,
    comment,
    severity: 'error',
    from: { path: `^server/${part}/`, pathNot: tests },
    to: { path: '^(server|app|components|lib|e2e|bench)/', pathNot: `^(server/${part}/|${allowed.join('|')})` },
  };
}

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A cycle cannot be understood or tested in parts. Type-only cycles are harmless.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'broker-is-io-free',
      comment: 'Time, randomness and bytes come into the core by its ports.',
      severity: 'error',
      from: { path: '^server/broker/', pathNot: tests },
      to: { dependencyTypes: ['core', 'npm'] },
    },
    {
      name: 'only-the-listener-touches-the-network',
      severity: 'error',
      from: { path: '^server/amqp/', pathNot: `(^server/amqp/(listener|tls-peer)\\.ts$|${tests})` },
      to: { dependencyTypes: ['core', 'npm'] },
    },
    only('broker', ['$^'], 'The core knows nobody.'),
    only('amqp', ['server/broker/'], 'The protocol knows the core.'),
    only('store', ['server/broker/'], 'The store implements ports of the core.'),
    only(
      'management',
      ['server/broker/', 'server/shovels/shovel-(ends|reader|settings|status)\\.ts$', 'lib/'],
      'The management API presents the core, and the shovels beside it.',
    ),
    only(
      'shovels',
      ['server/broker/', 'server/amqp/properties-codec\\.ts$', 'server/(log|worker-entry)\\.ts$'],
      'Shovels are clients, who read headers as the protocol does; only their host knows the core.',
    ),
    only(
      'metrics',
      [
        'server/broker/',
        'server/management/(auth|http-error|long-body|paced|request)\\.ts$',
        'server/worker-entry\\.ts$',
      ],
      'Metrics are another view of the core, for the same users.',
    ),
    only(
      'thread',
      ['server/(broker|amqp|store|management|metrics|shovels)/', 'server/[^/]+\\.ts$', 'lib/'],
      'The broker thread wires what runs in it.',
    ),
    only(
      'web',
      ['server/thread/(engine|reachable-host)\\.ts$', 'server/management/request\\.ts$', 'server/[^/]+\\.ts$', 'lib/'],
      'Above the port, the broker is an Engine.',
    ),
    only(
      'gateway',
      ['server/thread/engine\\.ts$', 'server/web/', 'server/log\\.ts$', 'lib/'],
      'Above the port, the broker is an Engine.',
    ),
    {
      name: 'ui-never-imports-server',
      comment: 'Next gives every bundle its own copy of a module: state of the server cannot be shared that way.',
      severity: 'error',
      from: { path: '^(app|components|lib)/' },
      to: { path: '^(server|bench|e2e)/' },
    },
    { name: 'lib-is-a-leaf', severity: 'error', from: { path: '^lib/' }, to: { path: '^(app|components)/' } },
    {
      name: 'lib-runs-in-browsers',
      severity: 'error',
      from: { path: '^lib/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'components-know-no-routes', severity: 'error', from: { path: '^components/' }, to: { path: '^app/' } },
    {
      name: 'ui-primitives-know-no-nouns',
      severity: 'error',
      from: { path: '^components/ui/' },
      to: { path: '^components/(?!ui/)' },
    },
    {
      name: 'nobody-imports-entries',
      severity: 'error',
      from: {},
      to: { path: '^server/(main|start|build/main)\\.ts$' },
    },
    {
      name: 'bench-stands-alone',
      comment: 'The load generator must not share what it measures.',
      severity: 'error',
      from: { path: '^bench/' },
      to: { path: '^(server|app|components|lib)/' },
    },
    {
      name: 'production-code-imports-no-tests',
      severity: 'error',
      from: { pathNot: `(${tests}|^bench/)` },
      to: { path: tests },
    },
    {
      name: 'not-resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.next)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
