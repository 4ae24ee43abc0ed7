import type { Broker } from '@/server/broker/broker';
import { limitProblems, VHOST_LIMITS } from '@/server/broker/limits';
import type { Parameter } from '@/server/broker/parameters';
import type { Policy } from '@/server/broker/policy';
import { readPolicy, validationFailed } from '@/server/broker/policy-reader';
import type { VHost } from '@/server/broker/vhost';
import type { Body } from './body';
import { readLimits, replaceLimits } from './definitions/limits';
import { badRequest } from './http-error';

/** A component whose parameters are kept elsewhere than among the parameters: where they are used. */
interface Component {
  all(vhost: VHost): readonly (readonly [name: string, value: unknown])[];
  /** Throws RabbitMQ's 400. */
  put(vhost: VHost, name: string, value: unknown): void;
  delete(vhost: VHost, name: string): void;
}

/** The one name that the limits of a vhost have as a parameter. */
const LIMITS = 'limits';

const vhostLimits: Component = {
  all: ({ limits }) => (limits.size === 0 ? [] : [[LIMITS, Object.fromEntries(limits)]]),
  put(vhost, name, value) {
    if (name !== LIMITS) throw badRequest(`the parameter of vhost-limits is called ${LIMITS}`);
    const problems = limitProblems(VHOST_LIMITS, objectOf(value), 'limits');
    if (problems.length > 0) throw validationFailed(problems);
    replaceLimits(vhost.limits, readLimits(value, VHOST_LIMITS, 'limits'));
  },
  delete: ({ limits }) => limits.clear(),
};

const operatorPolicies: Component = {
  all: ({ operatorPolicies: policies }) => policies.all().map((policy) => [policy.name, policyValue(policy)]),
  put(vhost, name, value) {
    vhost.operatorPolicies.put(readPolicy('operator_policy', name, objectOf(value)));
    vhost.applyPolicies();
  },
  delete(vhost, name) {
    vhost.operatorPolicies.delete(name);
    vhost.applyPolicies();
  },
};

/** Shown as parameters to who asks for them, and in no list of all; they are made by `/policies` alone (RabbitMQ). */
const policies: Component = {
  all: (vhost) => vhost.policies.all().map((policy) => [policy.name, policyValue(policy)]),
  put: () => {
    throw badRequest('policies may not be set using this method');
  },
  delete: () => {
    throw badRequest('policies may not be cleared using this method');
  },
};

const COMPONENTS: ReadonlyMap<string, Component> = new Map([
  ['vhost-limits', vhostLimits],
  ['operator_policy', operatorPolicies],
  ['policy', policies],
]);

const LISTED = ['vhost-limits', 'operator_policy'];

function objectOf(value: unknown): Body {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badRequest('not_object: value');
  return value as Body;
}

function policyValue({ pattern, definition, priority, applyTo }: Policy) {
  return { pattern, definition, priority, 'apply-to': applyTo };
}

/** The parameters of a component in some vhosts, or of all components when none is named. */
export function parametersOf({ parameters }: Broker, vhosts: readonly VHost[], component: string | null): Parameter[] {
  const names = component === null ? LISTED : [component];
  const kept = names.flatMap((name) => {
    const ofVHost = (vhost: VHost) => COMPONENTS.get(name)?.all(vhost) ?? [];
    return vhosts.flatMap((vhost) =>
      ofVHost(vhost).map(([key, value]) => ({ component: name, vhost: vhost.name, name: key, value })),
    );
  });
  const isWanted = (parameter: Parameter): boolean =>
    (component === null || parameter.component === component) && vhosts.some(({ name }) => name === parameter.vhost);
  return [...kept, ...parameters.all().filter(isWanted)];
}

export interface Place {
  readonly component: string;
  readonly vhost: VHost;
  readonly name: string;
}

export function findParameter(broker: Broker, { component, vhost, name }: Place): Parameter | undefined {
  return parametersOf(broker, [vhost], component).find((parameter) => parameter.name === name);
}

export function putParameter({ component, vhost, name }: Place, value: unknown): void {
  const known = COMPONENTS.get(component);
  if (!known) throw validationFailed([`component ${component} not found`]);
  known.put(vhost, name, value);
}

export function deleteParameter({ parameters }: Broker, { component, vhost, name }: Place): void {
  const known = COMPONENTS.get(component);
  if (known) known.delete(vhost, name);
  else parameters.delete(component, vhost.name, name);
}
