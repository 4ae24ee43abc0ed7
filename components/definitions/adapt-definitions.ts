/** A definitions document as it was read from a file; the broker is the one who says whether it is well formed. */
export type Definitions = Readonly<Record<string, unknown>>;

/** What to change about a document before it is imported. */
export interface Adaptation {
  /** The keys of lists that are left out. */
  readonly without: readonly string[];
  /** New names of virtual hosts; null for those that are left out. */
  readonly vhosts: Readonly<Record<string, string | null>>;
}

export const AS_IT_IS: Adaptation = { without: [], vhosts: {} };

export interface Part {
  readonly key: string;
  readonly count: number;
}

type Entry = Readonly<Record<string, unknown>>;

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null;
}

function listsIn(document: Definitions): [key: string, list: readonly unknown[]][] {
  return Object.entries(document).flatMap(([key, list]) => (Array.isArray(list) ? [[key, list]] : []));
}

/** The lists of a document that are not empty. */
export function partsIn(document: Definitions): Part[] {
  return listsIn(document)
    .map(([key, { length: count }]) => ({ key, count }))
    .filter(({ count }) => count > 0);
}

/** The vhost that an entry is about; undefined when it is about none. */
function vhostOf(key: string, entry: unknown): string | undefined {
  if (!isEntry(entry)) return undefined;
  const name = key === 'vhosts' ? entry['name'] : entry['vhost'];
  return typeof name === 'string' ? name : undefined;
}

/** The virtual hosts that a document names, in its order. */
export function vhostsIn(document: Definitions): string[] {
  const names = new Set<string>();
  for (const [key, list] of listsIn(document)) {
    for (const entry of list) {
      const name = vhostOf(key, entry);
      if (name !== undefined) names.add(name);
    }
  }
  return [...names];
}

/** The document with parts left out and virtual hosts renamed; what cannot be understood stays as it is. */
export function adaptDefinitions(document: Definitions, { without, vhosts }: Adaptation): Definitions {
  const adapted: Record<string, unknown> = { ...document };
  for (const [key, list] of listsIn(document)) {
    if (without.includes(key)) delete adapted[key];
    else adapted[key] = list.flatMap((entry) => adaptEntry(key, entry, vhosts));
  }
  return adapted;
}

function adaptEntry(key: string, entry: unknown, vhosts: Adaptation['vhosts']): unknown[] {
  const name = vhostOf(key, entry);
  if (name === undefined || !Object.hasOwn(vhosts, name)) return [entry];
  const next = vhosts[name];
  if (next === null) return [];
  return [{ ...(entry as Entry), [key === 'vhosts' ? 'name' : 'vhost']: next }];
}
