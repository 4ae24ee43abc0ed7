import type { Diagnosis, Finding, FindingKind, Severity } from '@/lib/diagnosis';
import type { Broker } from '@/server/broker/broker';
import type { Connection } from '@/server/broker/connection';
import type { Exchange } from '@/server/broker/exchange';
import type { Queue } from '@/server/broker/queue';
import type { VHost } from '@/server/broker/vhost';
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

/** Things of a vhost that are looked at; of connections their channels, too. */
export interface Part {
  readonly vhost: VHost;
  readonly exchanges?: Iterable<Exchange>;
  readonly queues?: Iterable<Queue>;
  readonly connections?: Iterable<Connection>;
}

export interface Patient {
  readonly meters: Meters;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly parts: readonly Part[];
  /** Null when the broker as a whole is not looked at. */
  readonly broker: NamedBroker | null;
}

interface NamedBroker {
  readonly name: string;
  readonly broker: Broker;
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

/** Looks at things with every rule for their kind, in slices. */
export async function diagnose({ meters, now, parts, broker }: Patient): Promise<Diagnosis> {
  const findings = new Findings();
  for (const { vhost, exchanges = [], queues = [], connections = [] } of parts) {
    const scene = { meters, now, vhost, deadLetters: await deadLetterTargets(vhost) };
    const look = async <Thing extends { readonly name: string }>(
      rules: readonly Rule<Thing>[],
      kind: FindingKind,
      things: Iterable<Thing>,
    ) => forEachPaced([...things], (thing) => findings.look(rules, kind, { thing, vhost: vhost.name, scene }));
    const clients = [...connections];
    await look(exchangeRules, 'exchange', exchanges);
    await look(queueRules, 'queue', queues);
    await look(connectionRules, 'connection', clients);
    await look(
      channelRules,
      'channel',
      clients.flatMap(({ channels }) => [...channels.values()]),
    );
  }
  if (broker !== null) findings.look(ofBroker, 'broker', { thing: broker, vhost: null, scene: { meters, now } });
  return { findings: findings.list(), rules: allRules.length, looked_at: findings.looked };
}

const ofBroker = brokerRules.map(
  (rule): Rule<NamedBroker, Scene> => ({ ...rule, find: ({ broker }, scene) => rule.find(broker, scene) }),
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
