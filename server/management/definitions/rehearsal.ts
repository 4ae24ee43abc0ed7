import { Broker } from '@/server/broker/broker';
import { mapPaced } from '@/server/management/paced';
import { type Finding, type Item, vhostFor } from './item';

export interface Planned extends Finding {
  readonly item: Item;
}

/**
 * Finds out what an import would do by importing into an empty broker that was given what the items may refer to: so
 * every rule of the core has had its say before anything changes. Throws what the first refused item is refused with.
 */
export function rehearse(broker: Broker, items: readonly Item[]): Promise<Planned[]> {
  const stage = setStage(broker, new Set(items.map(({ vhost }) => vhost)));
  return mapPaced(items, (item) => {
    if (item.vhost !== null) vhostFor(item, stage);
    const now = item.compare(broker);
    // What a binding joins may be among the definitions: then it is on the stage alone.
    const finding = now.verdict === 'skip' ? item.compare(stage) : now;
    if (isChange(finding)) item.apply(stage);
    return { item, ...finding };
  });
}

export function isChange({ verdict }: Finding): boolean {
  return verdict === 'create' || verdict === 'change';
}

function setStage(broker: Broker, touched: ReadonlySet<string | null>): Broker {
  const stage = new Broker(broker.ports, broker.options);
  for (const user of broker.access.users.keys()) stage.access.putUser(user, null, []);
  for (const { name, limits, exchanges, queues } of broker.vhosts.values()) {
    const vhost = stage.addVHost(name);
    for (const [limit, value] of limits) vhost.limits.set(limit, value);
    if (!touched.has(name)) continue;
    for (const exchange of exchanges.values()) {
      if (vhost.exchanges.has(exchange.name)) continue;
      vhost.addExchange(exchange.name, { ...exchange, type: exchange.type.name });
    }
    for (const queue of queues.values()) vhost.addQueue(queue.name, null, { ...queue, exclusive: false });
  }
  return stage;
}
