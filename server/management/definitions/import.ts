import type { Broker } from '@/server/broker/broker';
import { mapPaced } from '@/server/management/paced';
import { readDefinitions } from './document';
import type { Verdict } from './item';
import { isChange, type Planned, rehearse } from './rehearsal';

/** What an import would do, entry by entry, without doing it. Throws 400 as the import would. */
export function previewImport(broker: Broker, document: unknown, vhost: string | null): Promise<Planned[]> {
  return rehearse(broker, readDefinitions(document, vhost));
}

/**
 * Imports a document of RabbitMQ's definitions, or with a vhost the part of it that belongs into a vhost. Nothing is
 * changed when an entry is refused. Long imports go on in slices, between which messages flow; all is done in the name of
 * whoever the import began in.
 */
export async function importDefinitions(broker: Broker, document: unknown, vhost: string | null): Promise<Planned[]> {
  const { actor } = broker;
  const plan = await rehearse(broker, readDefinitions(document, vhost));
  const withPolicies = new Set<string>();
  await mapPaced(plan, ({ item }) => {
    // Others may have been at work since the rehearsal.
    if (!isChange(item.compare(broker))) return;
    broker.actAs(actor, () => item.apply(broker));
    if (item.vhost !== null && (item.kind === 'policies' || item.kind === 'parameters')) withPolicies.add(item.vhost);
    broker.endTurn();
  });
  for (const name of withPolicies) broker.vhosts.get(name)?.applyPolicies();
  broker.endTurn();
  return plan;
}

export function tally(plan: readonly Planned[]): Readonly<Record<Verdict, number>> {
  const counts = { create: 0, change: 0, equal: 0, conflict: 0, skip: 0 };
  for (const { verdict } of plan) counts[verdict] += 1;
  return counts;
}
