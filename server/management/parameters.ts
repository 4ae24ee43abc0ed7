import type { Broker } from '@/server/broker/broker';
import { limitProblems, VHOST_LIMITS } from '@/server/broker/limits';
import { PAUSED_SHOVEL, type Parameter, SHOVEL } from '@/server/broker/parameters';
import type { Policy } from '@/server/broker/policy';
import { readPolicy, validationFailed } from '@/server/broker/policy-reader';
import type { User } from '@/server/broker/user';
import type { VHost } from '@/server/broker/vhost';
import { readShovel } from '@/server/shovels/shovel-reader';
import type { Body } from './body';
import { readLimits, replaceLimits } from './definitions/limits';
import { badRequest } from './http-error';

/** A component: its parameters may be kept elsewhere than among the parameters, where they are used. */
interface Component {
  all(vhost: VHost): readonly (readonly [name: string, value: unknown])[];
  /** Throws RabbitMQ's 400. */
  put(vhost: VHost, name: string, value: unknown, by: Actor): void;
  delete(vhost: VHost, name: string, by: Actor): void;
}

/** Who changes a parameter, and where. */
export interface Actor {
  readonly broker: Broker;
  readonly user: User;
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

/** Kept among the parameters. Whoever makes one may name only those vhosts of this broker that are open to them (RabbitMQ). */
const shovels: Component = {
  all: () => [],
  put({ name: vhost }, name, value, { broker, user }) {
    readShovel(name, value, (wanted) => {
      const isOpen = broker.vhosts.has(wanted) && user.permissions.has(wanted);
      return isOpen ? null : `user "${user.name}" may not connect to vhost "${wanted}"`;
    });
    broker.parameters.put({ component: SHOVEL, vhost, name, value });
  },
  delete({ name: vhost }, name, { broker: { parameters } }) {
    parameters.delete(SHOVEL, vhost, name);
    parameters.delete(PAUSED_SHOVEL, vhost, name);
  },
};

const COMPONENTS: ReadonlyMap<string, Component> = new Map([
  ['vhost-limits', vhostLimits],
  ['operator_policy', operatorPolicies],
  ['policy', policies],
  [SHOVEL, shovels],
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
  return [...kept, ...parameters.shown().filter(isWanted)];
}

export interface Place {
  readonly component: string;
  readonly vhost: VHost;
  readonly name: string;
}

export function findParameter(broker: Broker, { component, vhost, name }: Place): Parameter | undefined {
  return parametersOf(broker, [vhost], component).find((parameter) => parameter.name === name);
}

export function putParameter({ component, vhost, name }: Place, value: unknown, by: Actor): void {
  const known = COMPONENTS.get(component);
  if (!known) throw validationFailed([`component ${component} not found`]);
  known.put(vhost, name, value, by);
}

export function deleteParameter({ component, vhost, name }: Place, by: Actor): void {
  const known = COMPONENTS.get(component);
  if (known) known.delete(vhost, name, by);
  else by.broker.parameters.delete(component, vhost.name, name);
}
