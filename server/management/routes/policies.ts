import { z } from 'zod';
import { APPLY_TO, type PolicySet } from '@/server/broker/policy';
import { type PolicyKind, readPolicy } from '@/server/broker/policy-reader';
import type { VHost } from '@/server/broker/vhost';
import { assertShort } from '@/server/management/body';
import { given, parseBody, perhaps } from '@/server/management/body-schema';
import { type Access, type Call, found, type Handler, param, type Route, vhostOf } from '@/server/management/call';
import { objectNotFound } from '@/server/management/http-error';
import { listReply } from '@/server/management/list';
import { empty, putReply } from '@/server/management/reply';
import { showReply } from '@/server/management/show';
import { policyFields } from '@/server/management/views/policy-view';
import { listedVHosts } from '@/server/management/visibility';

const policyBody = z.object({
  pattern: given({ type: 'string' }),
  definition: given({ type: 'object' }),
  priority: perhaps({ type: 'integer' }),
  'apply-to': perhaps({ type: 'string', enum: APPLY_TO }),
});

export const policyRoutes: readonly Route[] = [
  ...routesOf('policies', 'policy', 'policymaker'),
  ...routesOf('operator-policies', 'operator_policy', 'administrator'),
];

/** Lists are for all who may use the vhost; a single policy is for those who may make it (RabbitMQ). */
function routesOf(path: string, kind: PolicyKind, access: Access): Route[] {
  const bound = (handler: (call: Call, kind: PolicyKind) => ReturnType<Handler>) => (call: Call) => handler(call, kind);
  return [
    { path, access: 'management', methods: { GET: bound(list) } },
    { path: `${path}/:vhost`, access: 'vhost', methods: { GET: bound(list) } },
    {
      path: `${path}/:vhost/:name`,
      access,
      methods: { GET: bound(show), PUT: bound(put), DELETE: bound(remove) },
      bodies: { PUT: policyBody },
    },
  ];
}

export function policiesOf(vhost: VHost, kind: PolicyKind): PolicySet {
  return kind === 'policy' ? vhost.policies : vhost.operatorPolicies;
}

/** The weakest first (RabbitMQ). */
function list(call: Call, kind: PolicyKind) {
  const things = listedVHosts(call)
    .flatMap((vhost) =>
      policiesOf(vhost, kind)
        .all()
        .map((policy) => ({ vhost: vhost.name, policy })),
    )
    .sort((a, b) => a.policy.priority - b.policy.priority);
  return listReply(call, { things, fields: policyFields });
}

function show(call: Call, kind: PolicyKind) {
  const vhost = vhostOf(call);
  const policy = found(policiesOf(vhost, kind).get(param(call, 'name')));
  return showReply(call, { vhost: vhost.name, policy }, policyFields);
}

function put(call: Call, kind: PolicyKind) {
  const vhost = vhostOf(call);
  const name = param(call, 'name');
  assertShort('policy', name);
  const { pattern, definition, priority = 0, 'apply-to': applyTo = 'all' } = parseBody(call, policyBody);
  const policy = readPolicy(kind, name, { pattern, definition, priority, 'apply-to': applyTo });
  const policies = policiesOf(vhost, kind);
  const existed = policies.get(name) !== undefined;
  policies.put(policy);
  apply(call, vhost);
  return putReply(existed);
}

function remove(call: Call, kind: PolicyKind) {
  const vhost = vhostOf(call);
  if (!policiesOf(vhost, kind).delete(param(call, 'name'))) throw objectNotFound();
  apply(call, vhost);
  return empty(204);
}

function apply({ broker }: Call, vhost: VHost): void {
  vhost.applyPolicies();
  broker.endTurn();
}
