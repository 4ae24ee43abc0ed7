import { VHOST_LIMITS } from '@/server/broker/limits';
import { SHOVEL } from '@/server/broker/parameters';
import type { Policy } from '@/server/broker/policy';
import { type PolicyKind, readPolicy } from '@/server/broker/policy-reader';
import type { Body } from '@/server/management/body';
import { badRequest } from '@/server/management/http-error';
import { readShovel } from '@/server/shovels/shovel-reader';
import type { Entry } from './entry';
import { canonicalJson, findingOf, type Item, type Kind, vhostFor } from './item';
import { readLimits, replaceLimits, sameLimits } from './limits';

export const policyKind: Kind = {
  key: 'policies',
  isOfVHost: true,
  read: (entry) =>
    policyItem(
      entry,
      'policy',
      entry.read([], (body) => body),
    ),
};

/** RabbitMQ keeps operator policies and limits of vhosts among the parameters, and so do its definitions. */
export const parameterKind: Kind = {
  key: 'parameters',
  isOfVHost: true,
  read(entry): Item {
    const component = entry.name('component');
    const name = entry.name();
    const value = entry.read(['value'], (body) => body['value']);
    if (component === 'policy') throw entry.refusal('policies may not be set as parameters');
    if (component === 'operator_policy') {
      return policyItem(
        entry,
        component,
        entry.check(() => objectOf(value)),
      );
    }
    if (component === 'vhost-limits') return limitsItem(entry, value);
    if (component === SHOVEL) entry.check(() => readShovel(name, value, () => null));
    return {
      kind: 'parameters',
      name: `${component} ${name}`,
      vhost: entry.vhost,
      entry,
      compare({ parameters }) {
        const existing = parameters.get(component, entry.vhost, name);
        return findingOf(existing !== undefined, canonicalJson(existing?.value) === canonicalJson(value));
      },
      apply(broker) {
        const { name: vhost } = vhostFor(this, broker);
        broker.parameters.put({ component, vhost, name, value });
      },
    };
  },
};

export const globalParameterKind: Kind = {
  key: 'global_parameters',
  isOfVHost: false,
  read(entry): Item {
    const name = entry.name();
    const value = entry.read(['value'], (body) => body['value']);
    return {
      kind: 'global_parameters',
      name,
      vhost: null,
      entry,
      compare: ({ parameters: { global } }) =>
        findingOf(global.has(name), canonicalJson(global.get(name)) === canonicalJson(value)),
      apply: ({ parameters }) => void parameters.global.set(name, value),
    };
  },
};

function policyItem(entry: Entry, kind: PolicyKind, given: Body): Item {
  const name = entry.name();
  if (name === '') throw entry.refusal('the name is empty');
  const policy: Policy = entry.check(() => {
    const { pattern, definition, priority = 0, 'apply-to': applyTo = 'all' } = given;
    return readPolicy(kind, name, { pattern, definition, priority, 'apply-to': applyTo });
  });
  const set = kind === 'policy' ? 'policies' : 'operatorPolicies';
  return {
    kind: kind === 'policy' ? 'policies' : 'parameters',
    name: kind === 'policy' ? name : `${kind} ${name}`,
    vhost: entry.vhost,
    entry,
    compare({ vhosts }) {
      const existing = vhosts.get(entry.vhost)?.[set].get(name);
      return findingOf(existing !== undefined, canonicalJson(existing) === canonicalJson(policy));
    },
    apply(broker) {
      entry.check(() => vhostFor(this, broker)[set].put(policy));
    },
  };
}

function limitsItem(entry: Entry, value: unknown): Item {
  const limits = entry.check(() => readLimits(value, VHOST_LIMITS, 'limits'));
  return {
    kind: 'parameters',
    name: 'vhost-limits limits',
    vhost: entry.vhost,
    entry,
    compare({ vhosts }) {
      const existing = vhosts.get(entry.vhost)?.limits ?? new Map();
      return findingOf(existing.size > 0 || limits.size === 0, sameLimits(existing, limits));
    },
    apply(broker) {
      replaceLimits(vhostFor(this, broker).limits, limits);
    },
  };
}

function objectOf(value: unknown): Body {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badRequest('not_object');
  return value as Body;
}
