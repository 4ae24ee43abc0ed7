import type { Diagnosis, Finding, FindingKind, Severity } from '@/lib/diagnosis';
import type { Broker } from '@/server/broker/broker';
import type { User } from '@/server/broker/user';
import type { VHost } from '@/server/broker/vhost';
import { isMonitor } from '@/server/management/auth';
import type { Meters } from '@/server/management/meters';
import { forEachPaced } from '@/server/management/paced';
import { brokerRules } from './broker-rules';
import { channelRules, connectionRules } from './client-rules';
import { exchangeRules } from './exchange-rules';
import { queueRules } from './queue-rules';
import type { DeadLetterTargets, Rule, Scene } from './rule';

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'advice'];
/** Places shown of each rule; all of them are counted. */
const SHOWN = 50;

const allRules = [...exchangeRules, ...queueRules, ...channelRules, ...connectionRules, ...brokerRules];

export interface Patient {
  readonly broker: Broker;
  readonly meters: Meters;
  /** Those that may be looked at, and by whom: clients of others are shown to monitoring users only. */
  readonly vhosts: readonly VHost[];
  readonly user: User;
  readonly nodeName: string;
}

/** What was found, by rule. */
class Findings {
  readonly #places = new Map<string, Finding['places'][number][]>();
  readonly #counts = new Map<string, number>();
  looked = 0;

  /** Asks each rule about a thing. */
  look<Thing extends { readonly name: string }, In extends Scene>(
    rules: readonly Rule<Thing, In>[],
    kind: FindingKind,
    { thing, vhost, scene }: { readonly thing: Thing; readonly vhost: string | null; readonly scene: In },
  ): void {
    this.looked += 1;
    for (const { id, find } of rules) {
      const detail = find(thing, scene);
      if (detail === null) continue;
      const found = this.#counts.get(id) ?? 0;
      this.#counts.set(id, found + 1);
      if (found === 0) this.#places.set(id, []);
      if (found < SHOWN) this.#places.get(id)?.push({ kind, vhost, name: thing.name, detail });
    }
  }

  /** The worst first. */
  list(): Finding[] {
    const found = allRules.filter(({ id }) => this.#counts.has(id));
    found.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
    return found.map(({ id, severity, title, remedy, guide }) => ({
      rule: id,
      severity,
      title,
      remedy,
      guide,
      count: this.#counts.get(id) as number,
      places: this.#places.get(id) ?? [],
    }));
  }
}

/** Looks at everything with every rule, in slices. */
export async function diagnose({ broker, meters, vhosts, user, nodeName }: Patient): Promise<Diagnosis> {
  const findings = new Findings();
  const now = broker.ports.clock.now();
  const seesAll = isMonitor(user);
  for (const vhost of vhosts) {
    const scene = { meters, now, vhost, deadLetters: await deadLetterTargets(vhost) };
    const at = <Thing>(thing: Thing) => ({ thing, vhost: vhost.name, scene });
    await forEachPaced([...vhost.exchanges.values()], (exchange) =>
      findings.look(exchangeRules, 'exchange', at(exchange)),
    );
    await forEachPaced([...vhost.queues.values()], (queue) => findings.look(queueRules, 'queue', at(queue)));
    const connections = [...vhost.connections].filter(({ user: { name } }) => seesAll || name === user.name);
    await forEachPaced(connections, (connection) => findings.look(connectionRules, 'connection', at(connection)));
    const channels = connections.flatMap((connection) => [...connection.channels.values()]);
    await forEachPaced(channels, (channel) => findings.look(channelRules, 'channel', at(channel)));
  }
  if (seesAll) {
    const thing = { name: nodeName, broker };
    findings.look(ofBroker, 'broker', { thing, vhost: null, scene: { meters, now } });
  }
  return { findings: findings.list(), rules: allRules.length, looked_at: findings.looked };
}

const ofBroker = brokerRules.map(
  (rule): Rule<{ readonly name: string; readonly broker: Broker }, Scene> => ({
    ...rule,
    find: ({ broker }, scene) => rule.find(broker, scene),
  }),
);

async function deadLetterTargets({ queues }: VHost): Promise<DeadLetterTargets> {
  const targets = { exchanges: new Set<string>(), queues: new Set<string>() };
  await forEachPaced([...queues.values()], ({ rules: { deadLetterExchange, deadLetterRoutingKey } }) => {
    if (deadLetterExchange === null) return;
    if (deadLetterExchange !== '') targets.exchanges.add(deadLetterExchange);
    else if (deadLetterRoutingKey !== null) targets.queues.add(deadLetterRoutingKey);
  });
  return targets;
}
