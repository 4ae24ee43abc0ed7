import type { Broker } from '@/server/broker/broker';
import { Session } from '@/server/broker/session';
import { CompiledPermission, User } from '@/server/broker/user';
import type { VHost } from '@/server/broker/vhost';
import type { Entry } from './entry';

/**
 * What importing a definition does: `conflict` leaves what is there as it is, because it cannot be changed; `skip` passes
 * over what has no place in a broker, such as a binding to a queue that is nowhere (RabbitMQ does both without a word).
 */
export type Verdict = 'create' | 'change' | 'equal' | 'conflict' | 'skip';

export interface Finding {
  readonly verdict: Verdict;
  readonly reason?: string;
}

/** A definition that was read and found well formed. */
export interface Item {
  readonly kind: string;
  readonly name: string;
  readonly vhost: string | null;
  readonly entry: Entry;
  /** What importing it would do to a broker as it is now. */
  compare(broker: Broker): Finding;
  /** Called for what is to be created or changed. Throws what the broker throws. */
  apply(broker: Broker): void;
}

/** One list of a definitions document. */
export interface Kind {
  /** The key of the list in the document. */
  readonly key: string;
  /** Whether definitions of a single vhost have it too. */
  readonly isOfVHost: boolean;
  read(entry: Entry): Item;
}

export function findingOf(exists: boolean, isEqual: boolean): Finding {
  if (!exists) return { verdict: 'create' };
  return { verdict: isEqual ? 'equal' : 'change' };
}

/** Throws unless the vhost is there. */
export function vhostFor({ vhost: name, entry }: Item, broker: Broker): VHost {
  const vhost = name === null ? undefined : broker.vhosts.get(name);
  if (!vhost) throw entry.refusal('the vhost does not exist and is not among the definitions');
  return vhost;
}

const EVERYTHING = new CompiledPermission({ configure: '.*', write: '.*', read: '.*' });

/** Definitions are not held up by permissions: whoever may import them is an administrator, or the operator at the start. */
export function importSession(broker: Broker, vhost: VHost): Session {
  const importer = new User('', null, ['administrator']);
  importer.permissions.set(vhost.name, EVERYTHING);
  return new Session(broker, vhost, importer, null);
}

/** The same JSON for values that say the same, whatever the order of their keys. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
