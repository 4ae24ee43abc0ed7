import type { Broker } from './broker';
import type { Policy } from './policy';
import type { Queue } from './queue';
import type { User } from './user';
import type { VHost } from './vhost';

type Json = Readonly<Record<string, unknown>>;

/** A setting as its events tell of it. */
interface Setting {
  /** The events when it is made or changed, and when it goes; the latter null when nobody is told. */
  readonly set: string;
  readonly cleared: string | null;
  /** What both events say. */
  readonly name: Json;
  /** What the first says besides. */
  readonly value: Json;
  /** Changes with the setting, and is told to nobody. */
  readonly mark?: string;
  /** The event of something else tells that it has come. */
  readonly isOnlyChange?: boolean;
  /** The policy that this is about: queues are told of that it applies to them or does no longer. */
  readonly policy?: { readonly one: Policy; readonly vhost: string; readonly isOfOperator: boolean };
}

interface Change {
  readonly setting: Setting;
  readonly isCleared: boolean;
}

/**
 * RabbitMQ's events about settings: policies, limits, parameters, tags and passwords of users. They are few, and are
 * changed in many places; so they are compared with what they were whenever somebody may have changed them.
 */
export class SettingsEvents {
  readonly #broker: Broker;
  readonly #emit: (event: string, fields: Json) => void;
  #known = new Map<string, { readonly setting: Setting; readonly text: string }>();
  readonly #repolicied = new Set<Queue>();

  /** What is there now is no news. */
  constructor(broker: Broker, emit: (event: string, fields: Json) => void) {
    this.#broker = broker;
    this.#emit = emit;
    this.#known = this.#look();
  }

  /** To be called after anything that may have changed settings. */
  compare(): void {
    const changes = this.#changes();
    const queues = [...this.#repolicied];
    this.#repolicied.clear();
    const reasons = queues.map((queue) => [queue, reasonFor(queue, changes)] as const);
    for (const change of changes) {
      for (const [queue, reason] of reasons) if (reason === change) this.#emitForQueue(queue, change);
      const { setting, isCleared } = change;
      if (!isCleared) this.#emit(setting.set, { ...setting.name, ...setting.value });
      else if (setting.cleared !== null) this.#emit(setting.cleared, setting.name);
    }
  }

  /** Other policies apply to the queue than before: it is told of with the policy that made it so. */
  queueChanged(queue: Queue): void {
    this.#repolicied.add(queue);
  }

  #changes(): Change[] {
    const before = this.#known;
    const now = this.#look();
    this.#known = now;
    const changes: Change[] = [];
    for (const [key, { setting, text }] of now) {
      const former = before.get(key)?.text;
      if (former === text || (former === undefined && setting.isOnlyChange)) continue;
      changes.push({ setting, isCleared: false });
    }
    for (const [key, { setting }] of before) if (!now.has(key)) changes.push({ setting, isCleared: true });
    return changes;
  }

  #emitForQueue({ name, vhost, type }: Queue, { setting, isCleared }: Change): void {
    const queue = { name, vhost, type: `rabbit_${type}_queue` };
    if (isCleared) this.#emit('queue.policy.cleared', queue);
    else this.#emit('queue.policy.updated', { ...setting.value, ...queue });
  }

  #look() {
    const { vhosts, access, parameters } = this.#broker;
    const settings: Setting[] = [
      ...[...vhosts.values()].flatMap(settingsOfVHost),
      ...[...access.users.values()].flatMap(settingsOfUser),
      ...parameters.shown().map(({ component, vhost, name, value }) => parameter({ component, vhost, name }, value)),
      ...[...parameters.global].map(([name, value]) => parameter({ component: 'global', name }, value)),
    ];
    return new Map(
      settings.map((setting) => [
        JSON.stringify([setting.set, setting.name, setting.policy?.isOfOperator]),
        { setting, text: JSON.stringify([setting.value, setting.mark]) },
      ]),
    );
  }
}

/** The change that made other policies apply to a queue: of a policy that applies now, or else of one that did. */
function reasonFor(queue: Queue, changes: readonly Change[]): Change | undefined {
  const inVHost = changes.filter(({ setting }) => setting.policy?.vhost === queue.vhost);
  const applied = inVHost.find(({ setting: { policy } }) => {
    return policy !== undefined && (policy.isOfOperator ? queue.operatorPolicy : queue.policy) === policy.one;
  });
  return applied ?? inVHost[0];
}

function parameter(name: Json, value: unknown): Setting {
  return { set: 'parameter.set', cleared: 'parameter.cleared', name, value: { value: withoutPasswords(value) } };
}

function settingsOfVHost({ name: vhost, policies, operatorPolicies, limits }: VHost): Setting[] {
  const policy = (one: Policy, isOfOperator: boolean): Setting => ({
    // RabbitMQ does not tell that an operator policy is gone but as a parameter.
    ...{ set: 'policy.set', cleared: isOfOperator ? null : 'policy.cleared', name: { vhost, name: one.name } },
    value: { pattern: one.pattern, 'apply-to': one.applyTo, priority: one.priority, definition: one.definition },
    policy: { one, vhost, isOfOperator },
  });
  const ofLimits: Setting = {
    ...{ set: 'vhost.limits.set', cleared: 'vhost.limits.cleared', name: { vhost, name: 'limits' } },
    value: Object.fromEntries(limits),
  };
  return [
    ...policies.all().map((one) => policy(one, false)),
    ...operatorPolicies.all().flatMap((one) => {
      const itself = policy(one, true);
      return [parameter({ component: 'operator_policy', vhost, name: one.name }, itself.value), itself];
    }),
    ...(limits.size === 0 ? [] : [ofLimits]),
  ];
}

function settingsOfUser({ name, tags, password, limits }: User): Setting[] {
  const ofLimits: Setting = {
    ...{ set: 'user.limits.set', cleared: 'user.limits.cleared', name: { username: name, name: 'limits' } },
    value: Object.fromEntries(limits),
  };
  return [
    { set: 'user.tags.set', cleared: null, name: { name }, value: { tags } },
    {
      ...{ set: 'user.password.changed', cleared: null, name: { name }, value: {}, isOnlyChange: true },
      mark: password?.hash ?? '',
    },
    ...(limits.size === 0 ? [] : [ofLimits]),
  ];
}

/** The URIs of shovels may hold passwords. */
function withoutPasswords(value: unknown): unknown {
  const text = JSON.stringify(value)?.replace(/([a-z]+:\/\/)[^/"?#]*@/gi, '$1');
  return text === undefined ? null : JSON.parse(text);
}
