/** What a JSON value looks like: its types, and below it those of the members of objects and of the items of lists. */
export interface Shape {
  readonly types: ReadonlySet<string>;
  readonly members: ReadonlyMap<string, Shape>;
  /** Null when no list with items was seen. */
  readonly items: Shape | null;
}

const NOTHING: Shape = { types: new Set(), members: new Map(), items: null };

export function shapeOf(value: unknown): Shape {
  if (Array.isArray(value)) {
    const items = value.length === 0 ? null : value.map(shapeOf).reduce(merge);
    return { ...NOTHING, types: new Set(['list']), items };
  }
  if (value === null || typeof value !== 'object') {
    return { ...NOTHING, types: new Set([value === null ? 'null' : typeof value]) };
  }
  const members = new Map(Object.entries(value).map(([key, member]) => [key, shapeOf(member)]));
  return { ...NOTHING, types: new Set(['object']), members };
}

function merge(a: Shape, b: Shape): Shape {
  const members = new Map(a.members);
  for (const [key, shape] of b.members) {
    const known = members.get(key);
    members.set(key, known ? merge(known, shape) : shape);
  }
  const items = a.items && b.items ? merge(a.items, b.items) : (a.items ?? b.items);
  return { types: new Set([...a.types, ...b.types]), members, items };
}

export interface Difference {
  /** As `queue_totals.messages` or `[].name`. */
  readonly at: string;
  readonly what: string;
}

/** What the first has and the second has not, or has with other types. */
export function differences(wanted: Shape, got: Shape, at = ''): Difference[] {
  const found: Difference[] = [];
  const strange = [...got.types].filter((type) => !wanted.types.has(type));
  if (strange.length > 0)
    found.push({ at, what: `${strange.join(' | ')} instead of ${[...wanted.types].join(' | ')}` });
  for (const [key, shape] of wanted.members) {
    const below = at === '' ? key : `${at}.${key}`;
    const member = got.members.get(key);
    if (member) found.push(...differences(shape, member, below));
    // Only where there is an object to have it.
    else if (got.types.has('object')) found.push({ at: below, what: `missing (${[...shape.types].join(' | ')})` });
  }
  if (wanted.items && !got.items && got.types.has('list')) found.push({ at: `${at}[]`, what: 'no items' });
  if (wanted.items && got.items) found.push(...differences(wanted.items, got.items, `${at}[]`));
  return found;
}
